using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Api.Periods;
using Portal.Api.Starting;
using Portal.Tests.Database;

namespace Portal.Tests.Http;

/// <summary>A whole portal on a random loopback port over a real database, spoken to by real HTTP.</summary>
public sealed class RunningPortal : IAsyncDisposable
{
    private static readonly Lazy<Task<RunningPortal>> Samples = new(WithOwnSamplesAsync);

    private static readonly Lazy<Task<RunningPortal>> Released = new(async () =>
        await ServeAsync(await TestDatabase.CreateWithReleaseAsync())
    );

    // Portals that tests have done with; the next test gets one as good as new.
    private static readonly ConcurrentBag<RunningPortal> Idle = [];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Limits that tests would exceed, because they ask more often than people.</summary>
    internal static readonly IReadOnlyList<string> Limits = ["SignInsAMinute", "RequestsAMinute", "ExportsAMinute", "ReleasesAnHour"];

    /// <summary>The setting that lets everything through.</summary>
    internal const string NoLimit = "1000000000";

    private readonly WebApplication _app;
    private readonly RequestCount _requests;
    private readonly bool _isGuest;
    private bool _isUsedAgain;

    private RunningPortal(WebApplication app, RequestCount requests, TestDatabase database, string state, bool isGuest)
    {
        (_app, _requests, _isGuest) = (app, requests, isGuest);
        (Database, StateFolder) = (database, state);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public Uri Address { get; }

    public TestDatabase Database { get; }

    /// <summary>The folder in which the portal keeps its own files.</summary>
    public string StateFolder { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>A portal with the sample services and people, and no extract.</summary>
    public static async Task<RunningPortal> StartAsync()
    {
        NeedsDatabaseAttribute.Demand();
        while (Idle.TryTake(out var idle))
        {
            if (await idle.IsAsNewAsync())
                return new RunningPortal(idle._app, idle._requests, idle.Database, idle.StateFolder, isGuest: false)
                {
                    _isUsedAgain = true,
                };
            await idle.StopForGoodAsync();
        }

        var portal = await ServeAsync(await TestDatabase.CreateWithServicesAsync());
        portal._isUsedAgain = true;
        return portal;
    }

    /// <summary>A portal of one's own whose log is kept as well, from level Debug up.</summary>
    public static async Task<RunningPortal> StartAsync(CapturedLog log) =>
        await ServeAsync(await TestDatabase.CreateWithServicesAsync(), log);

    /// <summary>A portal of one's own that goes by another clock than the machine's.</summary>
    /// <param name="clock">Its clock.</param>
    /// <param name="stands">The day on which its calendar of quarters stands, if it does not follow the clock.</param>
    public static async Task<RunningPortal> StartAsync(TimeProvider clock, DateOnly? stands = null) =>
        await ServeAsync(await TestDatabase.CreateWithServicesAsync(), day: new CalendarDay(clock, stands));

    /// <summary>A portal of one's own with settings of its own, such as <c>--RequestLimits:ExportsAMinute=3</c>.</summary>
    public static async Task<RunningPortal> StartWithAsync(params string[] settings) =>
        await ServeAsync(await TestDatabase.CreateWithServicesAsync(), settings: settings);

    /// <summary>The same, with its log kept as well.</summary>
    internal static async Task<RunningPortal> StartWithAsync(CapturedLog log, params string[] settings) =>
        await ServeAsync(await TestDatabase.CreateWithServicesAsync(), log, settings: settings);

    /// <summary>The same over a server that does nothing else.</summary>
    internal static async Task<RunningPortal> StartAsync(OwnServer server, CapturedLog log) =>
        await ServeAsync(await TestDatabase.CreateWithServicesAsync(server), log);

    /// <summary>Another node over the database of a portal that runs, with a state folder of its own.</summary>
    public Task<RunningPortal> AnotherNodeAsync() => ServeAsync(Database, isGuest: true);

    /// <summary>One portal for the whole run with the sample network loaded as <c>./run</c> loads it; tests only read from it.</summary>
    public static Task<RunningPortal> WithSamplesAsync() => Shared(Samples);

    /// <summary>A portal of the caller's own with the sample network loaded, for tests that change it.</summary>
    public static async Task<RunningPortal> WithOwnSamplesAsync() => await ServeAsync(await TestDatabase.CreateWithSamplesAsync());

    /// <summary>One portal for the whole run with the sample network and a published release of 2025-Q4; tests only read from it.</summary>
    public static Task<RunningPortal> WithReleaseAsync() => Shared(Released);

    /// <summary>The same release in a portal of the caller's own, for tests that share its reports.</summary>
    public static async Task<RunningPortal> WithOwnReleaseAsync() => await ServeAsync(await TestDatabase.CreateWithReleaseAsync());

    /// <summary>Stops every portal that outlives its tests.</summary>
    public static async Task StopAllAsync()
    {
        // A load that failed has failed the tests that asked for it.
        foreach (var shared in new[] { Samples, Released })
            if (shared.IsValueCreated && shared.Value.IsCompletedSuccessfully)
                await (await shared.Value).DisposeAsync();
        while (Idle.TryTake(out var idle))
            await idle.StopForGoodAsync();
    }

    /// <summary>A client that is signed in as a sample person, by the same tokens as any script.</summary>
    public Task<HttpClient> ClientAsync(string? user) => ClientAsync(Address, user);

    /// <summary>The same for a portal that runs as a process of its own.</summary>
    internal static async Task<HttpClient> ClientAsync(Uri address, string? user)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
        if (user is null)
            return client;
        using var answer = await client.PostAsync(new Uri("/dev/tokens", UriKind.Relative), new FormUrlEncodedContent([new("user", user)]));
        answer.EnsureSuccessStatusCode();
        var token = await answer.Content.ReadFromJsonAsync<JsonObject>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)token!["access_token"]!);
        return client;
    }

    /// <summary>Stops serving and starts again over the same database and state folder; this one is then of no more use.</summary>
    /// <param name="log">Where the new portal's log goes as well, from level Debug up.</param>
    public async Task<RunningPortal> RestartAsync(CapturedLog? log = null)
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _requests.Dispose();
        return await ServeAsync(Database, log, _isGuest, StateFolder);
    }

    /// <summary>Stops serving in order, and keeps the state folder to look at.</summary>
    public Task StopAsync()
    {
        _isUsedAgain = false;
        return _app.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_isUsedAgain)
            Idle.Add(this);
        else
            await StopForGoodAsync();
    }

    // As if it had just been started: nobody is served, and rows and files are those of the start.
    private async Task<bool> IsAsNewAsync() =>
        await _requests.IsNoneAsync(Patience)
        && await Database.ResetAsync(() =>
        {
            foreach (var file in new[] { "audit-head", "audit-key", "erasures" })
                File.Delete(Path.Combine(StateFolder, file));
            if (Directory.Exists(Path.Combine(StateFolder, "mail")))
                Directory.Delete(Path.Combine(StateFolder, "mail"), recursive: true);
        });

    private async Task StopForGoodAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _requests.Dispose();
        if (!_isGuest)
            await (_isUsedAgain ? new ValueTask(Database.DropAsync()) : Database.DisposeAsync());
        Directory.Delete(StateFolder, recursive: true);
    }

    // Also when another test has started it before.
    private static Task<RunningPortal> Shared(Lazy<Task<RunningPortal>> portal)
    {
        NeedsDatabaseAttribute.Demand();
        return portal.Value;
    }

    private static async Task<RunningPortal> ServeAsync(
        TestDatabase database,
        CapturedLog? log = null,
        bool isGuest = false,
        string? sameState = null,
        CalendarDay? day = null,
        params IEnumerable<string> settings
    )
    {
        var state = sameState ?? Directory.CreateTempSubdirectory("portal-state-").FullName;
        var app = Portal.Web.Program.Build(
            [
                "--environment",
                "Development",
                .. Limits.Select(limit => $"--RequestLimits:{limit}={NoLimit}"),
                .. log is null ? [] : CapturedLog.Arguments,
                .. settings,
            ],
            database.Portal,
            new StartOptions("http://127.0.0.1:0", state, Empty: true, [])
            {
                Clock = day?.Clock ?? TimeProvider.System,
                CalendarStands = database.HasSamples ? CalendarDay.OfSamples : day?.Standing,
            }
        );
        if (log is not null)
            app.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        var requests = new RequestCount(app);
        await app.StartAsync();
        return new RunningPortal(app, requests, database, state, isGuest);
    }
}
