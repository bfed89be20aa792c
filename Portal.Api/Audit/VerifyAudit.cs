using System.Globalization;
using Dapper;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.Audit;

/// <summary>The first place where the log is not what was written.</summary>
/// <param name="Number">The first bad entry.</param>
/// <param name="Code">ENTRY_CHANGED, ENTRY_MISSING, ENTRY_TWICE, TAIL_MISSING, HEAD_DIFFERS or HEAD_UNREADABLE.</param>
/// <param name="Words">The same in words.</param>
public sealed record AuditFault(long Number, string Code, string Words);

/// <summary>What verification found.</summary>
/// <param name="Entries">Intact entries, counted from the first.</param>
/// <param name="Head">Hash of the last entry; <c>null</c> when there is no entry, or a fault.</param>
/// <param name="Fault"><c>null</c> when the whole chain verifies.</param>
/// <param name="ComparedWithFile">False when there is no head file yet; a missing tail then goes unnoticed.</param>
public sealed record AuditVerification(long Entries, string? Head, AuditFault? Fault, bool ComparedWithFile);

/// <summary>Recomputes the chain from its first entry and compares its head with the one kept outside the database.</summary>
public static class VerifyAudit
{
    // A full join, to see a link without an entry and an entry without a link; two entries with one number come one after the other.
    private const string Next = """
        SELECT number AS Number, l.hash, e.service_id AS ServiceId, e.happened_at AS At, e.person_id AS PersonId,
          e.event AS Name, e.period, e.subject, e.detail
        FROM (SELECT entry_number AS number FROM audit_link WHERE entry_number > @After
              UNION SELECT entry_number FROM audit_entry WHERE entry_number > @After
              ORDER BY 1 LIMIT 2000) AS numbers
        LEFT JOIN audit_link l ON l.entry_number = number
        LEFT JOIN audit_entry e ON e.entry_number = number
        ORDER BY number, e.service_id
        """;

    /// <param name="transaction">Repeatable read, and able to see every entry: of the
    /// schema's owner, or of the application role scoped to all services.</param>
    public static async Task<AuditVerification> RunAsync(PortalTransaction transaction, AuditHeadFile file, CancellationToken cancellation)
    {
        AuditHead? outside;
        try
        {
            outside = file.Read();
        }
        catch (InvalidDataException exception)
        {
            return new AuditVerification(0, null, new AuditFault(0, "HEAD_UNREADABLE", exception.Message), ComparedWithFile: false);
        }

        long last = 0;
        var hash = AuditEntry.Origin;
        AuditFault? fault = null;
        while (fault is null)
        {
            var rows = (
                await transaction.Connection.QueryAsync<Row>(transaction.Command(Next, new { After = last }, cancellation))
            ).AsList();
            if (rows.Count == 0)
                break;
            foreach (var row in rows)
            {
                fault =
                    Fault(row, last, hash)
                    ?? (
                        outside is not null && row.Number == outside.Number && row.Hash != outside.Hash
                            ? new AuditFault(
                                row.Number,
                                "HEAD_DIFFERS",
                                Words(row.Number, "is not the one that the head file names: the log was written anew up to here")
                            )
                            : null
                    );
                if (fault is not null)
                    break;
                (last, hash) = (row.Number, row.Hash!);
            }
        }

        if (fault is null && outside is not null && outside.Number > last)
            fault = new AuditFault(
                last + 1,
                "TAIL_MISSING",
                Words(last + 1, FormattableString.Invariant($"and those after it are missing: the head file knows {outside.Number}"))
            );
        return fault is null
            ? new AuditVerification(last, last == 0 ? null : hash, null, outside is not null)
            : new AuditVerification(fault.Number - 1, null, fault, outside is not null);
    }

    private static AuditFault? Fault(Row row, long last, string previous)
    {
        if (row.Number == last)
            return new AuditFault(row.Number, "ENTRY_TWICE", Words(row.Number, "is there twice"));
        if (row.Number != last + 1 || row.ServiceId is null)
            return new AuditFault(last + 1, "ENTRY_MISSING", Words(last + 1, "is missing"));
        return row.Entry().Hash(previous) == row.Hash
            ? null
            : new AuditFault(row.Number, "ENTRY_CHANGED", Words(row.Number, "is not as it was written"));
    }

    private static string Words(long number, string what) => string.Create(CultureInfo.InvariantCulture, $"Entry {number} {what}.");

    private sealed record Row(
        long Number,
        string? Hash,
        int? ServiceId,
        DateTime? At,
        string? PersonId,
        string? Name,
        string? Period,
        string? Subject,
        string? Detail
    )
    {
        // A period that is no longer a quarter cannot give the stored hash, so the entry is reported as changed, as it should be.
        public AuditEntry Entry() =>
            new(
                Number,
                new AuditEvent(
                    ServiceId!.Value,
                    PersonId!,
                    Name!,
                    new DateTimeOffset(DateTime.SpecifyKind(At!.Value, DateTimeKind.Utc)),
                    Quarter.TryParse(Period, out var quarter) ? quarter : null,
                    Subject,
                    Detail
                )
            );
    }
}
