using System.Reflection;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Portal.Tests.Reference;

/// <summary>Where the reference files are: in the repository, or in the folder named by PORTAL_REFERENCE_DIR.</summary>
public static class ReferenceFolder
{
    /// <summary>Environment variable with the folder of a statistician's own files.</summary>
    public const string Variable = "PORTAL_REFERENCE_DIR";

    public static string Own => Path.Combine(TestContext.CurrentContext.TestDirectory, "Reference", "expected");

    public static string InUse => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : Own;

    /// <summary>The files whose cases a test method receives.</summary>
    public static IEnumerable<string> FilesReadBy(MethodInfo method) =>
        method
            .GetCustomAttributes<TestCaseSourceAttribute>()
            .Where(source => source.SourceType == typeof(ReferenceCase) && source.MethodParams is [string])
            .Select(source => (string)source.MethodParams![0]!);

    /// <summary>Names in a folder that no test reads: not cases of a known analysis, not rows that a case names, not a README.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="analyses">Files of cases that some test reads.</param>
    public static IReadOnlyList<string> Unread(string folder, IReadOnlySet<string> analyses)
    {
        string[] names = [.. Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)!)];
        var rows = names
            .Where(analyses.Contains)
            .SelectMany(name => RowsNamedIn(Path.Combine(folder, name)))
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. names
                .Where(name => !analyses.Contains(name) && !rows.Contains(name) && name != "README.md" && !name.StartsWith('.'))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> RowsNamedIn(string path) =>
        JsonNode.Parse(File.ReadAllText(path))!["cases"]!.AsArray().Select(one => (string?)one!["input"]?["rows_csv"]).OfType<string>();
}
