using System.Globalization;

namespace Portal.Api.Database.Embedded;

/// <summary>The folder that holds <c>postgres</c> and <c>initdb</c>.</summary>
public sealed record PostgresBinaries(string Folder)
{
    // The first version with security_invoker views, on which the isolation of services rests.
    private const int OldestVersion = 15;
    private const string DebianFolder = "/usr/lib/postgresql";

    public string Server => Path.Combine(Folder, "postgres");

    public string Initialise => Path.Combine(Folder, "initdb");

    /// <summary>Looks at PG_BIN, then the newest Debian version of at least 15, then PATH.</summary>
    /// <param name="clusterVersion">The major version that created the data, if there is data; only that version can read it.</param>
    /// <exception cref="EmbeddedServerException">There are no binaries, or none of the data's version.</exception>
    public static PostgresBinaries Find(int? clusterVersion = null)
    {
        if (Environment.GetEnvironmentVariable("PG_BIN") is { Length: > 0 } chosen)
            return IsComplete(chosen)
                ? new PostgresBinaries(chosen)
                : throw new EmbeddedServerException($"PG_BIN is '{chosen}', which does not hold postgres and initdb.");

        var installed = InstalledVersions();
        if (clusterVersion is { } version && installed.Count > 0)
            return installed.Contains(version)
                ? new PostgresBinaries(DebianVersion(version))
                : throw new EmbeddedServerException(
                    $"The data was made by PostgreSQL {version}, which is not installed (there is {string.Join(", ", installed)}). "
                        + $"Install postgresql-{version}, or start with another PORTAL_STATE."
                );
        if (installed.Count > 0)
            return new PostgresBinaries(DebianVersion(installed[0]));

        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault(IsComplete);
        return onPath is null
            ? throw new EmbeddedServerException(
                $"PostgreSQL {OldestVersion} or newer is not installed; ./run installs it, or set PG_BIN to the folder of its programs."
            )
            : new PostgresBinaries(onPath);
    }

    private static List<int> InstalledVersions()
    {
        if (!Directory.Exists(DebianFolder))
            return [];
        return
        [
            .. Directory
                .EnumerateDirectories(DebianFolder)
                .Select(folder =>
                    int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0
                )
                .Where(version => version >= OldestVersion && IsComplete(DebianVersion(version)))
                .OrderDescending(),
        ];
    }

    private static string DebianVersion(int version) => string.Create(CultureInfo.InvariantCulture, $"{DebianFolder}/{version}/bin");

    private static bool IsComplete(string folder) =>
        File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb"));
}
