using System.Globalization;

namespace Portal.Api.Database.Embedded;

/// <summary>The files of one PostgreSQL cluster: created completely or not at all, and cleaned up after a killed server.</summary>
internal static class ClusterFiles
{
    private const string Unfinished = "data.new-";

    /// <summary>The major version that created the data, or null when there is none yet.</summary>
    public static int? Version(ServerPlace place)
    {
        var file = Path.Combine(place.ClusterFolder, "PG_VERSION");
        return File.Exists(file) ? int.Parse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Runs initdb in a fresh folder and then renames it, so that a kill at any moment never leaves half a cluster.</summary>
    public static async Task InitialiseAsync(
        ServerPlace place,
        PostgresBinaries binaries,
        Durability durability,
        CancellationToken cancellation
    )
    {
        foreach (var left in Directory.EnumerateDirectories(place.Folder, Unfinished + "*"))
            Directory.Delete(left, recursive: true);

        var fresh = Path.Combine(place.Folder, Unfinished + Guid.NewGuid().ToString("N"));
        var failure = await RunAsync(place, binaries, fresh, "C.UTF-8", durability, cancellation).ConfigureAwait(false);
        if (failure is not null && failure.Contains("locale", StringComparison.Ordinal))
            failure = await RunAsync(place, binaries, fresh, "C", durability, cancellation).ConfigureAwait(false);
        if (failure is not null)
            throw new EmbeddedServerException(
                $"{Cause(failure)} PostgreSQL could not create its data folder in {place.Folder}:\n{failure}"
            );
        Directory.Move(fresh, place.ClusterFolder);
    }

    /// <summary>Removes what a dead server left. Call it only as the owner of the folder, when no server process uses it.</summary>
    public static void ClearLeftovers(ServerPlace place)
    {
        File.Delete(PidFile(place));
        foreach (var socket in Directory.EnumerateFiles(place.SocketFolder, ".s.PGSQL.*"))
            File.Delete(socket);
    }

    /// <summary>True when the server with this process id reports that it accepts connections.</summary>
    public static bool IsReady(ServerPlace place, int processId)
    {
        try
        {
            var lines = File.ReadAllLines(PidFile(place));
            return lines.Length > 7 && lines[0] == processId.ToString(CultureInfo.InvariantCulture) && lines[7].Trim() == "ready";
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The socket folder of the server that runs on these files, or null when none accepts connections.</summary>
    public static string? SocketOfRunning(ServerPlace place)
    {
        try
        {
            var lines = File.ReadAllLines(PidFile(place));
            return
                lines.Length > 7
                && int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var process)
                && IsReady(place, process)
                && ServerProcesses.On(place.ClusterFolder).Contains(process)
                ? lines[4]
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static string Cause(string failure) =>
        failure.Contains("No space left on device", StringComparison.Ordinal) ? "The disk is full."
        : failure.Contains("Read-only file system", StringComparison.Ordinal) ? "The disk is read-only."
        : failure.Contains("Permission denied", StringComparison.Ordinal) ? "Files of the database belong to another user."
        : failure.Contains("could not look up effective user ID", StringComparison.Ordinal)
            ? "The user who runs the portal has no entry in /etc/passwd, which PostgreSQL needs."
        : "";

    private static string PidFile(ServerPlace place) => Path.Combine(place.ClusterFolder, "postmaster.pid");

    private static async Task<string?> RunAsync(
        ServerPlace place,
        PostgresBinaries binaries,
        string folder,
        string locale,
        Durability durability,
        CancellationToken cancellation
    )
    {
        var arguments = new List<string>
        {
            "-D",
            folder,
            "-U",
            EmbeddedServer.Superuser,
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=" + locale,
            "--data-checksums",
        };
        if (durability == Durability.Disposable)
            arguments.Add("--no-sync");
        var initialise = await TiedProcess.StartAsync(binaries.Initialise, arguments, place.Account, "KILL").ConfigureAwait(false);
        try
        {
            return await initialise.Exited.WaitAsync(cancellation).ConfigureAwait(false) == 0 ? null : initialise.Tail;
        }
        catch (OperationCanceledException)
        {
            Posix.Signal(initialise.Id, Posix.Interrupt);
            throw;
        }
    }
}
