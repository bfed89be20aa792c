using System.Globalization;
using System.Text;
using Portal.Api.Checking.Problems;
using Portal.Tests.Checking;

namespace Portal.Tests.Corpus;

/// <summary>An extract that must not be stored as it is, and what the contract says about it.</summary>
/// <param name="Id">Theme, number and what is wrong.</param>
/// <param name="Files">As they are sent.</param>
/// <param name="State">NEEDS_MAPPING, NEEDS_FIXING or NEEDS_REASONS.</param>
/// <param name="Expected">
/// All problems of the report, each as <c>code|file|column|places</c>: <c>-</c> for none, <c>#G</c> for a column without a name, a place as
/// <c>record/line</c>,
/// <c>*</c> for problems of which only the rule and the file are fixed.
/// </param>
/// <param name="Planted">A value that may stand neither in an answer nor in a log, or <c>null</c>.</param>
public sealed record BadExtract(
    string Id,
    IReadOnlyList<UploadedFile> Files,
    string State,
    IReadOnlyList<string> Expected,
    string? Planted = null
)
{
    public override string ToString() => Id;
}

/// <summary>Bad extracts of one theme, each made from the valid sample with one thing changed.</summary>
internal sealed class BadExtracts(string theme)
{
    private readonly List<BadExtract> _all = [];

    public IReadOnlyList<BadExtract> All => _all;

    /// <summary>A cell that breaks one rule in its own place.</summary>
    public void Cell(string code, string file, int record, string column, params string[] values)
    {
        foreach (var value in values)
            Changed(file, record, column, value, $"{code}|{file}|{column}|{At(record)}");
    }

    /// <summary>A cell whose change breaks the rules given, in places of their own.</summary>
    public void Changed(string file, int record, string column, string value, params string[] expected) =>
        Add($"{column} {Visible(value)}", Extract.With(WithCell(file, record, column, value)), expected);

    /// <summary>A cell that holds an identifier: nothing else is said of the file, and the value is never shown.</summary>
    public void Identifier(string code, string file, int record, string column, params string[] values)
    {
        foreach (var value in values)
            Add(
                $"{column} {Visible(value)}",
                Extract.With(WithCell(file, record, column, Quoted(value))),
                [$"{code}|{file}|{column}|{At(record)}"],
                planted: value
            );
    }

    /// <summary>A whole file in place of the sample's.</summary>
    public void File(string what, string file, string text, params string[] expected) =>
        File(what, file, Encoding.UTF8.GetBytes(text), expected);

    public void File(string what, string file, byte[] content, params string[] expected) =>
        Add(what, Extract.With(new UploadedFile(file, content)), expected);

    public void Add(
        string what,
        IReadOnlyList<UploadedFile> files,
        IReadOnlyList<string> expected,
        string state = "NEEDS_FIXING",
        string? planted = null
    ) =>
        _all.Add(
            new BadExtract(
                string.Create(CultureInfo.InvariantCulture, $"{theme} {_all.Count + 1:000} {what}"),
                files,
                state,
                expected,
                planted
            )
        );

    /// <summary>A change that wants a reason only.</summary>
    public void Unusual(string file, int record, string column, string value, params string[] expected) =>
        Add($"{column} {Visible(value)}", Extract.With(WithCell(file, record, column, value)), expected, "NEEDS_REASONS");

    public static string At(int record) => string.Create(CultureInfo.InvariantCulture, $"{record}/{record + 1}");

    public static UploadedFile WithCell(string file, int record, string column, string value)
    {
        var rows = Extract.Text(file).Split('\n').Select(line => line.Split(',')).ToList();
        rows[record][Array.IndexOf(rows[0], column)] = value;
        return Extract.File(file, string.Join('\n', rows.Select(row => string.Join(',', row))));
    }

    private static string Quoted(string value) =>
        value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // Names of tests travel through XML and consoles.
    private static string Visible(string value)
    {
        var shown = string.Concat(
            value
                .Take(40)
                .Select(letter =>
                    letter is >= ' ' and <= '~' ? letter.ToString() : string.Create(CultureInfo.InvariantCulture, $"<{(int)letter:X4}>")
                )
        );
        return shown.Length == 0 ? "blank" : shown;
    }
}
