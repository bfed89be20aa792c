using System.Diagnostics;
using System.Runtime.Versioning;
using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Database.Embedded;

namespace Portal.Tests.Database;

/// <summary>What people and machines do to a running database; each test has a server of its own.</summary>
[SupportedOSPlatform("linux")]
[NeedsDatabase]
public class EmbeddedServerTests
{
    private const int KillSignal = 9;
    private string _state = "";
    private string? _folder;

    [SetUp]
    public void ChooseState() => _state = Path.Combine(Path.GetTempPath(), "portal-server-" + Guid.NewGuid().ToString("N")[..12]);

    [TearDown]
    public void RemoveState()
    {
        foreach (var folder in new[] { _folder, _state })
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task Start_NewState_IsDurableAndPrivate()
    {
        await using var server = await StartAsync(Durability.Durable);

        var settings = (
            await QueryAsync<(string, string)>(
                server,
                "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums',"
                    + " 'server_encoding', 'listen_addresses')"
            )
        ).ToDictionary(row => row.Item1, row => row.Item2);

        Assert.That(
            settings,
            Is.EquivalentTo(
                new Dictionary<string, string>
                {
                    ["fsync"] = "on",
                    ["full_page_writes"] = "on",
                    ["synchronous_commit"] = "on",
                    ["data_checksums"] = "on",
                    ["server_encoding"] = "UTF8",
                    ["listen_addresses"] = "",
                }
            )
        );
        foreach (var folder in new[] { server.Folder, server.SocketFolder })
            Assert.That(Mode(folder), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute), folder);
    }

    [Test]
    public async Task Start_AfterStop_KeepsData()
    {
        await PreparedState.CopyToAsync(_state);
        await using (var first = await StartAsync())
            await WriteAsync(first, 41);

        await using var second = await StartAsync();

        Assert.That(await ReadAsync(second), Is.EqualTo(new[] { 41 }));
    }

    [Test]
    public async Task Start_FolderOwnedByARunningPortal_SaysSo()
    {
        await PreparedState.CopyToAsync(_state);
        await using var first = await StartAsync();

        var refused = await Assert.ThrowsAsync<EmbeddedServerException>(() => EmbeddedServer.StartAsync(new EmbeddedServerOptions(_state)));

        Assert.That(refused!.Message, Does.StartWith("Another portal is running on"));
        Assert.That(await QueryAsync<int>(first, "SELECT 1"), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task Start_TwoAtOnce_OneIsRefusedAndOneServes()
    {
        var attempts = await Task.WhenAll(
            Enumerable
                .Range(0, 2)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        try
                        {
                            return await StartAsync();
                        }
                        catch (EmbeddedServerException)
                        {
                            return null;
                        }
                    })
                )
        );

