using Dapper;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Portal.Api.Database;

namespace Portal.Tests.Database;

/// <summary>The PostgreSQL of the tests: joined when the first test asks, shared with the other test process.</summary>
public static class TestCluster
{
    // Copies of one template at once collide, also those of the other test process.
    private const string OneAtATime = "SELECT pg_advisory_lock(0)";
    private const string Next = "SELECT pg_advisory_unlock(0)";

    // What is granted inside a database is copied with it; what is granted on it is not.
    private const string CopyRights = """
        UPDATE pg_database SET (datdba, datacl) = (SELECT datdba, datacl FROM pg_database WHERE datname = @template) WHERE datname = @name
        """;

    private static readonly Lazy<Task<SharedCluster>> Joined = new(() => SharedCluster.JoinAsync(SharedFolder.OfThisBuild()));

    public static async Task StopAsync()
    {
        // A cluster that could not start has failed the tests that asked for it, with its reason.
        if (Joined.IsValueCreated && !Joined.Value.IsFaulted)
            await (await Joined.Value).DisposeAsync();
    }

    internal static Task<SharedCluster> JoinedAsync() => Joined.Value;

    /// <summary>Copies a database that nobody is connected to, with its rights.</summary>
    internal static async Task CloneAsync(string name, string template)
    {
        var cluster = await JoinedAsync();
        await using var connection = await cluster.Administration.OpenConnectionAsync();
        await connection.ExecuteAsync(OneAtATime, commandTimeout: 0);
        try
        {
            await connection.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy", commandTimeout: 0);
            await connection.ExecuteAsync(CopyRights, new { name, template });
        }
        finally
        {
            await connection.ExecuteAsync(Next);
        }
    }

    /// <summary>Makes a database with roles and nothing else.</summary>
    internal static async Task MakeEmptyAsync(string name)
    {
        await CloneAsync(name, "template1");
        using var reader = new StreamReader(typeof(PortalRole).Assembly.GetManifestResourceStream("roles.sql")!);
        await using var inside = new NpgsqlConnection((await JoinedAsync()).Administrator(name));
        await inside.ExecuteAsync(await reader.ReadToEndAsync());
    }

    /// <summary>
    /// Opens a database with its five logins, once more or for the first time. Every scope that a test asks for has a ticket of the job TEST.
    /// </summary>
    internal static async Task<PortalDatabase> OpenAsync(string name)
    {
        var cluster = await JoinedAsync();
        var settings = PortalRole.All.ToDictionary(
            role => "ConnectionStrings:" + role.ConnectionString,
            role => (string?)$"Host={cluster.Sockets};Username={role.Name};Database={name}"
        );
        return PortalDatabase.FromConfiguration(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).ForJob("TEST");
    }

    /// <summary>Drops a database, whoever is connected.</summary>
    internal static async Task DropAsync(string name)
    {
        await using var connection = await (await JoinedAsync()).Administration.OpenConnectionAsync();
        await connection.ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }
}
