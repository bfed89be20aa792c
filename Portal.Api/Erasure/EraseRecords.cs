using Dapper;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Records;
using Portal.Api.Releases.Published;
using Portal.Api.Submissions.Storing;
using Portal.Api.Tombstones;

namespace Portal.Api.Erasure;

/// <param name="Service">A service of the registry.</param>
/// <param name="CaseRef">The reference of the case as the service sends it; <c>null</c> for the whole service.</param>
/// <param name="Reason">One of <see cref="EraseRecords.Reasons"/>.</param>
public sealed record ErasureOrder(Service Service, string? CaseRef, string Reason);

/// <summary>An erasure and its receipt.</summary>
/// <param name="New">False when the same was erased before, so that nothing changed.</param>
public sealed record Erased(ErasureReceipt Receipt, bool New);

/// <summary>
/// Erases a case or a whole service: rows of all submissions, drafts, and
/// what was counted from them. A case goes with every reference that looks
/// like its own. A tombstone stays. It cannot be undone.
/// </summary>
public static class EraseRecords
{
    /// <summary>The reasons that an administrator can give; a check constraint in the database allows the same ones.</summary>
    public static readonly IReadOnlyList<string> Reasons =
    [
        "REQUEST_OF_FAMILY",
        "CONSENT_WITHDRAWN",
        "SENT_BY_MISTAKE",
        "COURT_OR_REGULATOR",
        "OTHER",
    ];

    private static readonly Refusal NotWritten = new(
        StatusCodes.Status507InsufficientStorage,
        "ERASURE_NOT_WRITTEN",
        "The file of erasures in the state folder could not be written, so nothing was erased. "
            + "Make room or make it writable, then try again."
    );

    // The frozen cells of a release stay; moments by band, and a service's own exact figures beside them, are not released and go.
    private const string EndMoments = """
        DELETE FROM workspace_group WHERE service_id = @ServiceId;
        DELETE FROM workspace_part WHERE service_id = @ServiceId;
        DELETE FROM workspace_profile WHERE service_id = @ServiceId
        """;

    private const string EndOwnFigures = "DELETE FROM release_for_service WHERE service_id = @ServiceId";

    // An erased service has nothing to share, no charts to note on and no words of its own; what readers have taken stays with them.
    private const string EndReports =
        "DELETE FROM report_share WHERE service_id = @ServiceId; DELETE FROM service_report WHERE service_id = @ServiceId; "
        + "DELETE FROM quarter_note WHERE service_id = @ServiceId; DELETE FROM service_mapping WHERE service_id = @ServiceId";

    private const string End =
        "UPDATE submission SET state = 'ERASED', erased_at = @At WHERE service_id = @ServiceId AND state = 'ACCEPTED'";

    /// <summary>
    /// Erases and commits. Refused as not found when no submission has a row
    /// of the case; a repeated erasure returns the receipt of the first. A whole service
    /// takes an open proposal of somebody else, which is used up.
    /// </summary>
    /// <param name="caller">
    /// An administrator, or for a whole service also its lead, which the calling code has checked.
    /// </param>
    public static async Task<Answer<Erased>> RunAsync(
        PortalDatabase database,
        ErasureFile file,
        Caller caller,
        ErasureOrder order,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var service = order.Service;
        await using var transaction = await PortalTransaction.BeginAsync(
            database.ForJob("ERASE", caller.PersonId).Application,
            new Scope([service.Id]),
            cancellation
        );
        await AggregateRefresh.LockAsync(transaction, service.Id, cancellation);
        var keys = await StoredTombstones.KeysAsync(transaction, cancellation);
        var (caseKey, seenKey) = order.CaseRef is { } named
            ? (keys.Of(service.Id, named), keys.OfSeen(service.Id, named))
            : ((string?)null, (string?)null);
        var caseRefs = order.CaseRef is { } one ? await RecordTables.LookalikesAsync(transaction, service.Id, one, cancellation) : null;
        if (await StoredErasures.FindAsync(transaction, service.Id, (caseKey, seenKey), cancellation) is { } standing)
        {
            if (caseRefs is not { Count: > 0 })
                return new Erased(ErasureReceipt.Of(service.Code, standing), New: false);
            // A tombstone of old did not know what the case looks like, so that references like it stayed: this one is about them.
            caseKey = keys.Of(service.Id, caseRefs[0]);
        }

        var now = clock.GetUtcNow();
        if (order.CaseRef is null && await ConfirmErasure.TakeAsync(database, transaction, order, caller, now, cancellation) is { } refusal)
            return refusal;
        // Whole seconds, so that today's receipt equals the one that is read back tomorrow.
        var at = new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero);
        await EmptyFingerprints.RunAsync(database, transaction, service.Id, caseRefs, cancellation);
        var (deleted, drafts) = await DeleteAsync(transaction, service.Id, caseRefs, at, cancellation);
        if (caseKey is not null && deleted.Rows.Total == 0)
            return Refusal.NotFound;
        var erasure = new StoredErasure(
            Guid.CreateVersion7(now),
            service.Id,
            caseKey,
            order.Reason,
            at,
            caller.PersonId,
            deleted.BySubmission.Count,
            deleted.Rows,
            drafts,
            seenKey
        );
        await AggregateRefresh.RunAsync(transaction, service.Id, cancellation);
        await StoredErasures.AddAsync(transaction, erasure, cancellation);
        try
        {
            // Written before the commit, so that every acknowledged erasure is in the
            // file. If the transaction fails, the next start carries the line out.
            file.Append([new ErasureLine(keys.DatabaseMark, service.Code, erasure)]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return NotWritten;
        }

        // From here on the erasure is finished even if the caller disconnects.
        await AuditLog.AppendAsync(transaction, Happened(erasure), CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        // Drafts contain what was erased; made again, they do not.
        await PublishRelease.DropUnpublishedAsync(database, CancellationToken.None);
        return new Erased(ErasureReceipt.Of(service.Code, erasure), New: true);
    }

    /// <summary>
    /// Deletes rows and drafts. For a whole service (<paramref name="caseRefs"/> is
    /// <c>null</c>) it also ends what stands. The transaction must hold the service's lock.
    /// </summary>
    internal static async Task<(RecordCount Deleted, int Drafts)> DeleteAsync(
        PortalTransaction transaction,
        int serviceId,
        IReadOnlyList<string>? caseRefs,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        var deleted = await RecordTables.DeleteAsync(transaction, serviceId, caseRefs, at, cancellation);
        await transaction.Connection.ExecuteAsync(transaction.Command(EndMoments, new { ServiceId = serviceId }, cancellation));
        if (caseRefs is null)
        {
            await transaction.Connection.ExecuteAsync(transaction.Command(EndOwnFigures, new { ServiceId = serviceId }, cancellation));
            await transaction.Connection.ExecuteAsync(transaction.Command(EndReports, new { ServiceId = serviceId }, cancellation));
            await transaction.Connection.ExecuteAsync(transaction.Command(End, new { ServiceId = serviceId, At = at }, cancellation));
            await StoredProposals.DropAnyAsync(transaction, serviceId, cancellation);
        }

        return (deleted, await Drafts.DeleteAllAsync(transaction, serviceId, cancellation));
    }

    private static AuditEvent Happened(StoredErasure erasure) =>
        new(
            erasure.ServiceId,
            erasure.By,
            erasure.IsWholeService ? AuditEvents.ServiceErased : AuditEvents.CaseErased,
            erasure.At,
            Subject: erasure.Id.ToString(),
            Detail: erasure.Reason
        );
}
