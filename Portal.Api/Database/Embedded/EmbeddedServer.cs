using Npgsql;

namespace Portal.Api.Database.Embedded;

/// <summary>
/// A private PostgreSQL that lives and dies with the portal, reachable only through a Unix socket in a folder of mode 0700.
/// </summary>
/// <remarks>
/// Whatever is killed, at whatever moment, the next start works and keeps committed data: the server dies with the portal, a lock marks the
/// one owner of a folder, and /proc tells which processes are left over. Other PostgreSQL clusters on the machine are never touched.
/// </remarks>
public sealed class EmbeddedServer : IAsyncDisposable
{
    internal const string Superuser = "postgres";
    private const int WouldBlock = 11;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    // Crash recovery replays a few checkpoints of write-ahead log at most; this allows for a slow disk.
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);

    // A killed portal keeps its lock until the kernel has freed its memory.
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(20);

    private readonly ServerPlace _place;
    private readonly FileStream _ownership;
    private readonly TiedProcess _server;
    private bool _stopped;

    private EmbeddedServer(ServerPlace place, FileStream ownership, TiedProcess server)
    {
        _place = place;
        _ownership = ownership;
        _server = server;
    }

    /// <summary>The folder that holds the data and the lock.</summary>
    public string Folder => _place.Folder;

    /// <summary>
    /// True when the portal runs as root and the server's user cannot reach the state folder; the data is then under /var/lib.
    /// </summary>
    public bool IsElsewhere => _place.IsElsewhere;

    public string SocketFolder => _place.SocketFolder;

    public int ProcessId => _server.Id;

    /// <summary>Completes when the server ends, for whatever reason, with the last lines that it wrote.</summary>
    public Task<string> Ended => EndedAsync(_server);

    /// <summary>Takes the folder, creates the data if there is none, starts the server and returns when it accepts connections.</summary>
    /// <exception cref="EmbeddedServerException">Binaries are missing, another portal
    /// owns the folder, or the disk is full; the message says which.</exception>
    public static async Task<EmbeddedServer> StartAsync(EmbeddedServerOptions options, CancellationToken cancellation = default)
    {
        if (!OperatingSystem.IsLinux())
            throw new EmbeddedServerException(
                "The embedded PostgreSQL needs Linux. Elsewhere, set the ConnectionStrings of a PostgreSQL server (docs/operations.md)."
            );

        var place = ServerPlace.Prepare(Path.GetFullPath(options.StateFolder));
        var ownership = await OwnAsync(place, cancellation).ConfigureAwait(false);
        try
        {
            await WaitForFormerServerAsync(place, cancellation).ConfigureAwait(false);
            place.PrepareSockets();
            var version = ClusterFiles.Version(place);
            var binaries = PostgresBinaries.Find(version);
            if (version is null)
                await ClusterFiles.InitialiseAsync(place, binaries, options.Durability, cancellation).ConfigureAwait(false);
            ClusterFiles.ClearLeftovers(place);
            var server = await TiedProcess
                .StartAsync(binaries.Server, ServerSettings.Arguments(place, options.Durability), place.Account, "INT")
                .ConfigureAwait(false);
            var started = new EmbeddedServer(place, ownership, server);
            await started.WaitUntilReadyAsync(cancellation).ConfigureAwait(false);
            return started;
        }
        catch
        {
            RemoveSocketFolder(place);
            await ownership.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A connection string over the socket. It needs no password, because only the owner of the folder gets in.</summary>
    public string ConnectionString(string role, string database) => ConnectionString(_place.SocketFolder, role, database);

    /// <summary>The same over the socket of a server that another process runs.</summary>
    internal static string ConnectionString(string socketFolder, string role, string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = socketFolder,
            Username = role,
            Database = database,
        }.ConnectionString;

    /// <summary>Whether a state folder has no data of a server yet.</summary>
    internal static bool HasNoDatabase(string stateFolder) =>
        !OperatingSystem.IsLinux() || !Directory.Exists(stateFolder) || ClusterFiles.Version(ServerPlace.Prepare(stateFolder)) is null;

    /// <summary>The socket folder of the server that runs on a state folder, in any process; <c>null</c> when none does.</summary>
    internal static string? SocketOfRunning(string stateFolder) =>
        OperatingSystem.IsLinux() && Directory.Exists(stateFolder) ? ClusterFiles.SocketOfRunning(ServerPlace.Prepare(stateFolder)) : null;

    /// <summary>Stops the server, which rolls back open transactions, then releases the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopped)
            return;
        _stopped = true;
        await StopAsync(_server).ConfigureAwait(false);
        RemoveSocketFolder(_place);
        await _ownership.DisposeAsync().ConfigureAwait(false);
    }

    private static void RemoveSocketFolder(ServerPlace place)
    {
        try
        {
            Directory.Delete(place.SocketFolder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Leaving an empty folder behind does no harm.
        }
    }

    private static async Task<FileStream> OwnAsync(ServerPlace place, CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; ; waited += Poll)
            try
            {
                return new FileStream(place.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException error) when (error.HResult == WouldBlock)
            {
                if (waited >= LongestFarewell)
                    throw new EmbeddedServerException(
                        $"Another portal is running on {place.Folder}. Stop it first, or set PORTAL_STATE to another folder.",
                        error
                    );
                await Task.Delay(Poll, cancellation).ConfigureAwait(false);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new EmbeddedServerException($"The database's lock cannot be taken: {error.Message}", error);
            }
    }

    // After a kill -9 of the portal its server may still be shutting down when the next portal takes the folder.
    private static async Task WaitForFormerServerAsync(ServerPlace place, CancellationToken cancellation)
    {
        var waited = TimeSpan.Zero;
        while (ServerProcesses.On(place.ClusterFolder) is { Count: > 0 } left)
        {
            if (waited == LongestStop)
                foreach (var process in left)
                    Posix.Signal(process, Posix.Quit);
            if (waited > 2 * LongestStop)
                throw new EmbeddedServerException(
                    $"An earlier PostgreSQL (process {left[0]}) still uses {place.ClusterFolder} and does not stop."
                );
            await Task.Delay(Poll, cancellation).ConfigureAwait(false);
            waited += Poll;
        }
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellation)
    {
        try
        {
            for (var waited = TimeSpan.Zero; !ClusterFiles.IsReady(_place, _server.Id); waited += Poll)
            {
                if (_server.Exited.IsCompleted)
                    throw new EmbeddedServerException(
                        $"{ClusterFiles.Cause(_server.Tail)} PostgreSQL did not start on {_place.ClusterFolder}:\n{_server.Tail}"
                    );
                if (waited > LongestStart)
                    throw new EmbeddedServerException(
                        $"PostgreSQL did not become ready within {LongestStart.TotalSeconds:0} s:\n{_server.Tail}"
                    );
                await Task.Delay(Poll, cancellation).ConfigureAwait(false);
            }
        }
        catch
        {
            await StopAsync(_server).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task StopAsync(TiedProcess server)
    {
        foreach (var signal in new[] { Posix.Interrupt, Posix.Quit, Posix.Kill })
        {
            if (server.Exited.IsCompleted)
                return;
            Posix.Signal(server.Id, signal);
            await Task.WhenAny(server.Exited, Task.Delay(LongestStop)).ConfigureAwait(false);
        }
    }

    private static async Task<string> EndedAsync(TiedProcess server)
    {
        await server.Exited.ConfigureAwait(false);
        return server.Tail;
    }
}
