using Dapper;
using Portal.Api.Access;
using Portal.Api.Database;

namespace Portal.Api.Erasure;

/// <summary>Reads the open proposal to erase a service with how much would go.</summary>
/// <remarks>Source: docs/security.md, "Erasing a whole service".</remarks>
internal static class ReadProposal
{
    private const string WouldGo = """
        SELECT (SELECT count(DISTINCT coalesce('F' || c.family_ref, 'C' || c.case_ref))::int FROM case_record c
          WHERE c.service_id = @Id) AS Families,
          (SELECT count(DISTINCT sent.period)::int FROM submission sent WHERE sent.service_id = @Id) AS Quarters
        """;

    /// <param name="transaction">In the scope of the service.</param>
    /// <returns><c>null</c> when nothing is proposed.</returns>
    public static async Task<ErasureProposal?> RunAsync(
        PortalTransaction transaction,
        Service service,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (await StoredProposals.FindAsync(transaction, service.Id, ProposalKind.Erasure, now, cancellation) is not { } open)
            return null;
        var (families, quarters) = await transaction.Connection.QuerySingleAsync<(int, int)>(
            transaction.Command(WouldGo, new { service.Id }, cancellation)
        );
        return new ErasureProposal(
            service.Code,
            open.Reason,
            open.ProposedAt,
            open.ProposedBy,
            open.AloneFrom,
            open.LapsesAt,
            families,
            quarters
        );
    }
}
