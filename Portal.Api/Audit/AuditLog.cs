using Dapper;
using Portal.Api.Database;

namespace Portal.Api.Audit;

/// <summary>Writes the log: append-only, each entry chained to the one before, in the transaction of what it tells.</summary>
public static class AuditLog
{
    /// <summary>Stands for the network in place of a service: sign-in, refused requests, the calendar.</summary>
    public const int Network = 0;

    // One writer at a time, over all services and nodes, from here to the end of the transaction.
    private const string OneAtATime = "SELECT pg_advisory_xact_lock(hashtext('portal.audit'), 0)";

    private const string Latest = "SELECT entry_number AS Number, hash FROM audit_link ORDER BY entry_number DESC LIMIT 1";

    private const string Insert = """
        INSERT INTO audit_link (entry_number, hash) VALUES (@Number, @Hash);
        INSERT INTO audit_entry (service_id, entry_number, happened_at, person_id, event, period, subject, detail)
        VALUES (@ServiceId, @Number, @At, @PersonId, @Name, @Period, @Subject, @Detail);
        """;

    /// <summary>
    /// Appends as the last step before the commit: it takes a lock that every other writer of the log waits for, so nothing slow and no other
    /// lock may come after it. Rolled back, the entry is gone with what it tells, and its number is used again.
    /// </summary>
    /// <param name="transaction">Of the application role, read committed, scoped to the event's service.</param>
    public static async Task AppendAsync(PortalTransaction transaction, AuditEvent happened, CancellationToken cancellation)
    {
        await transaction.Connection.ExecuteAsync(transaction.Command(OneAtATime, null, cancellation));
        // A statement of its own: it must see what the holder of the lock before has committed.
        var head = await HeadAsync(transaction, cancellation);
        var entry = new AuditEntry((head?.Number ?? 0) + 1, happened);
        var row = new
        {
            entry.Number,
            Hash = entry.Hash(head?.Hash ?? AuditEntry.Origin),
            happened.ServiceId,
            At = AuditEntry.Microseconds(happened.At),
            happened.PersonId,
            happened.Name,
            Period = happened.Period?.ToString(),
            happened.Subject,
            happened.Detail,
        };
        await transaction.Connection.ExecuteAsync(transaction.Command(Insert, row, cancellation));
    }

    /// <summary>Appends an event that changes nothing else, in a transaction of its own.</summary>
    public static async Task AppendAsync(PortalDatabase database, AuditEvent happened, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(
            database.Application,
            new Scope(happened.ServiceId == Network ? [] : [happened.ServiceId]),
            cancellation
        );
        await AppendAsync(transaction, happened, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>The latest link of the chain, or <c>null</c> while the log is empty.</summary>
    public static Task<AuditHead?> HeadAsync(PortalTransaction transaction, CancellationToken cancellation) =>
        transaction.Connection.QuerySingleOrDefaultAsync<AuditHead>(transaction.Command(Latest, null, cancellation));
}
