namespace Portal.Tests.House;

/// <summary>A file of the repository.</summary>
/// <param name="Path">From the root, with forward slashes.</param>
/// <param name="FullPath">Where it is on this machine.</param>
public sealed record SourceFile(string Path, string FullPath)
{
    public string Name => System.IO.Path.GetFileName(Path);

    public string Text => File.ReadAllText(FullPath);

    public bool IsCode =>
        System.IO.Path.GetExtension(Path) is ".cs" or ".cshtml" or ".css" or ".js" or ".sql" or ".sh"
        || Path is "run" or "test" or "portal" or ".ci/run";

    /// <summary>Written by a program and compared as a whole, so that rules on style and length do not apply.</summary>
    public bool IsGenerated =>
        Path.StartsWith("samples/", StringComparison.Ordinal)
        || Path.Contains("/Approved/", StringComparison.Ordinal)
        || Path.Contains("/expected/", StringComparison.Ordinal)
        || Name == "packages.lock.json";
}

/// <summary>The repository that the tests were built from.</summary>
internal static class SourceTree
{
    private static readonly string[] NotOurs =
    [
        ".git",
        "bin",
        "obj",
        ".portal",
        ".portal-restored",
        ".vs",
        ".idea",
        "TestResults",
        "node_modules",
    ];

    private static readonly string[] TextExtensions =
    [
        ".cs",
        ".cshtml",
        ".css",
        ".js",
        ".sql",
        ".sh",
        ".md",
        ".json",
        ".yml",
        ".props",
        ".csproj",
        ".sln",
        ".config",
        ".svg",
        ".csv",
        ".txt",
        ".html",
        "",
        ".editorconfig",
        ".gitignore",
        ".gitattributes",
    ];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> Files { get; } =
    [.. Walk(Root).Where(file => TextExtensions.Contains(Path.GetExtension(file.Path)))];

    public static IEnumerable<SourceFile> CSharp => Files.Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal));

    /// <summary>Folders that hold files, from the root.</summary>
    public static IEnumerable<string> Folders => Files.Select(file => Path.GetDirectoryName(file.Path)!).Distinct();

    private static IEnumerable<SourceFile> Walk(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
            // In a worktree .git is a file.
            if (Path.GetFileName(file) != ".git")
                yield return new SourceFile(Path.GetRelativePath(Root, file).Replace('\\', '/'), file);
        foreach (var inner in Directory.EnumerateDirectories(folder).Where(inner => !NotOurs.Contains(Path.GetFileName(inner))))
        foreach (var file in Walk(inner))
            yield return file;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OutcomesPortal.sln")))
            folder =
                folder.Parent
                ?? throw new InvalidOperationException("The tests run outside the repository, so its house rules cannot be checked.");
        return folder.FullName;
    }
}
