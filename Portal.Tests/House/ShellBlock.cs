using System.Text.RegularExpressions;

namespace Portal.Tests.House;

/// <summary>A shell block of a document.</summary>
/// <param name="Place">Document and line.</param>
/// <param name="Arrangement">What it needs, from the comment before it; empty when it needs nothing.</param>
/// <param name="Text">The commands.</param>
public sealed partial record ShellBlock(string Place, string Arrangement, string Text)
{
    public static IReadOnlyList<ShellBlock> Of(SourceFile document)
    {
        var blocks = new List<ShellBlock>();
        var lines = document.Text.Split('\n');
        for (var begin = 0; begin < lines.Length; begin++)
        {
            if (!lines[begin].TrimStart().StartsWith("```", StringComparison.Ordinal))
                continue;
            var end = Array.FindIndex(lines, begin + 1, line => line.TrimStart().StartsWith("```", StringComparison.Ordinal));
            if (lines[begin].Trim() is "```sh" or "```bash")
                blocks.Add(
                    new ShellBlock(
                        $"{document.Path}:{begin + 1}",
                        begin > 0 && Comment().Match(lines[begin - 1]) is { Success: true } comment ? comment.Groups[1].Value : "",
                        string.Join('\n', lines[(begin + 1)..end])
                    )
                );
            begin = end;
        }

        return blocks;
    }

    [GeneratedRegex("^ *<!-- shell: ([a-z]+) -->$", RegexOptions.NonBacktracking)]
    private static partial Regex Comment();
}
