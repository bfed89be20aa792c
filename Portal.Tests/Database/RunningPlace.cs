namespace Portal.Tests.Database;

/// <summary>Where the test server keeps its data while it runs: in memory when there is room.</summary>
internal static class RunningPlace
{
    private const string Memory = "/dev/shm";
    private const string Mark = "portal-tests-";

    // Templates, a clone for each of a few portals, and the write-ahead log take less than half of it.
    private const long Room = 3L * 1024 * 1024 * 1024;

    /// <summary>A state folder of one's own; those of killed runs are removed on the way.</summary>
    public static string Choose()
    {
        var parent = HasRoom() ? Memory : Path.GetTempPath();
        foreach (var left in Directory.GetDirectories(parent, Mark + "*"))
            RemoveUnused(left);
        return Path.Combine(parent, Mark + Guid.NewGuid().ToString("N")[..12]);
    }

    private static bool HasRoom() => Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace >= Room;

    private static void RemoveUnused(string state)
    {
        try
        {
            using (new FileStream(Path.Combine(state, "database", "lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                Directory.Delete(state, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // In use, somebody else's, or just being made.
        }
    }
}
