using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Portal.Api.Database.Embedded;
using Portal.Tests.Database;

namespace Portal.Tests.House;

/// <summary>A copy of the checkout with the program that is tested as its build, to run shell blocks in as a newcomer would.</summary>
internal sealed class CheckoutCopy : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    // Not a private folder: the account of the database must reach it, or the data would go elsewhere and stay.
    private readonly string _folder = Directory
        .CreateDirectory(Path.Combine(Path.GetTempPath(), "portal-copy-" + Guid.NewGuid().ToString("N")[..12]))
        .FullName;

    private readonly Dictionary<string, string> _surroundings;
    private EmbeddedServer? _server;
    private RunningBlock? _serving;

    public CheckoutCopy()
    {
        // A year of the sample network is enough for every block, and loads in a third of the time.
        foreach (var file in SourceTree.Files.Where(file => !IsOlderSample(file.Path)))
            Copy(file.FullPath, file.Path);
        var program = Path.GetDirectoryName(typeof(Portal.Web.Program).Assembly.Location)!;
        foreach (var file in Directory.GetFiles(program))
            Copy(file, "Portal.Web/bin/Run/net10.0/" + Path.GetFileName(file));
        // The tests run inside ./test, so a block only asks it for its help.
        File.Move(Path.Combine(_folder, "test"), Path.Combine(_folder, "test-as-it-is"));
        var test = Path.Combine(_folder, "test");
        File.Copy(Path.Combine(_folder, "portal"), test);
        File.WriteAllText(test, "#!/usr/bin/env bash\nexec ./test-as-it-is --help\n");
        // An answer that refuses must fail the block, which curl does not do by itself.
        File.WriteAllText(Path.Combine(_folder, ".curlrc"), "fail-with-body\n");
        Directory.CreateDirectory(Path.Combine(_folder, "temporary"));
        Directory.CreateDirectory(Path.Combine(_folder, "Portal.Web", "obj"));
        File.WriteAllText(Path.Combine(_folder, "Portal.Web", "obj", "run-built"), "");
        _surroundings = new()
        {
            ["PORTAL_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}"),
            ["CURL_HOME"] = _folder,
            ["TMPDIR"] = Path.Combine(_folder, "temporary"),
        };
    }

    /// <summary>Where the copy is.</summary>
    public string Folder => _folder;

    /// <summary>Runs a block to its end, or until the portal that it starts answers.</summary>
    /// <exception cref="InvalidOperationException">It failed, or its arrangement is not known; the message has what it wrote.</exception>
    public async Task RunAsync(ShellBlock block)
    {
        switch (block.Arrangement)
        {
            case "start":
                await StopAsync();
                await StartAsync(block);
                return;
            case "beside" when _serving is null:
                await StartAsync(new ShellBlock("the portal beside " + block.Place, "start", "./run --empty"));
                break;
            case "stopped":
                await StopAsync();
                break;
            case "server":
                NeedsDatabaseAttribute.Demand();
                _server ??= await EmbeddedServer.StartAsync(
                    new EmbeddedServerOptions(Path.Combine(_folder, "server"), Durability.Disposable)
                );
                _surroundings["PGHOST"] = _server.SocketFolder;
                _surroundings["PGUSER"] = "postgres";
                break;
            case "" or "beside":
                break;
            default:
                throw new InvalidOperationException($"{block.Place}: no arrangement is called {block.Arrangement}.");
        }

        using var running = new RunningBlock(block, _folder, _surroundings);
        await running.EndAsync(Patience);
    }

    /// <summary>Stops the portal that a block started, as Ctrl-C does, and lets the rest of that block run.</summary>
    public async Task StopAsync()
    {
        if (_serving is not { } serving)
            return;
        _serving = null;
        using (serving)
        {
            serving.Interrupt();
            await serving.EndAsync(Patience);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _serving?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync(ShellBlock block)
    {
        _serving = new RunningBlock(block, _folder, _surroundings);
        await _serving.SaysAsync("is ready", Patience);
    }

    private static bool IsOlderSample(string path) =>
        path.StartsWith("samples/extracts/", StringComparison.Ordinal) && !path.Contains("/2025-", StringComparison.Ordinal);

    private void Copy(string from, string path)
    {
        var to = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
