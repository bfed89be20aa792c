using Dapper;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.Releases;

/// <summary>
/// Rows of releases. The release job's role reads all of them for those who
/// make releases; the application role reads the published ones for everybody.
/// </summary>
public static class ReleaseRecords
{
    // No other node takes over the release of a node that died, so it is given up after a minute without a heartbeat.
    private const string GiveUp = """
        UPDATE release SET state = 'FAILED', step = 'INTERRUPTED'
        WHERE state = 'RUNNING' AND (@Alone OR beat_at < @Now - interval '60 seconds')
        """;

    private const string All = """
        SELECT release_id AS Id, quarter, state, note, corrects, content_hash AS ContentHash, frozen_at AS FrozenAt,
          published_at AS PublishedAt, started_at AS StartedAt, started_by AS StartedBy, published_by AS PublishedBy,
          opened_at AS OpenedAt, opened_by AS OpenedBy, step, steps_done AS StepsDone, steps_total AS StepsTotal
        FROM release WHERE state <> 'DISCARDED' AND (@Id::text IS NULL OR release_id = @Id) ORDER BY started_at DESC, release_id
        """;

    private const string Published = """
        SELECT release_id AS Id, quarter, state, note, corrects, content_hash AS ContentHash, frozen_at AS FrozenAt,
          published_at AS PublishedAt
        FROM release WHERE @Id::text IS NULL OR release_id = @Id ORDER BY published_at DESC, release_id
        """;

    /// <summary>Ends releases that no node is making any more.</summary>
    /// <param name="alone">True when nobody can be making a release, because the portal is starting on its own embedded database.</param>
    public static async Task GiveUpAsync(PortalDatabase database, TimeProvider clock, CancellationToken cancellation, bool alone = false)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Release, Scope.None, cancellation);
        await transaction.Connection.ExecuteAsync(
            transaction.Command(GiveUp, new { Now = clock.GetUtcNow(), Alone = alone }, cancellation)
        );
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>All releases, latest first, including drafts, running and failed ones; discarded ones are gone.</summary>
    /// <param name="id">One release, or <c>null</c> for all.</param>
    public static async Task<IReadOnlyList<Release>> AllAsync(PortalDatabase database, string? id, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Release, Scope.None, cancellation);
        return
        [
            .. (await transaction.Connection.QueryAsync<ReleaseRow>(transaction.Command(All, new { Id = id }, cancellation))).Select(row =>
                row.ToRelease()
            ),
        ];
    }

    /// <summary>Published releases, latest first.</summary>
    /// <param name="id">One release, or <c>null</c> for all.</param>
    public static async Task<IReadOnlyList<Release>> PublishedAsync(PortalDatabase database, string? id, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, Scope.None, cancellation);
        return
        [
            .. (await transaction.Connection.QueryAsync<ReleaseRow>(transaction.Command(Published, new { Id = id }, cancellation))).Select(
                row => row.ToRelease()
            ),
        ];
    }

    private sealed class ReleaseRow
    {
        public string Id { get; init; } = "";

        public Quarter Quarter { get; init; }

        public ReleaseState State { get; init; }

        public string Note { get; init; } = "";

        public string? Corrects { get; init; }

        public string? ContentHash { get; init; }

        public DateTimeOffset? FrozenAt { get; init; }

        public DateTimeOffset? PublishedAt { get; init; }

        public DateTimeOffset? StartedAt { get; init; }

        public string? StartedBy { get; init; }

        public string? PublishedBy { get; init; }

        public DateTimeOffset? OpenedAt { get; init; }

        public string? OpenedBy { get; init; }

        public string? Step { get; init; }

        public int StepsDone { get; init; }

        public int StepsTotal { get; init; }

        public Release ToRelease() =>
            new(
                Id,
                Quarter,
                State,
                Note,
                Corrects,
                // The hash of closed figures would let somebody try out guesses.
                State == ReleaseState.Draft
                && OpenedAt is null
                    ? null
                    : ContentHash,
                FrozenAt,
                PublishedAt,
                StartedAt,
                StartedBy,
                PublishedBy,
                OpenedAt,
                OpenedBy,
                State is ReleaseState.Running or ReleaseState.Failed ? new ReleaseProgress(Step ?? "", StepsDone, StepsTotal) : null
            );
    }
}
