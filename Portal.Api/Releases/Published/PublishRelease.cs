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

    // Of two publications at once, the second must see the first.
    private const string OneAtATime = "SELECT pg_advisory_xact_lock(hashtext('portal.release'), 0)";

    private const string Draft = """
        SELECT r.state, r.started_by AS StartedBy, r.latest_before IS NOT DISTINCT FROM (
          SELECT p.release_id FROM release p WHERE p.state = 'PUBLISHED' ORDER BY p.published_at DESC LIMIT 1) AS IsUpToDate
        FROM release r WHERE r.release_id = @Id
        """;

    private const string Remove = "DELETE FROM release WHERE release_id = @Id AND state <> 'PUBLISHED'";

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
            await transaction.Connection.ExecuteAsync(transaction.Command(OneAtATime, null, cancellation));
            var draft = await transaction.Connection.QuerySingleOrDefaultAsync<DraftRow>(
                transaction.Command(Draft, new { Id = id }, cancellation)
            );
            if (draft is null)
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
                return new Refusal(
                    StatusCodes.Status409Conflict,
                    "DRAFT_OUT_OF_DATE",
                    "Another release was published after this draft was begun. "
                        + "Discard it and make it again, so that both are judged together."
                );
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

    /// <summary>Cancels a running release, or removes a draft or failed one. Only its audit entries remain.</summary>
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
        var draft = await transaction.Connection.QuerySingleOrDefaultAsync<DraftRow>(
            transaction.Command(Draft, new { Id = id }, cancellation)
        );
        if (draft is null)
            return Refusal.NotFound;
        if (await transaction.Connection.ExecuteAsync(transaction.Command(Remove, new { Id = id }, cancellation)) == 0)
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
        await transaction.Connection.ExecuteAsync(
            transaction.Command("DELETE FROM release WHERE state <> 'PUBLISHED'", null, cancellation)
        );
        await transaction.CommitAsync(cancellation);
    }

    private sealed record DraftRow(ReleaseState State, string StartedBy, bool IsUpToDate);
}
