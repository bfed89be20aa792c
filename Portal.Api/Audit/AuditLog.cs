using Dapper;
using Portal.Api.Database;

namespace Portal.Api.Audit;

/// <summary>Writes the append-only log. Each entry is chained to the one before and commits with the change that it records.</summary>
public static class AuditLog
{
    /// <summary>Stands for the whole network where an entry has no service: sign-ins, refused requests, the calendar.</summary>
    public const int Network = 0;

    private const string Latest = "SELECT entry_number AS Number, hash FROM audit_link ORDER BY entry_number DESC LIMIT 1";

    // The function sets number, time and hash, and takes nobody but the person of the scope; see 0032_open_scope_by_ticket.sql.
    private const string Append = "SELECT append_audit(@ServiceId, @PersonId, @Name, @Period, @Subject, @Detail)";

    /// <summary>
    /// Appends an entry; call it last before the commit. It takes a lock that every other writer of the log waits for, so nothing slow and
    /// no other lock may follow. A rollback removes the entry together with the change, and its number is used again.
    /// </summary>
    /// <param name="transaction">Read committed, with the event's person and service in its scope.</param>
    public static Task AppendAsync(PortalTransaction transaction, AuditEvent happened, CancellationToken cancellation) =>
        transaction.Connection.ExecuteAsync(
            transaction.Command(
                Append,
                new
                {
                    happened.ServiceId,
                    happened.PersonId,
                    happened.Name,
                    Period = happened.Period?.ToString(),
                    happened.Subject,
                    happened.Detail,
                },
                cancellation
            )
        );

    /// <summary>Appends an event that comes with no other change, in its own transaction.</summary>
    public static async Task AppendAsync(PortalDatabase database, AuditEvent happened, CancellationToken cancellation)
    {
        await using var transaction = AuditEvents.OfSignIn.Contains(happened.Name)
            ? await PortalTransaction.BeginAsync(database.SignIn, cancellation)
            : await PortalTransaction.BeginAsync(
                database.Application,
                new Scope(happened.ServiceId == Network ? [] : [happened.ServiceId], happened.PersonId),
                cancellation
            );
        await AppendAsync(transaction, happened, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>The latest link of the chain, or <c>null</c> while the log is empty.</summary>
    public static Task<AuditHead?> HeadAsync(PortalTransaction transaction, CancellationToken cancellation) =>
        transaction.Connection.QuerySingleOrDefaultAsync<AuditHead>(transaction.Command(Latest, null, cancellation));
}
