using Portal.Api.Checking.Identifiers;
using Portal.Api.Checking.Mapping;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.Files;

/// <summary>Checks that a header has the columns it needs, and that it is known what its other columns are.</summary>
internal static class HeaderCheck
{
    public static void Check(HeaderMatch header, int line, ProblemLog log)
    {
        var kind = header.File.Kind;
        var row = new RowPlace(null, line);
        if (header.Recognised == 0 && !header.Names.Any(IdentifyingColumns.Named))
        {
            log.Add(HeaderRules.NotFound, kind, ColumnPlace.None, row);
            return;
        }
        if (OtherFile(header) is { } other)
        {
            log.Add(HeaderRules.NotFound, kind, ColumnPlace.None, row, default, $"These look like the columns of {other}.");
            return;
        }

        for (var index = 0; index < header.Names.Count; index++)
        {
            if (RuleOf(header, index) is { } rule)
                log.Add(rule, kind, header.Place(index), row, default, Advice(rule, header, index));
        }
        if (header.AsksService || (header.IsOurs && header.Position(0) < 0))
            log.Add(
                header.IsOurs ? HeaderRules.ServiceByMapping : HeaderRules.ServiceUnsaid,
                kind,
                new ColumnPlace(-1, "service_code", true),
                row
            );
        // One of the columns of which it is not known what they are, or whose cells were not kept, may be the one that is missing.
        if (Enumerable.Range(0, header.Names.Count).Any(index => RuleOf(header, index) is { } rule && Hides(rule)))
            return;
        for (var ordinal = 0; ordinal < header.File.Columns.Count; ordinal++)
        {
            var column = header.File.Columns[ordinal];
            if (ordinal > 0 && column.MustStandInHeader && header.Position(ordinal) < 0 && !(header.IsWide && !IdentifiesRow(column)))
                log.Add(HeaderRules.Missing, kind, new ColumnPlace(-1, column.Name, true), row);
        }
    }

    /// <summary>The headings of which it must be said what they stand for, each once.</summary>
    public static IReadOnlyList<HeadingQuestion> Questions(HeaderMatch header, MeasureCatalogue measures)
    {
        IReadOnlyList<string> free = [.. header.File.Columns.Select(column => column.Name).Where(name => !header.Has(name))];
        return
        [
            .. Enumerable
                .Range(0, header.Names.Count)
                .Where(index => RuleOf(header, index) == HeaderRules.Unknown)
                .DistinctBy(index => Fold.Name(header.Names[index]))
                .Select(index => new HeadingQuestion(
                    header.File.Name,
                    header.Names[index],
                    header.Place(index).Letter!,
                    header.Suggestion(header.Names[index]) is { } near && !header.Has(near) ? near : null,
                    free
                )
                {
                    Score = WideHeadings.Score(header.File.Kind, header.Names[index], measures),
                    Timepoint = WideHeadings.Timepoint(header.Names[index]),
                    Risk = WideHeadings.Risk(header.File.Kind, header.Names[index]),
                }),
        ];
    }

    // A file under the name of another: asking what each of its columns means would lead nowhere.
    private static string? OtherFile(HeaderMatch header)
    {
        const int Fewest = 4;
        return header.Ordinals.Contains(HeaderMatch.Unknown)
            ? ExtractFiles
                .All.Where(file => file.Kind != header.File.Kind)
                .Select(file => HeaderMatch.Of(file, header.Names, ExtractMapping.None))
                .Where(match => match.Matched >= Fewest && match.Matched > header.Recognised)
                .MaxBy(match => match.Matched)
                ?.File.Name
            : null;
    }

    private static Rule? RuleOf(HeaderMatch header, int index)
    {
        var name = header.Names[index];
        if (name.Length == 0)
            return null;
        // Whatever the service says of it, a column of names is never sent.
        if (!header.IsContracts(index) && IdentifyingColumns.Named(name) && Synonyms.Column(header.File, name) is null)
            return HeaderRules.Identifier;
        return header.Ordinals[index] switch
        {
            HeaderMatch.Unknown => HeaderRules.Unknown,
            HeaderMatch.LeftOut => HeaderRules.LeftOut,
            HeaderMatch.NotKept => HeaderRules.NotKept,
            HeaderMatch.Ignored or HeaderMatch.Weeks => null,
            HeaderMatch.Spread => header.Meanings.Take(index).Contains(header.Meanings[index])
                ? HeaderRules.Duplicate
                : HeaderRules.ByMapping,
            var ordinal when header.Position(ordinal) != index => HeaderRules.Duplicate,
            _ => header.IsMapped(index) ? HeaderRules.ByMapping : null,
        };
    }

    private static string? Advice(Rule rule, HeaderMatch header, int index) =>
        rule == HeaderRules.Unknown && header.Suggestion(header.Names[index]) is { } near ? $"Did you mean {near}?"
        : rule == HeaderRules.ByMapping && header.Meanings[index] is { } meaning ? $"Its cells were read as {Words(meaning)}."
        : rule == HeaderRules.ByMapping ? $"It was read from the column “{header.Heading(index)}”."
        : null;

    private static string Words(HeadingMeaning meaning) =>
        meaning switch
        {
            HeadingMeaning.Score score => "scores: "
                + string.Join(
                    ", ",
                    new[] { score.Measure, score.Subscale, score.Timepoint, score.Respondent }.Where(word => word.Length > 0)
                ),
            HeadingMeaning.Risk risk => $"risks: {risk.RiskCode}, {risk.Stage}",
            _ => "nothing",
        };

    // A sheet with one row a case has the rest in its columns.
    private static bool IdentifiesRow(ExtractColumn column) => column.Form is CellForm.ServiceCode or CellForm.Reference;

    private static bool Hides(Rule rule) => rule == HeaderRules.Unknown || rule == HeaderRules.NotKept;
}
