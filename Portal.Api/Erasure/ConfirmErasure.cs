using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;

namespace Portal.Api.Erasure;

/// <summary>The second person's answer to a proposal: the service is erased for good.</summary>
/// <remarks>Source: docs/security.md, "Erasing a whole service".</remarks>
public static class ConfirmErasure
{
    private static readonly Refusal NotProposed = new(
        StatusCodes.Status409Conflict,
        "ERASURE_NOT_PROPOSED",
        "Nobody proposes to erase this service, or the proposal has lapsed or was refused. Nothing was erased. "
            + "A whole service is erased only when one person proposes it and a second one confirms."
    );

    private static readonly Refusal SecondNeeded = new(
        StatusCodes.Status409Conflict,
        "SECOND_PERSON_NEEDED",
        "Whoever proposes to erase a service does not confirm it. Nothing was erased. Ask the lead of the service or another "
            + "administrator. Only where there is neither may the proposer confirm, after seven days."
    );

    /// <summary>Erases the service that somebody proposes to erase; a service that was erased before gives its receipt.</summary>
    /// <param name="caller">An administrator or a lead of the service, which the calling code has checked.</param>
    /// <returns>409 when nothing is proposed, or a second person must confirm.</returns>
    public static async Task<Answer<Erased>> RunAsync(
        PortalDatabase database,
        ErasureFile file,
        Caller caller,
        Service service,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if ((await ListProposals.FindAsync(database, service, clock, cancellation)).IsGiven(out var open))
            return await EraseRecords.RunAsync(database, file, caller, new ErasureOrder(service, null, open.Reason), clock, cancellation);
        return await ListErasures.OfServiceAsync(database, service, cancellation) is { } receipt
            ? new Erased(receipt, New: false)
            : NotProposed;
    }

    /// <summary>Uses up the proposal in the transaction that erases; it comes back if that fails.</summary>
    /// <returns>Why the caller may not erase; <c>null</c> when they may.</returns>
    internal static async Task<Refusal?> TakeAsync(
        PortalDatabase database,
        PortalTransaction transaction,
        ErasureOrder order,
        Caller caller,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var isAlone = !await SecondPerson.ExistsAsync(database, order.Service, caller.PersonId, cancellation);
        var what = (ProposalKind.Erasure, order.Reason, (DateTimeOffset?)null);
        if (await StoredProposals.TakeAsync(transaction, order.Service.Id, what, (caller.PersonId, isAlone), now, cancellation) is not null)
            return null;
        var open = await StoredProposals.FindAsync(transaction, order.Service.Id, ProposalKind.Erasure, now, cancellation);
        return open is not null && open.ProposedBy == caller.PersonId ? SecondNeeded : NotProposed;
    }
}
