using System.Collections.Concurrent;
using Npgsql;
using Portal.Api.Database;

namespace Portal.Tests.Database;

/// <summary>
/// A copy of a template: one for each fixture, or for each test that needs its own. It is put back when it is disposed, and used again.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, ConcurrentBag<TestDatabase>> Used = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, Lazy<Task<DatabaseReset>>> Resets = new(StringComparer.Ordinal);
    private static int _count;

    private readonly string _name;
    private readonly string? _template;
    private readonly OwnServer? _server;

    private TestDatabase(PortalDatabase portal, string administrator, string name, string? template, OwnServer? server)
    {
        Portal = portal;
        AdministratorConnectionString = administrator;
        (_name, _template, _server) = (name, template, server);
    }

    /// <summary>The copy, with its five logins.</summary>
    public PortalDatabase Portal { get; }

    /// <summary>A connection string of the server's administrator, to arrange what the portal's own roles may not.</summary>
    public string AdministratorConnectionString { get; }

    /// <summary>Whether it holds the extracts of the sample network.</summary>
    internal bool HasSamples { get; private init; }

    /// <summary>A connection string of <paramref name="role"/>, for tests that start a whole portal on this database.</summary>
    public string ConnectionString(PortalRole role) =>
        new NpgsqlConnectionStringBuilder(AdministratorConnectionString) { Username = role.Name }.ConnectionString;

    /// <summary>Migrated, with nothing in it.</summary>
    public static Task<TestDatabase> CreateAsync() => CopyAsync(() => Templates.Migrated, isUsedAgain: true);

    /// <summary>With the sample services and people, and no extract.</summary>
    public static Task<TestDatabase> CreateWithServicesAsync() => CopyAsync(() => Templates.Services, isUsedAgain: true);

    /// <summary>With the sample network, loaded as <c>./run</c> loads it.</summary>
    public static Task<TestDatabase> CreateWithSamplesAsync() => CopyAsync(() => Templates.Samples, hasSamples: true);

    /// <summary>With the sample network and its published release of 2025-Q4.</summary>
    public static Task<TestDatabase> CreateWithReleaseAsync() => CopyAsync(() => Templates.Release, hasSamples: true);

    /// <summary>A database with roles and nothing else, for tests of the migrations themselves.</summary>
    public static Task<TestDatabase> CreateEmptyAsync() => CopyAsync(() => Templates.Empty);

    /// <summary>With the sample services and people, on a server that does nothing else: for tests that look into its files.</summary>
    internal static async Task<TestDatabase> CreateWithServicesAsync(OwnServer server)
    {
        var portal = await server.OpenAsync();
        await Templates.MigrateAsync(portal);
        await Templates.RegisterAsync(portal);
        return new TestDatabase(portal, server.Administrator, OwnServer.Database, null, server);
    }

    /// <summary>Opens the same database once more, as another node does.</summary>
    public Task<PortalDatabase> OpenAgainAsync() => _server is null ? TestCluster.OpenAsync(_name) : _server.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        if (_template is not null)
            Used.GetOrAdd(_template, _ => []).Add(this);
        else
            await DropAsync();
    }

    /// <summary>Puts the rows back to those of the template.</summary>
    /// <param name="whileNobodyReads">What belongs to the rows outside the database.</param>
    /// <returns>False when that is not possible: the database must then be dropped.</returns>
    internal async Task<bool> ResetAsync(Action whileNobodyReads)
    {
        var reset = await Resets[_template!].Value;
        await using var administrator = new NpgsqlConnection(AdministratorConnectionString);
        await administrator.OpenAsync();
        return await reset.RunAsync(administrator, whileNobodyReads);
    }

    /// <summary>Drops it for good.</summary>
    internal async Task DropAsync()
    {
        await Portal.DisposeAsync();
        await using (var pool = new NpgsqlConnection(AdministratorConnectionString))
            NpgsqlConnection.ClearPool(pool);
        // A server of one's own goes as a whole.
        if (_server is null)
            await TestCluster.DropAsync(_name);
    }

    private static async Task<TestDatabase> CopyAsync(Func<Task<string>> of, bool isUsedAgain = false, bool hasSamples = false)
    {
        NeedsDatabaseAttribute.Demand();
        var template = await of();
        while (isUsedAgain && Used.TryGetValue(template, out var used) && used.TryTake(out var again))
        {
            if (await again.ResetAsync(static () => { }))
                return again;
            await again.DropAsync();
        }

        var name = $"portal_test_{Environment.ProcessId}_{Interlocked.Increment(ref _count)}";
        await TestCluster.CloneAsync(name, template);
        var administrator = new NpgsqlConnectionStringBuilder((await TestCluster.JoinedAsync()).Administrator(name)) { Pooling = true };
        var copy = new TestDatabase(
            await TestCluster.OpenAsync(name),
            administrator.ConnectionString,
            name,
            isUsedAgain ? template : null,
            null
        )
        {
            HasSamples = hasSamples,
        };
        if (isUsedAgain)
            await Resets.GetOrAdd(template, _ => new Lazy<Task<DatabaseReset>>(copy.ReadAsync)).Value;
        return copy;
    }

    private async Task<DatabaseReset> ReadAsync()
    {
        await using var administrator = new NpgsqlConnection(AdministratorConnectionString);
        await administrator.OpenAsync();
        return await DatabaseReset.OfAsync(administrator);
    }
}
