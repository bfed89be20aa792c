namespace Portal.Api.Samples;

/// <summary>Folders of the checkout that the portal runs from, found by walking up from the program or the current folder.</summary>
public static class RepositoryFolders
{
    /// <summary>The folder that holds OutcomesPortal.sln, or <c>null</c> when the portal runs from elsewhere.</summary>
    public static string? Root { get; } = Above(AppContext.BaseDirectory) ?? Above(Directory.GetCurrentDirectory());

    /// <summary>The committed extracts of the sample network.</summary>
    public static string SampleExtracts => Path.Combine(Root ?? "", "samples", "extracts");

    private static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "OutcomesPortal.sln")))
                return folder.FullName;
        return null;
    }
}
