using Dapper;
using NUnit.Framework;
using Portal.Api.Samples;
using Portal.Api.Starting;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Starting;

/// <summary>Loading the samples beside a portal that already answers.</summary>
public sealed class SampleStartTests
{
    private readonly List<string> _folders = [];

    [OneTimeTearDown]
    public void RemoveFolders()
    {
        foreach (var folder in _folders)
            Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task Run_WholeNetwork_SaysHowFarItIsAndThatItIsComplete()
    {
        await using var database = await TestDatabase.CreateAsync();
        var extracts = Extracts(("TEASEL", "2023-Q1"), ("TEASEL", "2023-Q2"));

        var run = await RunAsync(database, extracts);

        Assert.That((run.IsLoaded, run.Words), Is.EqualTo((true, (string?)null)));
        Assert.That(run.Output, Does.Contain("2023-Q2: 1 extracts").And.Contain("(2 of 2)"));
        Assert.That(run.Output.TrimEnd(), Does.EndWith("The sample network is complete."));
    }

    [Test]
    public async Task Run_ExtractThatIsRefused_SaysSoOnTerminalAndPages()
    {
        await using var database = await TestDatabase.CreateAsync();
        var extracts = Extracts(("TEASEL", "2023-Q1"));
        await File.WriteAllTextAsync(Path.Combine(extracts, "TEASEL", "2023-Q1", "cases.csv"), "no,such,columns\n1,2,3\n");

        var run = await RunAsync(database, extracts);

        Assert.That(run.IsLoaded, Is.False);
        Assert.That(run.Words, Does.StartWith("The sample network could not be loaded"));
        Assert.That(run.Output, Does.Contain("The samples of TEASEL for 2023-Q1 were refused").And.Contain("could not be loaded"));
        Assert.That(run.Output, Does.Not.Contain("complete"));
    }

    [Test]
    public async Task Run_StoppedInTheMiddle_IsNoFailureAndTheNextStartGoesOn()
    {
        await using var database = await TestDatabase.CreateAsync();
        var extracts = Extracts(("TEASEL", "2023-Q1"), ("TEASEL", "2023-Q2"));
        using var stopping = new CancellationTokenSource();
        await using var output = new StoppingWriter("(1 of 2)", stopping);

        var stopped = await RunAsync(database, extracts, output, stopping.Token);
        Assert.That((stopped.IsLoaded, await SentAsync(database)), Is.EqualTo((true, 1)));

        var next = await RunAsync(database, extracts);
        Assert.That((next.IsLoaded, next.Words, await SentAsync(database)), Is.EqualTo((true, (string?)null, 2)));
    }

    // A service can send while the samples still load; its own extract must not be replaced by the sample of the same quarter.
    [Test]
    public async Task Run_QuarterThatSomebodySentMeanwhile_IsLeftAsItIs()
    {
        await using var portal = await RunningPortal.StartAsync();
        await using (var migrations = await portal.Database.Portal.Migrations.OpenConnectionAsync())
            await migrations.ExecuteAsync("INSERT INTO sample_load (started_at) VALUES (now())");
        var extracts = Extracts(("TEASEL", "2023-Q1"), ("TEASEL", "2023-Q2"));
        var own = Path.Combine(Extracts(("TEASEL", "2023-Q1")), "TEASEL", "2023-Q1", "cases.csv");
        using (var lead = await portal.ClientAsync("lead@teasel"))
        using (
            var form = new MultipartFormDataContent { { new ByteArrayContent(await File.ReadAllBytesAsync(own)), "files", "cases.csv" } }
        )
            Assert.That((await lead.PostAnswerAsync("/api/v1/services/TEASEL/extracts/2023-Q1/submissions", form)).Status, Is.EqualTo(201));

        var run = await RunAsync(portal.Database, extracts);

        Assert.That(run.IsLoaded, Is.True, run.Output);
        Assert.That(await SentAsync(portal.Database), Is.EqualTo(2), "nothing was replaced");
    }

    private static async Task<(bool IsLoaded, string? Words, string Output)> RunAsync(
        TestDatabase database,
        string extracts,
        StringWriter? writer = null,
        CancellationToken stopping = default
    )
    {
        await using var output = writer ?? new StringWriter();
        var progress = new SampleProgress();
        progress.Begin();
        var state = await SampleLoad.PrepareAsync(database.Portal, extracts, TimeProvider.System, output, CancellationToken.None);
        var loaded = await SampleStart.RunAsync(database.Portal, extracts, state, progress, output, stopping);
        return (loaded, progress.Words, output.ToString());
    }

    private static async Task<long> SentAsync(TestDatabase database)
    {
        await using var connection = await database.Portal.Network.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM submission");
    }

    private string Extracts(params (string Service, string Quarter)[] wanted)
    {
        var folder = Directory.CreateTempSubdirectory("portal-extracts-").FullName;
        _folders.Add(folder);
        foreach (var (service, quarter) in wanted)
        {
            var to = Directory.CreateDirectory(Path.Combine(folder, service, quarter)).FullName;
            foreach (var file in Directory.GetFiles(Path.Combine(RepositoryFolders.SampleExtracts, service, quarter)))
                File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        return folder;
    }

    /// <summary>Asks to stop once something is said.</summary>
    private sealed class StoppingWriter(string words, CancellationTokenSource stopping) : StringWriter
    {
        public override async Task WriteLineAsync(string? value)
        {
            await base.WriteLineAsync(value);
            if (value?.Contains(words, StringComparison.Ordinal) == true)
                await stopping.CancelAsync();
        }
    }
}
