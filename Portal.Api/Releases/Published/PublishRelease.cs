using Dapper;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Releases.Making;

namespace Portal.Api.Releases.Published;

/// <summary>Publishes a draft, which takes a second person, or removes a release that is not published.</summary>
public static class PublishRelease
{
    private const string Publish = """
        UPDATE release SET state = 'PUBLISHED', published_at = @Now, published_by = @By
        WHERE release_id = @Id AND state = 'DRAFT' AND started_by <> @By
        """;

    // What was seen of a draft stays known to later releases; its texts and figures go.
    private const string Remove = """
        WITH seen AS (
          UPDATE release SET state = 'DISCARDED', content = NULL, content_hash = NULL, reasons = NULL, submissions = NULL, frozen_at = NULL
          WHERE (@Id::text IS NULL OR release_id = @Id) AND state = 'DRAFT' AND opened_at IS NOT NULL
          RETURNING release_id
        ), unseen AS (
          DELETE FROM release
          WHERE (@Id::text IS NULL OR release_id = @Id) AND state IN ('RUNNING', 'FAILED', 'DRAFT') AND opened_at IS NULL
          RETURNING release_id
        )
        SELECT count(*) FROM (SELECT FROM seen UNION ALL SELECT FROM unseen) removed
        """;

    private const string RemoveFigures = """
        DELETE FROM release_for_service p USING release r WHERE r.release_id = p.release_id AND r.state = 'DISCARDED';
        DELETE FROM service_report p USING release r WHERE r.release_id = p.release_id AND r.state = 'DISCARDED';
        DELETE FROM workspace_group p USING release r WHERE r.release_id = p.release_id AND r.state = 'DISCARDED';
        DELETE FROM workspace_part p USING release r WHERE r.release_id = p.release_id AND r.state = 'DISCARDED';
        DELETE FROM workspace_profile p USING release r WHERE r.release_id = p.release_id AND r.state = 'DISCARDED';
        """;

    /// <param name="caller">An analyst or the administrator, but not the person who started it.</param>
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
                return new Refusal(StatusCodes.Status409Conflict, "NOT_A_DRAFT", "Only a draft can be published, and only once.");
            if (draft.StartedBy == caller.PersonId)
                return new Refusal(
                    StatusCodes.Status409Conflict,
                    "SAME_PERSON",
                    "Whoever made a release does not approve it. Ask another analyst or the administrator."
                );
            if (!draft.IsUpToDate)
                return DraftStanding.OutOfDate;
            await transaction.Connection.ExecuteAsync(
                transaction.Command(
                    Publish,
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
                new AuditEvent(AuditLog.Network, caller.PersonId, AuditEvents.ReleasePublished, clock.GetUtcNow(), Subject: id),
                cancellation
            );
            await transaction.CommitAsync(cancellation);
        }

        return (await ReleaseRecords.AllAsync(database, id, cancellation))[0];
    }

    /// <summary>
    /// Cancels a running release, or removes a draft or failed one. Its audit entries remain, and when its figures were opened, who was
    /// behind them.
    /// </summary>
    public static async Task<Answer<string>> DiscardAsync(
        PortalDatabase database,
        ReleaseJobs jobs,
        Caller caller,
        string id,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Release, new Scope([], caller.PersonId), cancellation);
        if (await DraftStanding.ReadAsync(transaction, id, cancellation) is null)
            return Refusal.NotFound;
        if (await RemoveAsync(transaction, id, cancellation) == 0)
            return new Refusal(
                StatusCodes.Status409Conflict,
                "PUBLISHED_FOR_GOOD",
                "A published release stays. A correction is a new release."
            );
        await AuditLog.AppendAsync(
            transaction,
            new AuditEvent(AuditLog.Network, caller.PersonId, AuditEvents.ReleaseDiscarded, clock.GetUtcNow(), Subject: id),
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        jobs.Stop(id);
        return id;
    }

    /// <summary>
    /// Removes everything unpublished, because data that it was made from have been erased. A running release notices and stops.
    /// </summary>
    public static async Task DropUnpublishedAsync(PortalDatabase database, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Release, Scope.None, cancellation);
        // A draft that is being opened at this moment must not be left over.
        await DraftStanding.LockAsync(transaction, cancellation);
        await RemoveAsync(transaction, null, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task<long> RemoveAsync(PortalTransaction transaction, string? id, CancellationToken cancellation)
    {
        var removed = await transaction.Connection.ExecuteScalarAsync<long>(transaction.Command(Remove, new { Id = id }, cancellation));
        await transaction.Connection.ExecuteAsync(transaction.Command(RemoveFigures, null, cancellation));
        return removed;
    }
}
