using Dapper;
using Npgsql;

namespace Portal.Api.Database;

/// <summary>The server's settings on which "received" means "kept" rests; for the readiness probe.</summary>
public static class DurabilityCheck
{
    // synchronous_commit is judged as the application's own session sees it, since a role or database can lower it.
    private const string WeakSettings = """
        SELECT name FROM pg_settings
        WHERE (name IN ('fsync', 'full_page_writes', 'data_checksums') AND setting <> 'on')
           OR (name = 'synchronous_commit' AND setting = 'off')
        ORDER BY name
        """;

    /// <returns>Names of settings that could lose an acknowledged commit; empty on a durable server.</returns>
    public static async Task<IReadOnlyList<string>> WeakSettingsAsync(
        NpgsqlDataSource application,
        CancellationToken cancellation = default
    )
    {
        await using var connection = await application.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return (
            await connection.QueryAsync<string>(new CommandDefinition(WeakSettings, cancellationToken: cancellation)).ConfigureAwait(false)
        ).AsList();
    }
}
