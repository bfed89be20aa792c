using System.Globalization;

namespace Portal.Api.Database.Embedded;

/// <summary>The PostgreSQL processes that use a data folder, found in /proc.</summary>
/// <remarks>
/// pg_ctl trusts the number in postmaster.pid, so it takes a zombie, or another program with that number, for a running server.
/// </remarks>
internal static class ServerProcesses
{
    public static IReadOnlyList<int> On(string clusterFolder)
    {
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (
                int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && IsServer(folder, clusterFolder)
            )
                found.Add(id);
        return found;
    }

    private static bool IsServer(string process, string clusterFolder)
    {
        try
        {
            if (
                File.ReadAllText(process + "/comm").TrimEnd() != "postgres"
                || new DirectoryInfo(process + "/cwd").LinkTarget != clusterFolder
            )
                return false;
            // The state follows the name in parentheses, which may itself contain spaces.
            var status = File.ReadAllText(process + "/stat");
            return status[(status.LastIndexOf(')') + 2)..][0] is not ('Z' or 'X');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked, or belongs to another user and so cannot use this folder.
            return false;
        }
    }
}
