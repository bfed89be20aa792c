using Dapper;
using Npgsql;

namespace Portal.Api.Database;

/// <summary>Checks, for the readiness probe, the server settings without which "received" would not mean "kept".</summary>
public static class DurabilityCheck
{
    // synchronous_commit is read in the application's own session, because a role or database can lower it.
    private const string WeakSettings = """
        SELECT name FROM pg_settings
        WHERE (name IN ('fsync', 'full_page_writes', 'data_checksums') AND setting <> 'on')
           OR (name = 'synchronous_commit' AND setting = 'off')
        ORDER BY name
        """;

    /// <returns>Names of the settings that could lose an acknowledged commit; empty on a durable server.</returns>
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
