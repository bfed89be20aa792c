using System.Globalization;
using System.Text.RegularExpressions;

namespace Portal.Tests.House;

/// <summary>A block of C# in a document.</summary>
/// <param name="Path">The document.</param>
/// <param name="Line">Line of its first line of code.</param>
/// <param name="Code">As it stands there.</param>
internal sealed partial record DocumentedCode(string Path, int Line, string Code)
{
    private const string Method = "internal static async System.Threading.Tasks.Task RunAsync()";

    /// <summary>Finds the blocks that are marked as C#.</summary>
    public static IEnumerable<DocumentedCode> In(string path, string markdown)
    {
        var lines = markdown.Split('\n');
        for (var line = 0; line < lines.Length; line++)
        {
            if (lines[line].Trim() != "```csharp")
                continue;
            var code = lines.Skip(line + 1).TakeWhile(one => one.Trim() != "```").ToList();
            yield return new DocumentedCode(path, line + 2, string.Join('\n', code));
            line += code.Count + 1;
        }
    }

    /// <summary>
    /// The block as a file that compiles by itself: a declaration of a type as it is, another declaration inside a class, anything else
    /// inside a method.
    /// </summary>
    /// <param name="place">Tells the block from the others.</param>
    /// <param name="namespaces">What its code may use without naming it.</param>
    public string ToSource(int place, IEnumerable<string> namespaces)
    {
        var code = $"#line {Line.ToString(CultureInfo.InvariantCulture)} \"{Path}\"\n{Code}\n#line default\n";
        var body =
            IsType().IsMatch(Declaration()) ? code
            : IsMember().IsMatch(Declaration()) ? $"internal static class Block\n{{\n{code}}}\n"
            : $"internal static class Block\n{{\n{Method}\n{{\n{code}await System.Threading.Tasks.Task.CompletedTask;\n}}\n}}\n";
        return string.Concat(namespaces.Select(name => $"using {name};\n"))
            + $"namespace Documented{place.ToString(CultureInfo.InvariantCulture)};\n{body}";
    }

    // The first line that is neither a comment nor an attribute.
    private string Declaration() =>
        Code.Split('\n')
            .FirstOrDefault(line =>
                line.Trim() is { Length: > 0 } code && !code.StartsWith("//", StringComparison.Ordinal) && code[0] != '['
            )
        ?? "";

    [GeneratedRegex(@"^((public|internal|sealed|static|abstract|partial|readonly) )*(class|record|struct|interface|enum|delegate) ")]
    private static partial Regex IsType();

    [GeneratedRegex("^(public|internal|private|static) ")]
    private static partial Regex IsMember();
}
