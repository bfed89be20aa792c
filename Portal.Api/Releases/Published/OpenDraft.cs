using Dapper;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;

namespace Portal.Api.Releases.Published;

/// <summary>
/// Opens the figures of a draft for those who make releases. They count as seen from then on: a later release keeps back whatever differs
/// from them by a few families.
/// </summary>
/// <remarks>Source: docs/disclosure.md, "Differencing over time and filters", rule 3.</remarks>
public static class OpenDraft
{
    private const string Open = "UPDATE release SET opened_at = @Now, opened_by = @By WHERE release_id = @Id AND state = 'DRAFT'";

    /// <param name="caller">An analyst or an administrator.</param>
    /// <returns>The release; 409 when it is no draft, or when it was judged without another that has been seen since.</returns>
    public static async Task<Answer<Release>> RunAsync(
        PortalDatabase database,
        Caller caller,
        string id,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        await using (var transaction = await PortalTransaction.BeginAsync(database.Release, new Scope([], caller.PersonId), cancellation))
        {
            if (await DraftStanding.ReadAsync(transaction, id, cancellation) is not { } draft)
                return Refusal.NotFound;
            if (draft.State != ReleaseState.Draft)
                return new Refusal(
                    StatusCodes.Status409Conflict,
                    "NOT_A_DRAFT",
                    "Only the figures of a draft are opened; those of a published release are open."
                );
            if (!draft.IsOpened)
            {
                if (!draft.IsUpToDate)
                    return DraftStanding.OutOfDate;
                await transaction.Connection.ExecuteAsync(
                    transaction.Command(
                        Open,
                        new
                        {
                            Id = id,
                            Now = clock.GetUtcNow(),
                            By = caller.PersonId,
                        },
                        cancellation
                    )
                );
                await AuditLog.AppendAsync(
                    transaction,
                    new AuditEvent(AuditLog.Network, caller.PersonId, AuditEvents.ReleaseOpened, clock.GetUtcNow(), Subject: id),
                    cancellation
                );
                await transaction.CommitAsync(cancellation);
            }
        }

        return (await ReleaseRecords.AllAsync(database, id, cancellation))[0];
    }
}
