using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Tombstones;

namespace Portal.Api.Erasure;

/// <summary>The open proposals to erase a whole service: all of them for administrators, that of the own service for its lead.</summary>
public static class ListProposals
{
    /// <summary>The open proposal of a service.</summary>
    /// <returns>404 when there is none.</returns>
    public static async Task<Answer<ErasureProposal>> FindAsync(
        PortalDatabase database,
        Service service,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(
            database.ForJob("READ_ERASURES").Application,
            new Scope([service.Id]),
            cancellation
        );
        return await ReadProposal.RunAsync(transaction, service, clock.GetUtcNow(), cancellation) is { } open ? open : Refusal.NotFound;
    }

    /// <summary>Every open proposal, the oldest first. For administrators only.</summary>
    public static async Task<IReadOnlyList<ErasureProposal>> AllAsync(
        PortalDatabase database,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var open = new List<ErasureProposal>();
        foreach (var service in await OpenAsync(database, clock, cancellation))
            if ((await FindAsync(database, service, clock, cancellation)).IsGiven(out var proposal))
                open.Add(proposal);
        return open;
    }

    private static async Task<IEnumerable<Service>> OpenAsync(PortalDatabase database, TimeProvider clock, CancellationToken cancellation)
    {
        IReadOnlyList<int> open;
        await using (var transaction = await ErasedServices.BeginAllAsync(database, cancellation))
            open = await StoredProposals.OpenAsync(transaction, ProposalKind.Erasure, clock.GetUtcNow(), cancellation);
        if (open.Count == 0)
            return [];
        var services = (await ReadAudit.ServicesAsync(database, cancellation)).ToDictionary(service => service.Id);
        return open.Select(id => services[id]);
    }
}
