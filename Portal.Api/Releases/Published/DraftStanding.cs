using Dapper;
using Portal.Api.Answers;
using Portal.Api.Database;

namespace Portal.Api.Releases.Published;

/// <summary>A release as whoever wants to open, publish or discard it finds it.</summary>
/// <param name="IsUpToDate">False when another one was published or opened after this one was begun: it was judged without that.</param>
/// <param name="IsOpened">Whether its figures were opened.</param>
internal sealed record DraftStanding(ReleaseState State, string StartedBy, bool IsUpToDate, bool IsOpened)
{
    public static readonly Refusal OutOfDate = new(
        StatusCodes.Status409Conflict,
        "DRAFT_OUT_OF_DATE",
        "Another release was published, or the figures of another draft were opened, after this draft was begun. "
            + "Discard it and make it again, so that both are judged together."
    );

    // Of two that are published or opened at once, the second must see the first.
    private const string OneAtATime = "SELECT pg_advisory_xact_lock(hashtext('portal.release'), 0)";

    private const string Draft = """
        SELECT r.state, r.started_by AS StartedBy,
          r.latest_before IS NOT DISTINCT FROM (
            SELECT p.release_id FROM release p WHERE p.state = 'PUBLISHED' ORDER BY p.published_at DESC LIMIT 1)
          AND r.opened_before = (SELECT count(*) FROM release o WHERE o.opened_at IS NOT NULL AND o.release_id <> r.release_id)
            AS IsUpToDate,
          r.opened_at IS NOT NULL AS IsOpened
        FROM release r WHERE r.release_id = @Id AND r.state <> 'DISCARDED'
        """;

    /// <summary>Keeps others from opening, publishing or discarding a release until the transaction ends.</summary>
    public static Task LockAsync(PortalTransaction transaction, CancellationToken cancellation) =>
        transaction.Connection.ExecuteAsync(transaction.Command(OneAtATime, null, cancellation));

    /// <summary>Reads a release and keeps others from being opened or published until the transaction ends.</summary>
    /// <param name="transaction">Of the release role.</param>
    /// <returns><c>null</c> when there is none with this id.</returns>
    public static async Task<DraftStanding?> ReadAsync(PortalTransaction transaction, string id, CancellationToken cancellation)
    {
        await LockAsync(transaction, cancellation);
        return await transaction.Connection.QuerySingleOrDefaultAsync<DraftStanding>(
            transaction.Command(Draft, new { Id = id }, cancellation)
        );
    }
}
