using Dapper;
using Npgsql;
using Portal.Api.Database;
using Portal.Api.Samples;

namespace Portal.Tests.Database;

/// <summary>A fresh copy of the migrated database, dropped when disposed; one for each fixture, or for each test that needs its own.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly SemaphoreSlim OneAtATime = new(1);
    private static readonly Lazy<Task<string>> Samples = new(LoadSamplesAsync);
    private static int _count;

    private readonly string _administration;
    private readonly string _name;

    private TestDatabase(PortalDatabase portal, string administration, string name)
    {
        Portal = portal;
        _administration = administration;
        _name = name;
    }

    /// <summary>The copy, with its four logins.</summary>
    public PortalDatabase Portal { get; }

    /// <summary>A connection string of <paramref name="role"/>, for tests that start a whole portal on this database.</summary>
    public string ConnectionString(PortalRole role) =>
        new NpgsqlConnectionStringBuilder(_administration)
        {
            Username = role.Name,
            Database = _name,
            Pooling = true,
        }.ConnectionString;

    /// <summary>A connection string of the server's administrator, to arrange what the portal's own roles may not.</summary>
    public string AdministratorConnectionString => new NpgsqlConnectionStringBuilder(_administration) { Database = _name }.ConnectionString;

    /// <summary>Copies the migrated template.</summary>
    public static Task<TestDatabase> CreateAsync() => CreateAsync(TestCluster.Template);

    /// <summary>Copies the sample network, which is loaded once in a run as <c>./run</c> loads it.</summary>
    public static async Task<TestDatabase> CreateWithSamplesAsync() => await CreateAsync(await Samples.Value);

    /// <summary>A database with roles and nothing else, for tests of the migrations themselves.</summary>
    public static Task<TestDatabase> CreateEmptyAsync() => CreateAsync("template1");

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        await AdministerAsync(_administration, "DROP DATABASE IF EXISTS " + _name + " WITH (FORCE)");
    }

    private static async Task<string> LoadSamplesAsync()
    {
        var loaded = await CreateAsync();
        using var words = new StringWriter();
        if (!await SampleLoad.RunAsync(loaded.Portal, RepositoryFolders.SampleExtracts, TimeProvider.System, words, CancellationToken.None))
            throw new InvalidOperationException(words.ToString());
        // Nobody may be connected to a database that is copied.
        await loaded.Portal.DisposeAsync();
        return loaded._name;
    }

    private static async Task<TestDatabase> CreateAsync(string template)
    {
        var server = await TestCluster.ServerAsync();
        var administration = server.ConnectionString("postgres", "postgres") + ";Pooling=false";
        var name = "portal_test_" + Interlocked.Increment(ref _count);
        // Two copies of one template at once collide, and so do two GRANTs on the same roles.
        await OneAtATime.WaitAsync();
        try
        {
            await AdministerAsync(administration, "CREATE DATABASE " + name + " TEMPLATE " + template);
            return new TestDatabase(await PortalDatabase.FromEmbeddedServerAsync(server, name), administration, name);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private static async Task AdministerAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.ExecuteAsync(sql);
    }
}
