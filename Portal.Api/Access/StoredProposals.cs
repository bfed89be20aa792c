using Dapper;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.Access;

/// <summary>Reads, adds and uses up proposals in the scope of the transaction. One that has lapsed is as if it were not there.</summary>
/// <remarks>Source: docs/security.md, "Two people".</remarks>
internal static class StoredProposals
{
    private const string OfService = """
        SELECT reason, proposed_at AS ProposedAt, proposed_by AS ProposedBy, closes_on AS ClosesOn, last_period AS LastPeriod
        FROM service_proposal WHERE service_id = @ServiceId AND kind = @Kind AND proposed_at > @LapsedBefore
        """;

    private const string Open =
        "SELECT service_id FROM service_proposal WHERE kind = @Kind AND proposed_at > @LapsedBefore ORDER BY proposed_at, service_id";

    private const string DropLapsed =
        "DELETE FROM service_proposal WHERE service_id = @ServiceId AND kind = @Kind AND proposed_at <= @LapsedBefore";

    private const string Insert = """
        INSERT INTO service_proposal (service_id, kind, reason, closes_on, last_period, proposed_at, proposed_by)
        VALUES (@ServiceId, @Kind, @Reason, @ClosesOn, @LastPeriod, @ProposedAt, @ProposedBy)
        ON CONFLICT DO NOTHING
        """;

    private const string Drop =
        "DELETE FROM service_proposal WHERE service_id = @ServiceId AND kind = @Kind AND proposed_at > @LapsedBefore";

    private const string DropAny = "DELETE FROM service_proposal WHERE service_id = @ServiceId";

    // Who may confirm is decided where the proposal goes, so that two requests at once cannot both be right.
    private const string Take = """
        DELETE FROM service_proposal
        WHERE service_id = @ServiceId AND kind = @Kind AND reason = coalesce(@Reason, reason) AND proposed_at > @LapsedBefore
          AND (@Seen::timestamptz IS NULL OR date_trunc('second', proposed_at) = date_trunc('second', @Seen::timestamptz))
          AND (proposed_by <> @By OR (@IsAlone AND proposed_at <= @AloneBefore))
        RETURNING reason, proposed_at AS ProposedAt, proposed_by AS ProposedBy, closes_on AS ClosesOn, last_period AS LastPeriod
        """;

    /// <summary>The open proposal of a service, or <c>null</c>.</summary>
    public static async Task<ServiceProposal?> FindAsync(
        PortalTransaction transaction,
        int serviceId,
        ProposalKind kind,
        DateTimeOffset now,
        CancellationToken cancellation
    ) =>
        (
            await transaction.Connection.QuerySingleOrDefaultAsync<Row>(
                transaction.Command(OfService, Of(serviceId, kind, now), cancellation)
            )
        )?.Proposal;

    /// <summary>The services in scope that have an open proposal, the oldest proposal first.</summary>
    public static async Task<IReadOnlyList<int>> OpenAsync(
        PortalTransaction transaction,
        ProposalKind kind,
        DateTimeOffset now,
        CancellationToken cancellation
    ) => (await transaction.Connection.QueryAsync<int>(transaction.Command(Open, Of(0, kind, now), cancellation))).AsList();

    /// <summary>Adds a proposal in place of one that has lapsed.</summary>
    /// <returns>False when one is open, which stays as it is.</returns>
    public static async Task<bool> AddAsync(
        PortalTransaction transaction,
        int serviceId,
        ProposalKind kind,
        ServiceProposal proposal,
        CancellationToken cancellation
    )
    {
        await transaction.Connection.ExecuteAsync(transaction.Command(DropLapsed, Of(serviceId, kind, proposal.ProposedAt), cancellation));
        var row = new
        {
            ServiceId = serviceId,
            Kind = Codes.Of(kind),
            proposal.Reason,
            proposal.ClosesOn,
            LastPeriod = proposal.LastPeriod?.ToString(),
            ProposedAt = proposal.ProposedAt.UtcDateTime,
            proposal.ProposedBy,
        };
        return await transaction.Connection.ExecuteAsync(transaction.Command(Insert, row, cancellation)) == 1;
    }

    /// <summary>Removes the open proposal.</summary>
    /// <returns>False when there is none.</returns>
    public static async Task<bool> DropAsync(
        PortalTransaction transaction,
        int serviceId,
        ProposalKind kind,
        DateTimeOffset now,
        CancellationToken cancellation
    ) => await transaction.Connection.ExecuteAsync(transaction.Command(Drop, Of(serviceId, kind, now), cancellation)) == 1;

    /// <summary>Removes whatever is proposed of a service that is erased, also what a restored backup brought back.</summary>
    public static Task DropAnyAsync(PortalTransaction transaction, int serviceId, CancellationToken cancellation) =>
        transaction.Connection.ExecuteAsync(transaction.Command(DropAny, new { ServiceId = serviceId }, cancellation));

    /// <summary>Uses up the proposal that is carried out, in the transaction that does so.</summary>
    /// <param name="what">Its kind, the reason that it must have, and when the one that was looked at was made; <c>null</c>: any.</param>
    /// <param name="by">Who confirms, and whether nobody else could.</param>
    /// <returns><c>null</c> when there is no such proposal, or this person may not confirm it.</returns>
    public static async Task<ServiceProposal?> TakeAsync(
        PortalTransaction transaction,
        int serviceId,
        (ProposalKind Kind, string? Reason, DateTimeOffset? Seen) what,
        (string Person, bool IsAlone) by,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var row = new
        {
            ServiceId = serviceId,
            Kind = Codes.Of(what.Kind),
            what.Reason,
            Seen = what.Seen?.UtcDateTime,
            By = by.Person,
            by.IsAlone,
            AloneBefore = (now - ServiceProposal.Alone).UtcDateTime,
            LapsedBefore = LapsedBefore(now),
        };
        return (await transaction.Connection.QuerySingleOrDefaultAsync<Row>(transaction.Command(Take, row, cancellation)))?.Proposal;
    }

    private static object Of(int serviceId, ProposalKind kind, DateTimeOffset now) =>
        new
        {
            ServiceId = serviceId,
            Kind = Codes.Of(kind),
            LapsedBefore = LapsedBefore(now),
        };

    private static DateTime LapsedBefore(DateTimeOffset now) => (now - ServiceProposal.Life).UtcDateTime;

    private sealed class Row
    {
        public string Reason { get; init; } = "";

        public DateTime ProposedAt { get; init; }

        public string ProposedBy { get; init; } = "";

        public DateOnly? ClosesOn { get; init; }

        public string? LastPeriod { get; init; }

        public ServiceProposal Proposal =>
            new(Reason, new DateTimeOffset(DateTime.SpecifyKind(ProposedAt, DateTimeKind.Utc)), ProposedBy)
            {
                ClosesOn = ClosesOn,
                LastPeriod = Quarter.TryParse(LastPeriod, out var last) ? last : null,
            };
    }
}
