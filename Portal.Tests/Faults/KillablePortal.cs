using System.Diagnostics;
using System.Globalization;
using Portal.Api.Samples;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Faults;

/// <summary>
/// The portal as <c>./run</c> starts it, with few samples in a folder of its own, to be killed without warning and started again.
/// </summary>
internal sealed class KillablePortal : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _folder;

    private Process? _process;

    /// <param name="services">Whose sample extracts there are: a checkout of its own, with the program and these.</param>
    public KillablePortal(IEnumerable<string> services)
    {
        NeedsDatabaseAttribute.Demand();
        // Not a private folder: the account of the database must reach it, or the data would go elsewhere and stay.
        _folder = Directory
            .CreateDirectory(Path.Combine(Path.GetTempPath(), "portal-killed-" + Guid.NewGuid().ToString("N")[..12]))
            .FullName;
        var program = Path.GetDirectoryName(typeof(Portal.Web.Program).Assembly.Location)!;
        foreach (
            var file in Directory.GetFiles(program, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(program, path))
        )
        {
            var copy = Path.Combine(_folder, "program", file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(program, file), copy);
        }

        File.WriteAllText(Path.Combine(_folder, "OutcomesPortal.sln"), "");
        var extracts = Directory.CreateDirectory(Path.Combine(_folder, "samples", "extracts")).FullName;
        foreach (var service in services)
            Directory.CreateSymbolicLink(Path.Combine(extracts, service), Path.Combine(RepositoryFolders.SampleExtracts, service));
    }

    /// <summary>Where it listens, from the line "is ready" on.</summary>
    public Uri Address { get; private set; } = new("about:blank");

    /// <summary>Starts it and reads what it says until a line is found.</summary>
    /// <exception cref="InvalidOperationException">It ended before it said that.</exception>
    public async Task StartAsync(string until = "network is complete")
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(_folder, "program", "Portal.Web.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        start.Environment["PORTAL_STATE"] = _folder;
        start.Environment["PORTAL_URLS"] = "http://127.0.0.1:0";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var limit in RunningPortal.Limits)
            start.Environment["RequestLimits__" + limit] = RunningPortal.NoLimit;
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
        var seen = new List<string>();
        using var patience = new CancellationTokenSource(Patience);
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            seen.Add(line);
            if (line.Contains("is ready", StringComparison.Ordinal))
                Address = new Uri(line.Split(' ').Last());
            if (!line.Contains(until, StringComparison.Ordinal))
                continue;
            // Whoever does not read would in the end stop whoever writes.
            _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return;
        }

        throw new InvalidOperationException("The portal ended before it said what was awaited:\n" + string.Join('\n', seen));
    }

    /// <summary>Kills it where it stands.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await EndedAsync();
    }

    /// <summary>Asks it to stop.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        using (Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]))
            return await EndedAsync();
    }

    /// <summary>A client that is signed in as a sample person.</summary>
    public Task<HttpClient> ClientAsync(string user) => RunningPortal.ClientAsync(Address, user);

    public void Dispose()
    {
        if (_process is not null)
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
        }

        // Its database notices a moment later that it is gone, and may write until then.
        SpinWait.SpinUntil(IsDeleted, TimeSpan.FromSeconds(30));
    }

    private bool IsDeleted()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task<int> EndedAsync()
    {
        using var ended = _process!;
        _process = null;
        await ended.WaitForExitAsync();
        return ended.ExitCode;
    }
}
