using System.Globalization;
using System.Text;
using CsvHelper;

namespace Portal.Api.Calculator;

/// <summary>One thing to put right in a pasted table.</summary>
/// <param name="Line">Line of the text, the heading being 1; <c>null</c> for the table as a whole.</param>
/// <param name="Words">What is wrong and what to write instead.</param>
public sealed record PasteProblem(int? Line, string Words);

/// <summary>Studies from a table that was pasted from a spreadsheet or a CSV file: heading first, one study a line.</summary>
/// <param name="Studies">In the order of the lines; empty when there are problems.</param>
/// <param name="Problems">Everything to put right, in the order of the lines.</param>
public sealed record PastedStudies(IReadOnlyList<StudyInput> Studies, IReadOnlyList<PasteProblem> Problems)
{
    /// <summary>More lines are for the API.</summary>
    public const int MostStudies = 2_000;

    /// <summary>The columns that are understood, each with the other names it goes by.</summary>
    public static readonly IReadOnlyList<(string Name, IReadOnlyList<string> Others)> Columns =
    [
        ("label", ["study", "service", "name"]), ("effect", ["yi", "estimate"]), ("variance", ["vi"]), ("se", ["sei", "standarderror"]),
        ("kind", ["measure"]), ("n", ["pairs"]), ("preMean", ["mpre", "firstmean"]), ("preSd", ["sdpre", "firstsd"]), ("postMean", ["mpost", "lastmean"]), ("postSd", ["sdpost", "lastsd"]),
        ("correlation", ["r", "ri"]),
    ];

    private static readonly string[] Summary = ["n", "preMean", "preSd", "postMean", "postSd", "correlation"];

