using Dapper;
using Npgsql;

namespace Portal.Api.Database;

/// <summary>
/// Tickets for what no session stands for: the portal's own work, and an administrator's on a service that is not the administrator's.
/// </summary>
/// <remarks>Source: docs/security.md, "Scope by ticket".</remarks>
public static class JobTicket
{
    /// <summary>Stands for the portal itself where a job has no person.</summary>
    public const string Portal = "portal";

    // Whoever issues one clears away those whose minute is over.
    private const string Issue = """
        WITH gone AS (DELETE FROM job_ticket WHERE expires_at <= clock_timestamp())
        INSERT INTO job_ticket (key_hash, job, person_id, service_ids) VALUES (@KeyHash, @Job, @PersonId, @ServiceIds)
        """;

    /// <summary>Writes a ticket that is good for a minute.</summary>
    /// <param name="signIn">Of the only role that may.</param>
    /// <param name="job">Code of the job: capitals and underscores.</param>
    /// <param name="scope">What the job may open; it names a person.</param>
    /// <returns>The key.</returns>
    internal static async ValueTask<string> IssueAsync(NpgsqlDataSource signIn, string job, Scope scope, CancellationToken cancellation)
    {
        var key = TicketKey.New();
        await using var connection = await signIn.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var row = new
        {
            KeyHash = TicketKey.Hash(key),
            Job = job,
            scope.PersonId,
            ServiceIds = scope.ServiceIds.ToArray(),
        };
        await connection.ExecuteAsync(new CommandDefinition(Issue, row, cancellationToken: cancellation)).ConfigureAwait(false);
        return key;
    }
}
