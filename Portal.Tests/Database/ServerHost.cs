using Dapper;
using Npgsql;
using Portal.Api.Database.Embedded;

namespace Portal.Tests.Database;

/// <summary>The test assembly's own entry point: a stand-in for a portal that a test starts as a process and kills.</summary>
public static class ServerHost
{
    public const int Written = 99;

    /// <summary>Starts a server on the folder given, commits a row, says so on standard output and serves until it is killed.</summary>
    public static async Task<int> Main(string[] arguments)
    {
        await using var server = await EmbeddedServer.StartAsync(new EmbeddedServerOptions(arguments[0]));
        await WriteAsync(server, Written);
        Console.WriteLine($"serving {server.ProcessId} {server.Folder}");
        await server.Ended;
        return 1;
    }

    public static async Task WriteAsync(EmbeddedServer server, int value)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString("postgres", "postgres") + ";Pooling=false");
        await connection.ExecuteAsync("CREATE TABLE kept (value int); INSERT INTO kept VALUES (@value)", new { value });
    }
}
