using System.Text.RegularExpressions;

namespace Portal.Tests.House;

/// <summary>What a comment names as the source of a rule or a formula, up to the end of that sentence.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">Where it begins.</param>
/// <param name="Text">Without the word Source and the full stop.</param>
public sealed partial record Citation(string Path, int Line, string Text)
{
    /// <summary>Each source by itself; sources are parted by semicolons.</summary>
    public IEnumerable<string> Parts => Text.Split("; ");

    /// <summary>Finds the citations in the comments of a C# file.</summary>
    public static IEnumerable<Citation> In(string path, string code)
    {
        var lines = code.Split('\n');
        for (var line = 0; line < lines.Length; line++)
        {
            if (Comment(lines[line]) is not { } first || Begin().Match(first) is not { Success: true } begin)
                continue;
            var text = first[(begin.Index + begin.Length)..];
            for (var next = line + 1; !End().IsMatch(text) && next < lines.Length && Comment(lines[next]) is { } more; next++)
                text += " " + more;
            yield return new Citation(path, line + 1, End().Split(text)[0].Trim());
        }
    }

    private static string? Comment(string line) =>
        line.TrimStart() is var trimmed && trimmed.StartsWith("//", StringComparison.Ordinal) ? trimmed.TrimStart('/').Trim() : null;

    [GeneratedRegex(@"(?<![A-Za-z])Sources?:\s*")]
    private static partial Regex Begin();

    // A full stop inside a number or a name, as in "6.5.2.8", "et al. (1997)" or "rma.mv", ends nothing; a closing tag does.
    [GeneratedRegex(@"\.(?=\s+[A-Z]|\s*<|\s*$)|</")]
    private static partial Regex End();
}
