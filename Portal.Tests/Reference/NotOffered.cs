using NUnit.Framework;

namespace Portal.Tests.Reference;

/// <summary>The expected keys that the library does not offer, read from not-offered.md.</summary>
public static class NotOffered
{
    /// <summary>Means all cases of a file.</summary>
    public const string EveryCase = "every";

    public static readonly IReadOnlyList<(string File, string Case, string Key)> Entries =
    [
        .. File.ReadAllLines(Path.Combine(TestContext.CurrentContext.TestDirectory, "Reference", "not-offered.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (cells[1].Trim('`'), cells[2].Trim('`'), cells[3].Trim('`'))),
    ];

    public static bool Contains(ReferenceCase reference, string path) =>
        Entries.Any(entry =>
            entry.File == reference.File && (entry.Case is EveryCase || entry.Case == reference.Id) && Covers(entry.Key, path)
        );

    /// <summary>Whether a key, where * stands for one step, is the path or lies above it.</summary>
    public static bool Covers(string key, string path)
    {
        var (steps, walked) = (key.Split('.'), path.Split('.'));
        return steps.Length <= walked.Length && steps.Zip(walked).All(pair => pair.First == "*" || pair.First == pair.Second);
    }
}
