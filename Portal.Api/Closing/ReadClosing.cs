using Portal.Api.Access;
using Portal.Api.Administration;

namespace Portal.Api.Closing;

/// <summary>Whether services are closed, and what is proposed about them.</summary>
public static class ReadClosing
{
    /// <param name="call">Of an administrator, or of a lead of the service.</param>
    public static async Task<ClosingState> RunAsync(AdministrationCall call, Service service, CancellationToken cancellation)
    {
        await using var transaction = await call.BeginAsync(service, cancellation);
        return ClosingState.Of(
            service,
            await ClosedServices.FindAsync(transaction, service.Id, cancellation),
            await StoredProposals.FindAsync(transaction, service.Id, ProposalKind.Closing, call.Now, cancellation)
        );
    }

    /// <summary>Every open proposal, the oldest first.</summary>
    /// <param name="call">Of an administrator.</param>
    public static async Task<IReadOnlyList<ClosingProposal>> ProposedAsync(AdministrationCall call, CancellationToken cancellation)
    {
        await using var transaction = await call.BeginAsync(null, cancellation);
        var ids = await StoredProposals.OpenAsync(transaction, ProposalKind.Closing, call.Now, cancellation);
        if (ids.Count == 0)
            return [];
        var services = (await ServiceRegistry.AllAsync(transaction, cancellation)).ToDictionary(service => service.Id);
        var open = new List<ClosingProposal>();
        foreach (var id in ids)
            if (await StoredProposals.FindAsync(transaction, id, ProposalKind.Closing, call.Now, cancellation) is { } found)
                open.Add(ClosingProposal.Of(services[id], found));
        return open;
    }
}
