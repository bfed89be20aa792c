using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Portal.Tests.Corpus;

/// <summary>What of a report a page shows, whether read from the page or worked out from the answer of the API.</summary>
/// <param name="State">As the API has it.</param>
/// <param name="Total">Errors, or warnings when there are no errors.</param>
/// <param name="Problems">Rule, file, columns, lines and count of each section, in the order of their text.</param>
internal sealed partial record ShownReport(string State, int Total, IReadOnlyList<string> Problems)
{
    /// <summary>One line a problem: <c>code|file|column|places</c>, as <see cref="BadExtract.Expected"/> has it.</summary>
    public static IReadOnlyList<string> Canonical(JsonNode report) =>
        [
            .. report["problems"]!
                .AsArray()
                .Select(problem =>
                {
                    var places = problem!["places"]!
                        .AsArray()
                        .Where(place => place!["line"] is not null)
                        .Select(place =>
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{(place!["record"] is { } record ? record.ToString() : "-")}/{(int)place["line"]!}"
                            )
                        )
                        .ToList();
                    var count = (int)problem["count"]!;
                    var column = (string?)problem["column"] ?? (problem["columnLetter"] is { } letter ? "#" + (string)letter! : "-");
                    var more = count > Math.Max(places.Count, 1) ? string.Create(CultureInfo.InvariantCulture, $" x{count}") : "";
                    return $"{(string)problem["code"]!}|{(string?)problem["file"] ?? "-"}|{column}|{(places.Count == 0 ? "-" : string.Join(',', places))}{more}";
                })
                .Order(StringComparer.Ordinal),
        ];

    public static ShownReport OfApi(JsonNode report)
    {
        var state = (string)report["state"]!;
        var sections = report["problems"]!
            .AsArray()
            .Select(problem => problem!)
            .GroupBy(problem =>
                Several(problem)
                    ? $"{(string)problem["code"]!}|{(string)problem["file"]!}|{(string)problem["message"]!}"
                    : $"{(string)problem["code"]!}|{(string?)problem["file"]}|{(string?)problem["column"]}|{(string?)problem["columnLetter"]}|{(string)problem["message"]!}"
            );
        return new ShownReport(
            state,
            state == "NEEDS_MAPPING" ? 0 : (int)report[state == "NEEDS_FIXING" ? "totalErrors" : "totalWarnings"]!,
            [.. sections.Select(Section).Order(StringComparer.Ordinal)]
        );
    }

    public static ShownReport OfPage(string html)
    {
        var mark = StateMark().Match(html).Groups[1].Value;
        var state = mark switch
        {
            "stop" => html.Contains("<h2>Needs mapping</h2>", StringComparison.Ordinal) ? "NEEDS_MAPPING" : "NEEDS_FIXING",
            "wait" => "NEEDS_REASONS",
            "good" => "READY",
            _ => "no report",
        };
        var total = TotalWords().Match(html) is { Success: true } found ? Number(found.Groups[1].Value) : 0;
        return new ShownReport(
            state,
            total,
            [.. SectionOfPage().Matches(html).Select(match => Section(match.Value)).Order(StringComparer.Ordinal)]
        );
    }

    private static string Section(IEnumerable<JsonNode> problems)
    {
        var group = problems.ToList();
        var first = group[0];
        var file = (string?)first["file"];
        if (group.Count > 1)
            return $"{(string)first["code"]!} in {file}, {group.Count} columns: {string.Join(' ', group.Select(problem => (string?)problem["column"]))}";
        var letter = (string?)first["columnLetter"];
        var column = (string?)first["column"] is { } name
            ? letter is null
                ? $"column {name}"
                : $"column {letter} ({name})"
            : letter is null
                ? ""
                : $"column {letter}";
        var places = first["places"]!.AsArray().Where(place => place!["line"] is not null).Select(place => place!).ToList();
        var values = first["values"]!.AsArray().Select(value => (string)value!["value"]!).ToList();
        // Grouped by value, a page names the first five rows of each.
        var lines =
            values.Count == 0
                ? places.Select(place => (int)place["line"]!)
                : values
                    .SelectMany(value => places.Where(place => (string?)place["value"] == value).Take(5))
                    .Select(place => (int)place["line"]!);
        return Words(
            (string)first["code"]!,
            string.Join(", ", new[] { file, column }.Where(part => !string.IsNullOrEmpty(part)).DefaultIfEmpty("The upload")),
            (int)first["count"]!,
            lines
        );
    }

    private static string Section(string html)
    {
        var code = Code().Match(html).Groups[1].Value;
        var heading = WebUtility.HtmlDecode(Heading().Match(html).Groups[1].Value);
        if (Columns().Match(html) is { Success: true } columns)
            return $"{code} in {heading}: {string.Join(' ', CodeText().Matches(columns.Value).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)))}";
        var end = heading.LastIndexOf(": ", StringComparison.Ordinal);
        var lines =
            ValueRows().Matches(html) is { Count: > 0 } grouped
                ? grouped
                    .SelectMany(row => Digits().Matches(row.Groups[1].Value + row.Groups[2].Value))
                    .Select(match => Number(match.Value))
            : Rows().Match(html) is { Success: true } rows ? rows.Groups[1].Value.Split(", ").Select(line => Number(line.Split(' ')[0]))
            : FirstCell().Matches(html).Select(match => Number(match.Groups[1].Value));
        return Words(code, heading[..end], Number(heading[(end + 2)..].Split(' ')[0]), lines);
    }

    private static bool Several(JsonNode problem) =>
        problem["column"] is not null
        && ((string)problem["code"]!).StartsWith("header.", StringComparison.Ordinal)
        && problem["places"]!.AsArray().All(place => place!["value"] is null);

    private static string Words(string code, string where, int count, IEnumerable<int> lines) =>
        string.Create(CultureInfo.InvariantCulture, $"{code} in {where}: {count} at {string.Join(' ', lines)}");

    private static int Number(string text) => int.Parse(text.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    [GeneratedRegex("class=\"state state-([a-z]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex StateMark();

    [GeneratedRegex("<p>(?:Nothing has to be fixed, but )?([0-9,]+) (?:problems?|values? looks?) ", RegexOptions.NonBacktracking)]
    private static partial Regex TotalWords();

    [GeneratedRegex("<section class=\"problem.*?</section>", RegexOptions.Singleline)]
    private static partial Regex SectionOfPage();

    [GeneratedRegex("About the rule <code>([^<]+)</code>", RegexOptions.NonBacktracking)]
    private static partial Regex Code();

    [GeneratedRegex("<h3>(.*?)</h3>", RegexOptions.Singleline)]
    private static partial Regex Heading();

    [GeneratedRegex("<p>Columns: .*?</p>", RegexOptions.Singleline)]
    private static partial Regex Columns();

    [GeneratedRegex("<code>(.*?)</code>", RegexOptions.Singleline)]
    private static partial Regex CodeText();

    [GeneratedRegex("in the spreadsheet: <strong>([^<]*)</strong>", RegexOptions.NonBacktracking)]
    private static partial Regex Rows();

    [GeneratedRegex("<tr>\\s*<td><code>.*?<td>([0-9, .]*)</td>\\s*</tr>|<span class=\"at\">([0-9, .]*)</span>", RegexOptions.Singleline)]
    private static partial Regex ValueRows();

    [GeneratedRegex("[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();

    [GeneratedRegex("<tr>\\s*<td>([0-9,]+)", RegexOptions.NonBacktracking)]
    private static partial Regex FirstCell();
}
