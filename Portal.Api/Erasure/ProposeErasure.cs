using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Records;

namespace Portal.Api.Erasure;

/// <summary>Proposes to erase a whole service, and takes a proposal back. Neither erases anything.</summary>
/// <remarks>Source: docs/security.md, "Erasing a whole service".</remarks>
public static class ProposeErasure
{
    /// <summary>Proposes to erase a service. A proposal that is open stays as it is and is returned.</summary>
    /// <param name="caller">An administrator, which the calling code has checked.</param>
    /// <param name="reason">One of <see cref="EraseRecords.Reasons"/>.</param>
    /// <returns><c>null</c> when the service was erased before, so that there is nothing to propose.</returns>
    public static async Task<ErasureProposal?> RunAsync(
        PortalDatabase database,
        Caller caller,
        Service service,
        string reason,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var now = clock.GetUtcNow();
        await using var transaction = await PortalTransaction.BeginAsync(
            database.ForJob("PROPOSE_ERASURE", caller.PersonId).Application,
            new Scope([service.Id]),
            cancellation
        );
        // An erasure that is under way ends first, so that nothing is proposed of a service that is gone.
        await AggregateRefresh.LockAsync(transaction, service.Id, cancellation);
        if (await StoredErasures.FindAsync(transaction, service.Id, (null, null), cancellation) is not null)
            return null;
        var isNew = await StoredProposals.AddAsync(
            transaction,
            service.Id,
            ProposalKind.Erasure,
            new ServiceProposal(reason, now, caller.PersonId),
            cancellation
        );
        var open = await ReadProposal.RunAsync(transaction, service, now, cancellation);
        if (isNew)
        {
            await AuditLog.AppendAsync(
                transaction,
                new AuditEvent(service.Id, caller.PersonId, AuditEvents.ServiceErasureProposed, now, Detail: reason),
                cancellation
            );
            await transaction.CommitAsync(cancellation);
        }

        return open;
    }

    /// <summary>Takes the open proposal back, whoever made it: the proposer withdraws it, somebody else refuses.</summary>
    /// <param name="caller">An administrator or a lead of the service, which the calling code has checked.</param>
    /// <returns>The service's code; 404 when nothing is proposed.</returns>
    public static async Task<Answer<string>> WithdrawAsync(
        PortalDatabase database,
        Caller caller,
        Service service,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var now = clock.GetUtcNow();
        await using var transaction = await PortalTransaction.BeginAsync(
            database.ForJob("PROPOSE_ERASURE", caller.PersonId).Application,
            new Scope([service.Id]),
            cancellation
        );
        if (!await StoredProposals.DropAsync(transaction, service.Id, ProposalKind.Erasure, now, cancellation))
            return Refusal.NotFound;
        await AuditLog.AppendAsync(
            transaction,
            new AuditEvent(service.Id, caller.PersonId, AuditEvents.ServiceErasureWithdrawn, now),
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        return service.Code;
    }
}
