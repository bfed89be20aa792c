using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Api.Samples;
using Portal.Api.Starting;
using Portal.Tests.Database;
using Portal.Tests.Releases;

namespace Portal.Tests.Http;

/// <summary>A whole portal on a random loopback port over a real database, spoken to by real HTTP.</summary>
public sealed class RunningPortal : IAsyncDisposable
{
    private static readonly Lazy<Task<RunningPortal>> Samples = new(WithOwnSamplesAsync);

    private static readonly Lazy<Task<RunningPortal>> Released = new(ReleaseSamplesAsync);

    private readonly WebApplication _app;
    private readonly string _state;
    private readonly bool _isGuest;

    private RunningPortal(WebApplication app, TestDatabase database, string state, bool isGuest)
    {
        _isGuest = isGuest;
        _app = app;
        _state = state;
        Database = database;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public Uri Address { get; }

    public TestDatabase Database { get; }

    /// <summary>The folder in which the portal keeps its own files.</summary>
    public string StateFolder => _state;

    public IServiceProvider Services => _app.Services;

    /// <summary>A portal with the sample services and people, and no extract.</summary>
    /// <param name="log">Where the portal's log goes as well, from level Debug up.</param>
    public static async Task<RunningPortal> StartAsync(CapturedLog? log = null)
    {
        var database = await TestDatabase.CreateAsync();
        await using (var migrations = await database.Portal.Migrations.OpenConnectionAsync())
            await SampleRegistry.RegisterAsync(migrations, CancellationToken.None);
        return await ServeAsync(database, log);
    }

    /// <summary>Another node over the database of a portal that runs, with a state folder of its own.</summary>
    public Task<RunningPortal> AnotherNodeAsync() => ServeAsync(Database, isGuest: true);

    /// <summary>One portal for the whole run with the sample network loaded as <c>./run</c> loads it; tests only read from it.</summary>
    public static Task<RunningPortal> WithSamplesAsync() => Samples.Value;

    /// <summary>A portal of the caller's own with the sample network loaded, for tests that change it.</summary>
    public static async Task<RunningPortal> WithOwnSamplesAsync() => await ServeAsync(await TestDatabase.CreateWithSamplesAsync());

    /// <summary>One portal for the whole run with the sample network and a published release of 2025-Q4; tests only read from it.</summary>
    public static Task<RunningPortal> WithReleaseAsync() => Released.Value;

    /// <summary>Stops the portals with the samples, if any test asked for them.</summary>
    public static async Task StopSamplesAsync()
    {
        // A load that failed has failed the tests that asked for it.
        foreach (var shared in new[] { Samples, Released })
            if (shared.IsValueCreated && shared.Value.IsCompletedSuccessfully)
                await (await shared.Value).DisposeAsync();
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
        return await ServeAsync(Database, log, _isGuest, _state);
    }

    /// <summary>Stops serving in order, and keeps the state folder to look at.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (!_isGuest)
            await Database.DisposeAsync();
        Directory.Delete(_state, recursive: true);
    }

    private static async Task<RunningPortal> ReleaseSamplesAsync()
    {
        var portal = await WithOwnSamplesAsync();
        await PublishedRelease.MakeAsync(portal, "2025-Q4");
        return portal;
    }

    private static async Task<RunningPortal> ServeAsync(
        TestDatabase database,
        CapturedLog? log = null,
        bool isGuest = false,
        string? sameState = null
    )
    {
        var state = sameState ?? Directory.CreateTempSubdirectory("portal-state-").FullName;
        var app = Portal.Web.Program.Build(
            ["--environment", "Development", .. log is null ? [] : CapturedLog.Arguments],
            database.Portal,
            new StartOptions("http://127.0.0.1:0", state, Empty: true, [])
        );
        if (log is not null)
            app.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        await app.StartAsync();
        return new RunningPortal(app, database, state, isGuest);
    }
}