    /// <summary>Reads the table; nothing that can be pasted throws.</summary>
    /// <param name="text">Heading and rows, divided by tabs, commas or semicolons; numbers with a decimal point.</param>
    /// <param name="kind">The effect to make of summary figures where the table has no column for it: MC, SMCR, SMCRH or SMCC.</param>
    public static PastedStudies Read(string? text, string kind)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Wrong(null, "Paste a table: a heading, then one study a line.");
        using var rows = CsvReader.Create(Encoding.UTF8.GetBytes(text), new CsvReaderOptions
        {
            Separator = Separator(text), DetectSeparatorHint = false, HasHeader = false, SkipEmptyLines = false, IncludeValuesInExceptions = false,
            MalformedData = CsvMalformedDataHandling.Recover,
        });
        var line = 0;
        IReadOnlyList<string?>? heading = null;
        var studies = new List<StudyInput>();
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
                problems.Add(new PasteProblem(line, string.Create(CultureInfo.InvariantCulture, $"The page takes {MostStudies:N0} studies at most; larger sets can be sent to the API.")));
                break;
            }
            else
            {
                studies.Add(Study(cells, heading, line, kind, problems));
            }
        }

        if (heading is not null && problems.Count == 0 && studies.Count == 0)
            problems.Add(new PasteProblem(null, "There is a heading but no study below it."));
        return problems.Count > 0 ? new PastedStudies([], problems) : new PastedStudies(studies, []);
    }

    private static PastedStudies Wrong(int? line, string words) => new([], [new PasteProblem(line, words)]);

    // A spreadsheet pastes tabs; in a CSV the heading tells.
    private static char Separator(string text)
    {
        var heading = text.TrimStart().Split('\n', 2)[0];
        return heading.Contains('\t', StringComparison.Ordinal) ? '\t' : heading.Contains(';', StringComparison.Ordinal) ? ';' : ',';
    }

    private static List<string?> Heading(List<string> cells, int line, List<PasteProblem> problems)
    {
        var names = cells.ConvertAll(Known);
        foreach (var place in Enumerable.Range(0, cells.Count).Where(place => names[place] is null))
            problems.Add(new PasteProblem(line, string.Create(CultureInfo.InvariantCulture, $"Column {place + 1} has a heading that is not understood. Headings are {string.Join(", ", Columns.Select(column => column.Name))}.")));
        foreach (var twice in names.OfType<string>().GroupBy(name => name).Where(group => group.Count() > 1))
            problems.Add(new PasteProblem(line, $"The column {twice.Key} is there twice. Remove one."));
        if (problems.Count == 0 && !names.Contains("effect") && !Summary.All(names.Contains))
            problems.Add(new PasteProblem(line, "The table needs either effect with variance (or se), or all of " + string.Join(", ", Summary) + "."));
        if (problems.Count == 0 && names.Contains("effect") && !names.Contains("variance") && !names.Contains("se"))
            problems.Add(new PasteProblem(line, "Beside effect the table needs variance or se."));
        return names;
    }

    private static string? Known(string heading)
    {
        var plain = new string([.. heading.Where(char.IsLetterOrDigit)]).ToLowerInvariant();
        return Columns.FirstOrDefault(column => column.Name.Equals(plain, StringComparison.OrdinalIgnoreCase) || column.Others.Contains(plain)).Name;
    }

    private static StudyInput Study(List<string> cells, IReadOnlyList<string?> heading, int line, string kind, List<PasteProblem> problems)
    {
        if (cells.Count != heading.Count)
        {
            problems.Add(new PasteProblem(line, string.Create(CultureInfo.InvariantCulture, $"Line {line} has {cells.Count} cells and the heading {heading.Count}.")));
            return new StudyInput(null, null, null, null, null, null, null, null, null, null);
        }

        string? Cell(string name)
        {
            var place = heading.ToList().IndexOf(name);
            return place < 0 || place >= cells.Count || cells[place].Length == 0 ? null : cells[place];
        }

        double? Number(string name)
        {
            if (Cell(name) is not { } cell)
                return null;
            if (double.TryParse(cell.Replace('\u2212', '-'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
                return number;
            problems.Add(new PasteProblem(line, string.Create(CultureInfo.InvariantCulture, $"Line {line}, {name}: write a plain number with a decimal point, without units or thousands separators.")));
            return null;
        }

        int? Whole(string name)
        {
            if (Number(name) is not { } number)
                return null;
            if (number is > 0 and <= int.MaxValue && Math.Floor(number) == number)
                return (int)number;
            problems.Add(new PasteProblem(line, string.Create(CultureInfo.InvariantCulture, $"Line {line}, {name}: write a whole number above 0.")));
            return null;
        }

        var before = problems.Count;
        var label = Cell("label") ?? string.Create(CultureInfo.InvariantCulture, $"Study {line - 1}");
        var effect = Number("effect");
        var variance = Number("variance") ?? (Number("se") is { } se ? se * se : null);
        var figures = (N: Whole("n"), PreMean: Number("preMean"), PreSd: Number("preSd"), PostMean: Number("postMean"), PostSd: Number("postSd"), Correlation: Number("correlation"));
        var wanted = Cell("kind")?.ToUpperInvariant() ?? kind;
        if (problems.Count > before)
            return new StudyInput(label, null, null, null, null, null, null, null, null, null);
        if (effect is not null)
        {
            if (variance is null)
                problems.Add(new PasteProblem(line, string.Create(CultureInfo.InvariantCulture, $"Line {line}: the variance (or se) is missing.")));
            return new StudyInput(label, effect, variance, null, figures.N, null, null, null, null, null);
        }

        if (figures is not { N: not null, PreMean: not null, PreSd: not null, PostMean: not null, PostSd: not null, Correlation: not null })
            problems.Add(new PasteProblem(line, string.Create(CultureInfo.InvariantCulture, $"Line {line}: a figure is missing. A study has an effect with its variance, or all of {string.Join(", ", Summary)}.")));
        else if (wanted is not ("MC" or "SMCR" or "SMCRH" or "SMCC"))
            problems.Add(new PasteProblem(line, string.Create(CultureInfo.InvariantCulture, $"Line {line}, kind: write MC, SMCR, SMCRH or SMCC.")));
        return new StudyInput(label, null, null, wanted, figures.N, figures.PreMean, figures.PreSd, figures.PostMean, figures.PostSd, figures.Correlation);
    }
}
