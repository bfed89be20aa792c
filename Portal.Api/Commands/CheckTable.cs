using System.Globalization;
using System.Text;
using Portal.Api.Checking;
using Portal.Api.Checking.Problems;
using Portal.Api.Submissions;

namespace Portal.Api.Commands;

/// <summary>A check report for people at a terminal: files, then each problem with its first places.</summary>
internal static class CheckTable
{
    private const int PlacesShown = 5;

    private const string NotAsked = "earlier quarters and erased cases";

    public static string Of(CheckReport report)
    {
        var text = new StringBuilder();
        var period = report.Period.Words;
        TerminalText.Line(text, $"{report.Service}, {period}: {Words(report.State)}");
        TerminalText.Line(
            text,
            $"Errors {report.TotalErrors}, warnings {report.TotalWarnings}. Rule set {report.RuleSet}; {NotAsked} {report.History}."
        );
        text.AppendLine();
        TerminalText.Line(text, $"{"File", -14}{"Rows", 8}  {"Encoding", -14}Delimiter");
        foreach (var file in report.Files.Where(file => file.IsThere))
            TerminalText.Line(text, $"{file.Name, -14}{file.Rows, 8}  {file.Encoding, -14}{Delimiter(file.Delimiter!)}");
        foreach (var problem in report.Problems)
        {
            text.AppendLine();
            TerminalText.Line(
                text,
                $"{problem.Severity.ToString().ToLowerInvariant(), -8} {problem.Code, -28} {Where(problem)}  x {problem.Count}"
            );
            TerminalText.Line(text, $"  {problem.Message}");
            if (Places(problem) is { Length: > 0 } places)
                TerminalText.Line(text, $"  {places}");
        }
        return text.ToString().TrimEnd();
    }

    private static string Words(CheckState state) =>
        state switch
        {
            CheckState.NeedsMapping => "Needs mapping",
            CheckState.NeedsFixing => "Needs fixing",
            CheckState.NeedsReasons => "Needs reasons",
            _ => "Ready",
        };

    private static string Delimiter(string delimiter) =>
        delimiter switch
        {
            "," => "comma",
            ";" => "semicolon",
            _ => "tab",
        };

    private static string Where(Problem problem)
    {
        var column =
            problem.Column is null ? problem.ColumnLetter
            : problem.ColumnLetter is null ? problem.Column
            : $"{problem.Column} ({problem.ColumnLetter})";
        return string.Join(", ", new[] { problem.File ?? "upload", column }.OfType<string>());
    }

    private static string Places(Problem problem)
    {
        var places = problem
            .Places.Where(place => place.Line is not null)
            .Take(PlacesShown)
            .Select(place =>
                string.Create(CultureInfo.InvariantCulture, $"row {place.Line}{(place.Value is null ? "" : ": " + place.Value)}")
            )
            .ToList();
        if (places.Count > 0 && problem.Count > places.Count)
            places.Add("...");
        return string.Join("; ", places);
    }
}
