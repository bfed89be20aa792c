using System.Diagnostics;

namespace Portal.Tests.Database;

/// <summary>The files of a stopped cluster with its templates, kept for later runs; whole or not there at all.</summary>
/// <param name="Folder">The folder of one key.</param>
internal sealed record ClusterStore(string Folder)
{
    private string Kept => Path.Combine(Folder, "database");

    /// <summary>Copies what is kept to where a server will run.</summary>
    /// <param name="state">The state folder of that server.</param>
    public void Restore(string state)
    {
        if (Directory.Exists(Kept))
            Copy(Kept, Path.Combine(Directory.CreateDirectory(state).FullName, "database"));
    }

    /// <summary>Keeps the files of a server that has stopped, in place of those before.</summary>
    public void Keep(string serverFolder)
    {
        var fresh = Kept + ".new-" + Guid.NewGuid().ToString("N");
        Copy(serverFolder, fresh);
        File.Delete(Path.Combine(fresh, "lock"));
        if (Directory.Exists(Kept))
            Directory.Delete(Kept, recursive: true);
        Directory.Move(fresh, Kept);
    }

    /// <summary>Removes what a killed run left here.</summary>
    public void RemoveHalfMade()
    {
        foreach (var left in Directory.GetDirectories(Folder, "database.new-*"))
            Directory.Delete(left, recursive: true);
    }

    // Owners and modes are kept, which only cp does: as root the files belong to the server's user.
    private static void Copy(string from, string to)
    {
        using var copy = Process.Start("cp", ["-a", "--reflink=auto", from, to]);
        copy.WaitForExit();
        if (copy.ExitCode != 0)
            throw new IOException($"The files of the test database could not be copied from {from} to {to}.");
    }
}
