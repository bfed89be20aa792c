using NUnit.Framework;

namespace Portal.Tests.Database;

/// <summary>Who hosts, who visits, and what is kept of a test cluster, with files in place of a server.</summary>
public sealed class SharedFolderTests
{
    private string _parent = "";

    private SharedFolder Folder => new(_parent, "key");

    [SetUp]
    public void MakeFolder() => _parent = Directory.CreateTempSubdirectory("portal-shared-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_parent, recursive: true);

    [Test]
    public void TryHost_SomebodyHosts_IsNobodyElse()
    {
        using (var first = Folder.TryHost())
        {
            Assert.That(first, Is.Not.Null);
            Assert.That(Folder.TryHost(), Is.Null);
        }

        using var next = Folder.TryHost();
        Assert.That(next, Is.Not.Null);
    }

    [Test]
    public void TryVisit_ServerAnnounced_IsWhereItListens()
    {
        using var host = Folder.TryHost();
        Assert.That(Folder.TryVisit(), Is.Null, "not yet");

        Folder.Announce("place");

        var (first, second) = (Folder.TryVisit(), Folder.TryVisit());
        using (first!.Value.Seat)
        using (second!.Value.Seat)
            Assert.That((first.Value.Sockets, second.Value.Sockets), Is.EqualTo(("place", "place")));
    }

    [Test]
    public void TryVisit_AddressOfAKilledHost_IsNone()
    {
        using (Folder.TryHost())
            Folder.Announce("place");

        Assert.That(Folder.TryVisit(), Is.Null);
    }

    [Test]
    public async Task WaitUntilAlone_VisitorIsThere_WaitsAndKeepsOthersOut()
    {
        using var host = Folder.TryHost();
        Folder.Announce("place");
        var visit = Folder.TryVisit()!.Value.Seat;
        var waiting = Folder.WaitUntilAloneAsync(TimeSpan.FromMilliseconds(1));
        Assert.That(waiting.IsCompleted, Is.False);

        await visit.DisposeAsync();

        await using (await waiting)
            Assert.That(Folder.TryVisit(), Is.Null);
    }

    [Test]
    public void RemoveLeftovers_OtherBuildsAndHalfMadeFiles_AreGoneUnlessInUse()
    {
        var used = new SharedFolder(_parent, "used");
        using var other = used.TryHost();
        using (new SharedFolder(_parent, "old").TryHost())
            Directory.CreateDirectory(Path.Combine(_parent, "old", "database"));
        Directory.CreateDirectory(Path.Combine(_parent, "key", "database.new-1"));
        Directory.CreateDirectory(Path.Combine(_parent, "key", "database"));

        Folder.RemoveLeftovers();

        Assert.That(Directory.GetDirectories(_parent).Select(Path.GetFileName), Is.EquivalentTo(new[] { "key", "used" }));
        Assert.That(Directory.GetDirectories(Path.Combine(_parent, "key")).Select(Path.GetFileName), Is.EqualTo(new[] { "database" }));
    }

    [Test]
    public void Store_KeptAndRestored_HasTheSameFilesButTheLock()
    {
        var (server, state) = (Path.Combine(_parent, "server"), Path.Combine(_parent, "state"));
        foreach (var kept in new[] { "first", "second" })
        {
            Directory.CreateDirectory(Path.Combine(server, "data"));
            File.WriteAllText(Path.Combine(server, "data", "rows"), kept);
            File.WriteAllText(Path.Combine(server, "lock"), "");
            Folder.Store.Keep(server);
        }

        Folder.Store.Restore(state);

        Assert.That(File.ReadAllText(Path.Combine(state, "database", "data", "rows")), Is.EqualTo("second"));
        Assert.That(File.Exists(Path.Combine(state, "database", "lock")), Is.False);
    }

    [Test]
    public void Key_AnySourceChanges_IsAnother()
    {
        var samples = Directory.CreateDirectory(Path.Combine(_parent, "samples")).FullName;
        var (assembly, sample) = (Path.Combine(_parent, "a.dll"), Path.Combine(samples, "cases.csv"));
        File.WriteAllText(assembly, "1");
        File.WriteAllText(sample, "1");
        var keys = new List<string> { Key(), Key() };
        File.WriteAllText(assembly, "2");
        keys.Add(Key());
        File.WriteAllText(sample, "2");
        keys.Add(Key());
        File.Move(sample, Path.Combine(samples, "risks.csv"));
        keys.Add(Key());
        keys.Add(Key("another machine"));

        Assert.That(keys[1], Is.EqualTo(keys[0]));
        Assert.That(keys.Distinct().Count(), Is.EqualTo(5));

        string Key(string machine = "machine") => TemplateKey.Of([assembly], samples, machine);
    }
}
