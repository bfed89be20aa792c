using System.Globalization;
using System.Text;
using CsvHelper;

namespace Portal.Api.Calculator;

/// <summary>One thing to correct in a pasted table.</summary>
/// <param name="Line">Line of the text, the heading being 1; <c>null</c> for the table as a whole.</param>
/// <param name="Words">What is wrong and what to write instead.</param>
public sealed record PasteProblem(int? Line, string Words);

/// <summary>Studies from a table pasted from a spreadsheet or CSV file: the heading first, then one study per line.</summary>
/// <param name="Studies">In the order of the lines; empty when there are problems.</param>
/// <param name="Subgroups">The subgroup of each study, if the table has that column.</param>
/// <param name="Moderators">The columns headed <c>x:NAME</c>, if any.</param>
/// <param name="Problems">Everything to correct, in the order of the lines.</param>
public sealed record PastedStudies(
    IReadOnlyList<StudyInput> Studies,
    IReadOnlyList<string>? Subgroups,
    ModeratorsInput? Moderators,
    IReadOnlyList<PasteProblem> Problems
)
{
    /// <summary>The most studies that a pasted table may have; the API takes more.</summary>
    public const int MostStudies = 2_000;

    /// <summary>The most columns of moderators that a pasted table may have; the API takes more.</summary>
    public const int MostModerators = 10;

    private const string ModeratorMark = "x:";

    /// <summary>The known columns, each with its other names.</summary>
    public static readonly IReadOnlyList<(string Name, IReadOnlyList<string> Others)> Columns =
    [
        ("label", ["study", "service", "name"]),
        ("effect", ["yi", "estimate"]),
        ("variance", ["vi"]),
        ("se", ["sei", "standarderror"]),
        ("kind", ["measure"]),
        ("n", ["pairs"]),
        ("preMean", ["mpre", "firstmean"]),
        ("preSd", ["sdpre", "firstsd"]),
        ("postMean", ["mpost", "lastmean"]),
        ("postSd", ["sdpost", "lastsd"]),
        ("correlation", ["r", "ri"]),
        ("subgroup", ["group"]),
    ];

    private static readonly string[] Summary = ["n", "preMean", "preSd", "postMean", "postSd", "correlation"];

    /// <summary>Reads the table. No text makes it throw.</summary>
    /// <param name="text">Heading and rows, separated by tabs, commas or semicolons; numbers with a decimal point.</param>
    /// <param name="kind">The effect to compute from summary figures if the table has no column for it: MC, SMCR, SMCRH or SMCC.</param>
    public static PastedStudies Read(string? text, string kind)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Wrong(null, "Paste a table: a heading, then one study a line.");
        using var rows = CsvReader.Create(
            Encoding.UTF8.GetBytes(text),
            new CsvReaderOptions
            {
                Separator = Separator(text),
                DetectSeparatorHint = false,
                HasHeader = false,
                SkipEmptyLines = false,
                IncludeValuesInExceptions = false,
                MalformedData = CsvMalformedDataHandling.Recover,
            }
        );
        var line = 0;
        IReadOnlyList<string?>? heading = null;
        var studies = new List<StudyInput>();
        var subgroups = new List<string>();
        var moderators = new List<IReadOnlyList<double>>();
        var problems = new List<PasteProblem>();
        while (rows.Read())
        {
            line++;
            var cells = Enumerable.Range(0, rows.FieldCount).Select(place => rows.GetString(place).Trim()).ToList();
            if (cells.TrueForAll(cell => cell.Length == 0))
                continue;
            if (heading is null)
            {
                heading = Heading(cells, line, problems);
                if (problems.Count > 0)
                    break;
            }
            else if (studies.Count == MostStudies)
            {
                problems.Add(
                    new PasteProblem(
                        line,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"The page takes {MostStudies:N0} studies at most; larger sets can be sent to the API."
                        )
                    )
                );
                break;
            }
            else
            {
                var row = new PastedRow(cells, heading, line, problems);
                if (!row.IsWhole())
                    continue;
                studies.Add(Study(row, kind));
                subgroups.Add(row.Cell("subgroup") ?? "");
                moderators.Add([.. Marked(heading).Select(name => row.Needed(name))]);
                if (heading.Contains("subgroup") && subgroups[^1].Length == 0)
                    row.Wrong("subgroup", "write the name of the subgroup.");
            }
        }

        if (heading is null)
            return Wrong(null, "Paste a table: a heading, then one study a line.");
        if (problems.Count == 0 && studies.Count == 0)
            problems.Add(new PasteProblem(null, "There is a heading but no study below it."));
        if (problems.Count > 0)
            return new PastedStudies([], null, null, problems);
        string[] names = [.. Marked(heading).Select(name => name[ModeratorMark.Length..])];
        return new PastedStudies(
            studies,
            heading.Contains("subgroup") ? subgroups : null,
            names.Length > 0 ? new ModeratorsInput(names, moderators, null) : null,
            []
        );
    }

    private static PastedStudies Wrong(int? line, string words) => new([], null, null, [new PasteProblem(line, words)]);

    private static IEnumerable<string> Marked(IEnumerable<string?> heading) =>
        heading.OfType<string>().Where(name => name.StartsWith(ModeratorMark, StringComparison.Ordinal));

    // A spreadsheet pastes tabs; in CSV the heading shows the separator.
    private static char Separator(string text)
    {
        var heading = text.TrimStart().Split('\n', 2)[0];
        return heading.Contains('\t', StringComparison.Ordinal) ? '\t'
            : heading.Contains(';', StringComparison.Ordinal) ? ';'
            : ',';
    }

    private static List<string?> Heading(List<string> cells, int line, List<PasteProblem> problems)
    {
        var names = cells.ConvertAll(Known);
        foreach (var place in Enumerable.Range(0, cells.Count).Where(place => names[place] is null))
            problems.Add(
                new PasteProblem(
                    line,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Column {place + 1} has a heading that is not understood. "
                            + $"Headings are {string.Join(", ", Columns.Select(column => column.Name))}, "
                            + $"and x: with a name for a moderator."
                    )
                )
            );
        foreach (var twice in names.OfType<string>().GroupBy(name => name).Where(group => group.Count() > 1))
            problems.Add(new PasteProblem(line, $"The column {twice.Key} is there twice. Remove one."));
        if (Marked(names).Count() > MostModerators)
            problems.Add(
                new PasteProblem(
                    line,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The page takes {MostModerators} moderators at most; more can be sent to the API."
                    )
                )
            );
        if (problems.Count == 0 && !names.Contains("effect") && !Summary.All(names.Contains))
            problems.Add(
                new PasteProblem(line, "The table needs either effect with variance (or se), or all of " + string.Join(", ", Summary) + ".")
            );
        if (problems.Count == 0 && names.Contains("effect") && !names.Contains("variance") && !names.Contains("se"))
            problems.Add(new PasteProblem(line, "Beside effect the table needs variance or se."));
        return names;
    }

    private static string? Known(string heading)
    {
        if (
            heading.StartsWith(ModeratorMark, StringComparison.OrdinalIgnoreCase)
            && heading[ModeratorMark.Length..].Trim() is { Length: > 0 } moderator
        )
            return ModeratorMark + moderator;
        var plain = new string([.. heading.Where(char.IsLetterOrDigit)]).ToLowerInvariant();
        return Columns
            .FirstOrDefault(column => column.Name.Equals(plain, StringComparison.OrdinalIgnoreCase) || column.Others.Contains(plain))
            .Name;
    }

    private static StudyInput Study(PastedRow row, string kind)
    {
        var before = row.Problems;
        var label = row.Cell("label") ?? string.Create(CultureInfo.InvariantCulture, $"Study {row.Line - 1}");
        var effect = row.Number("effect");
        var variance = row.Number("variance") ?? (row.Number("se") is { } se ? se * se : null);
        var figures = (
            N: row.Whole("n"),
            PreMean: row.Number("preMean"),
            PreSd: row.Number("preSd"),
            PostMean: row.Number("postMean"),
            PostSd: row.Number("postSd"),
            Correlation: row.Number("correlation")
        );
        var wanted = row.Cell("kind")?.ToUpperInvariant() ?? kind;
        if (figures.N < 2)
            row.Wrong("n", "write a whole number of at least 2: one family has no spread.");
        if (!EffectScale.IsKnown(wanted))
            row.Wrong("kind", "write MC, SMCR, SMCRH or SMCC.");
        if (row.Problems > before)
            return new StudyInput(label, null, null, null, null, null, null, null, null, null);
        if (effect is not null)
        {
            if (variance is null)
                row.Wrong(null, "the variance (or se) is missing.");
            return new StudyInput(label, effect, variance, row.Cell("kind")?.ToUpperInvariant(), figures.N, null, null, null, null, null);
        }

        if (figures is not { N: not null, PreMean: not null, PreSd: not null, PostMean: not null, PostSd: not null, Correlation: not null })
            row.Wrong(null, $"a figure is missing. A study has an effect with its variance, or all of {string.Join(", ", Summary)}.");
        return new StudyInput(
            label,
            null,
            null,
            wanted,
            figures.N,
            figures.PreMean,
            figures.PreSd,
            figures.PostMean,
            figures.PostSd,
            figures.Correlation
        );
    }
}