        Assert.That(attempts.Count(server => server is not null), Is.EqualTo(1));
        await attempts.Single(server => server is not null)!.DisposeAsync();
    }

    [Test]
    public async Task Start_ServerKilled_KeepsCommittedData()
    {
        await PreparedState.CopyToAsync(_state);
        await using (var first = await StartAsync(Durability.Durable))
        {
            await WriteAsync(first, 7);
            Signal(first.ProcessId, KillSignal);
            await first.Ended;
            Assert.That(
                File.Exists(Path.Combine(first.Folder, "data", "postmaster.pid")),
                "the killed server left its mark, as this test needs"
            );
        }

        await using var second = await StartAsync(Durability.Durable);

        Assert.That(await ReadAsync(second), Is.EqualTo(new[] { 7 }));
    }

    [Test]
    public async Task Start_LeftoverMarkNamesALivingStranger_Starts()
    {
        await PreparedState.CopyToAsync(_state);
        await using (var first = await StartAsync())
            await WriteAsync(first, 8);
        using var stranger = Process.Start(SleepAsTheServersUser())!;
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(_folder!, "data", "postmaster.pid"),
                $"{stranger.Id}\n{_folder}/data\n1700000000\n5432\n/tmp\n\n   12345         1\nready   \n"
            );

            await using var second = await StartAsync();

            Assert.That(await ReadAsync(second), Is.EqualTo(new[] { 8 }));
            Assert.That(stranger.HasExited, Is.False);
        }
        finally
        {
            stranger.Kill();
        }
    }

    [Test]
    public async Task Start_InitialisationWasCutShort_BeginsAgain()
    {
        await PreparedState.CopyToAsync(_state);
        await using (var first = await StartAsync())
            await first.DisposeAsync();
        Directory.Move(Path.Combine(_folder!, "data"), Path.Combine(_folder!, "data.new-cut-short"));

        await using var second = await StartAsync();

        Assert.That(Directory.EnumerateDirectories(_folder!).Select(Path.GetFileName), Is.EqualTo(new[] { "data" }));
    }

    [Test]
    public async Task Start_PortalKilled_TakesOverItsData([Values(0, 1, 2)] int attempt)
    {
        await PreparedState.CopyToAsync(_state);
        using var portal = StartHost();
        var ready = await portal.StandardOutput.ReadLineAsync();
        Assert.That(ready, Does.StartWith("serving "), await ErrorsAsync(portal, ready));
        var fields = ready!.Split(' ', 3);
        _folder = fields[2];
        Signal(portal.Id, KillSignal);

        // At once: the killed portal's server may still be stopping.
        await using var next = await StartAsync(Durability.Durable);

        Assert.That(await ReadAsync(next), Is.EqualTo(new[] { ServerHost.Written }));
        Assert.That(
            next.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Is.Not.EqualTo(fields[1]),
            "a server of its own"
        );
        await portal.WaitForExitAsync();
    }

    [Test]
    public async Task Dispose_OpenTransaction_StillStops()
    {
        await PreparedState.CopyToAsync(_state);
        var server = await StartAsync();
        await using var source = NpgsqlDataSource.Create(server.ConnectionString("postgres", "postgres"));
        await using var open = await source.OpenConnectionAsync();
        await using var transaction = await open.BeginTransactionAsync();
        await open.ExecuteAsync("CREATE TABLE never (id int)");

        await server.DisposeAsync();

        Assert.That(server.Ended.IsCompletedSuccessfully);
        Assert.That(Directory.Exists(server.SocketFolder), Is.False);
    }

    [Test]
    public async Task Start_SettingsDamaged_QuotesTheServer()
    {
        await PreparedState.CopyToAsync(_state);
        await using (var first = await StartAsync())
            await first.DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder!, "data", "postgresql.conf"), "no_such_setting = 1\n");

        var failed = await Assert.ThrowsAsync<EmbeddedServerException>(() => StartAsync());

        Assert.That(failed!.Message, Does.Contain("no_such_setting"));
        await File.WriteAllTextAsync(Path.Combine(_folder!, "data", "postgresql.conf"), "");
        await using var repaired = await StartAsync();
        Assert.That(await QueryAsync<int>(repaired, "SELECT 1"), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task Start_StateIsAFile_SaysSo()
    {
        File.WriteAllText(_state, "");
        try
        {
            await Assert.ThrowsAsync<EmbeddedServerException>(() => StartAsync());
        }
        finally
        {
            File.Delete(_state);
        }
    }

    [Test]
    public async Task Start_StateOutOfReachOfTheServersUser_KeepsDataElsewhere()
    {
        Directory.CreateDirectory(_state, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await using var server = await StartAsync();

        // An ordinary user's server is that same user and reaches everything the portal reaches.
        Assert.That(server.IsElsewhere, Is.EqualTo(Environment.IsPrivilegedProcess));
        Assert.That(server.Folder, Environment.IsPrivilegedProcess ? Does.StartWith("/var/lib/outcomes-portal/") : Does.StartWith(_state));
    }

    private async Task<EmbeddedServer> StartAsync(Durability durability = Durability.Disposable)
    {
        var server = await EmbeddedServer.StartAsync(new EmbeddedServerOptions(_state, durability));
        _folder = server.Folder;
        return server;
    }

    private static Task WriteAsync(EmbeddedServer server, int value) => ServerHost.WriteAsync(server, value);

    private static Task<IReadOnlyList<int>> ReadAsync(EmbeddedServer server) => QueryAsync<int>(server, "SELECT value FROM kept");

    private static async Task<IReadOnlyList<T>> QueryAsync<T>(EmbeddedServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString("postgres", "postgres") + ";Pooling=false");
        return (await connection.QueryAsync<T>(sql)).AsList();
    }

    private Process StartHost()
    {
        var assembly = typeof(ServerHost).Assembly.Location;
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileName(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in new[] { "exec", assembly, _state })
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static async Task<string> ErrorsAsync(Process process, string? firstLine) =>
        firstLine is null ? await process.StandardError.ReadToEndAsync() : "";

    private static ProcessStartInfo SleepAsTheServersUser()
    {
        var start = new ProcessStartInfo(Environment.IsPrivilegedProcess ? "setpriv" : "sleep");
        if (Environment.IsPrivilegedProcess)
            foreach (var argument in new[] { "--reuid=postgres", "--regid=postgres", "--clear-groups", "--", "sleep" })
                start.ArgumentList.Add(argument);
        start.ArgumentList.Add("300");
        return start;
    }

    private static void Signal(int processId, int signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{processId}"]);
        kill.WaitForExit();
        Assert.That(kill.ExitCode, Is.Zero);
    }

    private static UnixFileMode Mode(string folder) => File.GetUnixFileMode(folder);
}
