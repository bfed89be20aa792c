using Dapper;
using Portal.Api.Database;

namespace Portal.Api.Erasure;

/// <summary>Reads, adds and uses up proposals in the scope of the transaction. One that has lapsed is as if it were not there.</summary>
/// <remarks>Source: docs/security.md, "Erasing a whole service".</remarks>
internal static class StoredProposals
{
    private const string OfService = """
        SELECT s.code AS Service, p.reason, p.proposed_at AS ProposedAt, p.proposed_by AS ProposedBy,
          (SELECT count(DISTINCT coalesce('F' || c.family_ref, 'C' || c.case_ref))::int FROM case_record c
           WHERE c.service_id = p.service_id) AS Families,
          (SELECT count(DISTINCT sent.period)::int FROM submission sent WHERE sent.service_id = p.service_id) AS Quarters
        FROM erasure_proposal p JOIN service s ON s.service_id = p.service_id
        WHERE p.service_id = @ServiceId AND p.proposed_at > @LapsedBefore
        """;

    private const string Open =
        "SELECT service_id FROM erasure_proposal WHERE proposed_at > @LapsedBefore ORDER BY proposed_at, service_id";

    private const string DropLapsed = "DELETE FROM erasure_proposal WHERE service_id = @ServiceId AND proposed_at <= @LapsedBefore";

    private const string Insert = """
        INSERT INTO erasure_proposal (service_id, reason, proposed_at, proposed_by) VALUES (@ServiceId, @Reason, @Now, @By)
        ON CONFLICT DO NOTHING
        """;

    private const string Drop = "DELETE FROM erasure_proposal WHERE service_id = @ServiceId AND proposed_at > @LapsedBefore";

    private const string DropAny = "DELETE FROM erasure_proposal WHERE service_id = @ServiceId";

    // Who may confirm is decided where the proposal goes, so that two requests at once cannot both be right.
    private const string Take = """
        DELETE FROM erasure_proposal WHERE service_id = @ServiceId AND reason = @Reason AND proposed_at > @LapsedBefore
          AND (proposed_by <> @By OR (@IsAlone AND proposed_at <= @AloneBefore))
        """;

    /// <summary>The open proposal of a service, or <c>null</c>.</summary>
    public static async Task<ErasureProposal?> FindAsync(
        PortalTransaction transaction,
        int serviceId,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var found = await transaction.Connection.QuerySingleOrDefaultAsync<Row>(
            transaction.Command(OfService, new { ServiceId = serviceId, LapsedBefore = LapsedBefore(now) }, cancellation)
        );
        if (found is null)
            return null;
        var at = new DateTimeOffset(DateTime.SpecifyKind(found.ProposedAt, DateTimeKind.Utc));
        return new ErasureProposal(
            found.Service,
            found.Reason,
            at,
            found.ProposedBy,
            at + ErasureProposal.Alone,
            at + ErasureProposal.Life,
            found.Families,
            found.Quarters
        );
    }

    /// <summary>The services in scope that have an open proposal, the oldest proposal first.</summary>
    public static async Task<IReadOnlyList<int>> OpenAsync(
        PortalTransaction transaction,
        DateTimeOffset now,
        CancellationToken cancellation
    ) =>
        (
            await transaction.Connection.QueryAsync<int>(transaction.Command(Open, new { LapsedBefore = LapsedBefore(now) }, cancellation))
        ).AsList();

    /// <summary>Adds a proposal in place of one that has lapsed.</summary>
    /// <returns>False when one is open, which stays as it is.</returns>
    public static async Task<bool> AddAsync(
        PortalTransaction transaction,
        ErasureOrder order,
        string by,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var row = new
        {
            ServiceId = order.Service.Id,
            order.Reason,
            Now = now.UtcDateTime,
            By = by,
            LapsedBefore = LapsedBefore(now),
        };
        await transaction.Connection.ExecuteAsync(transaction.Command(DropLapsed, row, cancellation));
        return await transaction.Connection.ExecuteAsync(transaction.Command(Insert, row, cancellation)) == 1;
    }

    /// <summary>Removes the open proposal.</summary>
    /// <returns>False when there is none.</returns>
    public static async Task<bool> DropAsync(
        PortalTransaction transaction,
        int serviceId,
        DateTimeOffset now,
        CancellationToken cancellation
    ) =>
        await transaction.Connection.ExecuteAsync(
            transaction.Command(Drop, new { ServiceId = serviceId, LapsedBefore = LapsedBefore(now) }, cancellation)
        ) == 1;

    /// <summary>Removes whatever proposal there is of a service that is erased, such as one that a restored backup brought back.</summary>
    public static Task DropAnyAsync(PortalTransaction transaction, int serviceId, CancellationToken cancellation) =>
        transaction.Connection.ExecuteAsync(transaction.Command(DropAny, new { ServiceId = serviceId }, cancellation));

    /// <summary>Uses up the proposal that an order carries out, in the transaction that erases.</summary>
    /// <param name="by">Who confirms, and whether nobody else could.</param>
    /// <returns>False when there is no such proposal, or this person may not confirm it.</returns>
    public static async Task<bool> TakeAsync(
        PortalTransaction transaction,
        ErasureOrder order,
        (string Person, bool IsAlone) by,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var row = new
        {
            ServiceId = order.Service.Id,
            order.Reason,
            By = by.Person,
            by.IsAlone,
            AloneBefore = (now - ErasureProposal.Alone).UtcDateTime,
            LapsedBefore = LapsedBefore(now),
        };
        return await transaction.Connection.ExecuteAsync(transaction.Command(Take, row, cancellation)) == 1;
    }

    private static DateTime LapsedBefore(DateTimeOffset now) => (now - ErasureProposal.Life).UtcDateTime;

    private sealed record Row(string Service, string Reason, DateTime ProposedAt, string ProposedBy, int Families, int Quarters);
}
