using Portal.Api.Samples;

namespace Portal.Tests.Database;

/// <summary>The folder in which test processes of the same build meet: who hosts, who visits, where the server listens.</summary>
internal sealed class SharedFolder
{
    private readonly string _folder;

    public SharedFolder(string parent, string key)
    {
        _folder = Directory.CreateDirectory(Path.Combine(parent, key)).FullName;
        Store = new ClusterStore(_folder);
    }

    /// <summary>The folder of this checkout and build.</summary>
    public static SharedFolder OfThisBuild() =>
        new(Path.Combine(RepositoryFolders.Root!, ".portal", "test-templates"), TemplateKey.OfThisBuild());

    public ClusterStore Store { get; }

    private string HostLock => Path.Combine(_folder, "host");

    private string VisitorsLock => Path.Combine(_folder, "visitors");

    private string Address => Path.Combine(_folder, "sockets");

    /// <summary>The host's seat, or null while somebody else has it.</summary>
    public FileStream? TryHost()
    {
        // The host of another build may just have removed it.
        Directory.CreateDirectory(_folder);
        return TryLock(HostLock, FileShare.None);
    }

    /// <summary>A visitor's seat and where the server listens, or null while there is no server.</summary>
    public (FileStream Seat, string Sockets)? TryVisit()
    {
        if (TryLock(VisitorsLock, FileShare.Read) is not { } seat)
            return null;
        // Read with the seat taken: the host withdraws the address only when nobody has one.
        if (File.Exists(Address) && IsHosted())
            return (seat, File.ReadAllText(Address));
        seat.Dispose();
        return null;
    }

    /// <summary>Tells visitors where the server listens.</summary>
    public void Announce(string sockets)
    {
        File.WriteAllText(Address + ".new", sockets);
        File.Move(Address + ".new", Address, overwrite: true);
    }

    public void Withdraw() => File.Delete(Address);

    /// <summary>Waits for the last visitor to go, and keeps others out until disposed.</summary>
    public async Task<FileStream> WaitUntilAloneAsync(TimeSpan poll)
    {
        while (true)
        {
            if (TryLock(VisitorsLock, FileShare.None) is { } alone)
                return alone;
            await Task.Delay(poll);
        }
    }

    /// <summary>As the host: removes what killed runs left here, and the folders of other builds that nobody uses.</summary>
    public void RemoveLeftovers()
    {
        Withdraw();
        Store.RemoveHalfMade();
        foreach (var other in Directory.GetDirectories(Path.GetDirectoryName(_folder)!).Where(path => path != _folder))
        {
            using var seat = TryLock(Path.Combine(other, "host"), FileShare.None);
            if (seat is not null)
                Directory.Delete(other, recursive: true);
        }
    }

    private bool IsHosted()
    {
        using var seat = TryHost();
        return seat is null;
    }

    private static FileStream? TryLock(string path, FileShare share)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, share == FileShare.None ? FileAccess.ReadWrite : FileAccess.Read, share);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
