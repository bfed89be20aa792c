using Portal.Api.Checking.Identifiers;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.Files;

/// <summary>Checks that a header has the columns it needs and no others.</summary>
internal static class HeaderCheck
{
    public static void Check(HeaderMatch header, int line, ProblemLog log)
    {
        var kind = header.File.Kind;
        var identifying = header
            .Names.Where((name, index) => header.Ordinals[index] == HeaderMatch.Unknown && IdentifyingColumns.Named(name))
            .Any();
        if (header.Matched == 0 && !identifying)
        {
            log.Add(HeaderRules.NotFound, kind, ColumnPlace.None, new(null, line));
            return;
        }

        var suggested = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < header.Names.Count; index++)
        {
            var place = header.Place(index);
            var name = header.Names[index];
            if (header.Ordinals[index] >= 0)
            {
                if (header.Position(header.Ordinals[index]) != index)
                    log.Add(HeaderRules.Duplicate, kind, place, new(null, line));
            }
            else if (name.Length == 0)
                log.Add(HeaderRules.Blank, kind, place, new(null, line));
            else if (header.Ordinals[index] == HeaderMatch.Unknown)
            {
                var suggestion = header.Suggestion(name);
                if (IdentifyingColumns.Named(name) && suggestion is null)
                    log.Add(HeaderRules.Identifier, kind, place, new(null, line));
                else
                    log.Add(
                        HeaderRules.Unknown,
                        kind,
                        place,
                        new(null, line),
                        advice: suggestion is null ? null : $"Did you mean {suggestion}?"
                    );
                if (suggestion is not null)
                    suggested.Add(suggestion);
            }
        }
        for (var ordinal = 0; ordinal < header.File.Columns.Count; ordinal++)
        {
            var column = header.File.Columns[ordinal];
            if (column.MustStandInHeader && header.Position(ordinal) < 0 && !suggested.Contains(column.Name))
                log.Add(HeaderRules.Missing, kind, new ColumnPlace(-1, column.Name, true), new(null, line));
        }
    }
}
