using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Api.Database.Embedded;

/// <summary>The folders of one embedded server, created for and owned by the user that runs it.</summary>
/// <param name="Folder">Real path; holds the data, the lock and nothing else.</param>
/// <param name="SocketFolder">Holds the Unix socket; mode 0700, under 90 bytes.</param>
/// <param name="IsElsewhere">True when the server's user cannot reach the state folder, so that the data is under /var/lib.</param>
/// <param name="Account">The server's user when the portal runs as root.</param>
internal sealed record ServerPlace(string Folder, string SocketFolder, bool IsElsewhere, ServerAccount? Account)
{
    private const string SystemState = "/var/lib/outcomes-portal";
    private const string SystemSockets = "/run/outcomes-portal";

    // sun_path holds 107 bytes, and the socket's own name takes 16.
    private const int LongestSocketFolder = 90;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string ClusterFolder => Path.Combine(Folder, "data");

    public string LockFile => Path.Combine(Folder, "lock");

    /// <exception cref="EmbeddedServerException">A folder cannot be created, or belongs to somebody else.</exception>
    [SupportedOSPlatform("linux")]
    public static ServerPlace Prepare(string stateFolder)
    {
        var account = ServerAccount.ForThisProcess();
        try
        {
            Directory.CreateDirectory(stateFolder);
            var state = Posix.RealPath(stateFolder);
            var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)))[..12];
            var isElsewhere = account is not null && !CanReach(state, account);
            if (isElsewhere)
                Directory.CreateDirectory(SystemState);
            var folder = isElsewhere ? Path.Combine(SystemState, mark) : Path.Combine(state, "database");
            MakePrivate(folder, account);
            return new ServerPlace(Posix.RealPath(folder), SocketFolderFor(mark, account), isElsewhere, account);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedServerException(
                $"The database folder cannot be prepared: {error.Message} Set PORTAL_STATE to a folder that you own.",
                error
            );
        }
    }

    /// <summary>
    /// Creates the socket folder. Call it only as the owner of the place, since a former owner removes it while stopping.
    /// </summary>
    /// <exception cref="EmbeddedServerException">The folder cannot be created, or belongs to somebody else.</exception>
    [SupportedOSPlatform("linux")]
    public void PrepareSockets()
    {
        try
        {
            MakePrivate(SocketFolder, Account);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedServerException($"The folder for the database's socket cannot be prepared: {error.Message}", error);
        }
    }

    private static string SocketFolderFor(string mark, ServerAccount? account)
    {
        // Only root can write to /run, so nobody can plant a folder of the same name there.
        if (account is not null && Directory.Exists("/run"))
        {
            Directory.CreateDirectory(SystemSockets);
            return Path.Combine(SystemSockets, mark);
        }

        var parent = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        if (
            string.IsNullOrEmpty(parent)
            || !Directory.Exists(parent)
            || Encoding.UTF8.GetByteCount(parent) + 1 + "portal-".Length + mark.Length >= LongestSocketFolder
        )
            parent = "/tmp";
        return Path.Combine(parent, "portal-" + mark);
    }

    [SupportedOSPlatform("linux")]
    private static void MakePrivate(string folder, ServerAccount? account)
    {
        Directory.CreateDirectory(folder, Private);
        if (new DirectoryInfo(folder).LinkTarget is not null)
            throw new IOException($"{folder} is a symbolic link.");
        // This fails for an ordinary user on somebody else's folder, which is what we want.
        File.SetUnixFileMode(folder, Private);
        if (account is not null)
            Posix.ChangeOwner(folder, account);
    }

    private static bool CanReach(string folder, ServerAccount account)
    {
        using var probe = Process.Start(
            "setpriv",
            [
                string.Create(CultureInfo.InvariantCulture, $"--reuid={account.UserId}"),
                string.Create(CultureInfo.InvariantCulture, $"--regid={account.GroupId}"),
                "--clear-groups",
                "--",
                "test",
                "-x",
                folder,
            ]
        );
        probe.WaitForExit();
        return probe.ExitCode == 0;
    }
}
