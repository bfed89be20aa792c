using Portal.Api.Access;
using Portal.Api.Administration;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Calendar;
using Portal.Api.Periods;
using Portal.Api.Records;

namespace Portal.Api.Closing;

/// <summary>Proposes to close a service, and takes a proposal back. Neither closes anything.</summary>
/// <remarks>Source: docs/security.md, "Closing a service".</remarks>
public static class ProposeClosing
{
    /// <summary>Why a service can be closed; a check constraint in the database allows the same reasons.</summary>
    public static readonly IReadOnlyList<string> Reasons = ["ENDED", "MERGED", "LEFT_NETWORK", "OTHER"];

    private static readonly Refusal Malformed = new(
        StatusCodes.Status400BadRequest,
        "CLOSING_MALFORMED",
        "Send on (the last day of the service, from when it opened to a year from today), lastPeriod (the last quarter that it sends, such "
            + "as 2025-Q4, not after the quarter of that day; null for that quarter) and reason, which is one of "
            + $"{string.Join(", ", Reasons)}. Nothing was proposed."
    );

    internal static readonly Refusal ClosedAlready = new(
        StatusCodes.Status409Conflict,
        "SERVICE_CLOSED_ALREADY",
        "This service is closed already. To close it on another day, reopen it first."
    );

    /// <summary>Proposes to close a service and tells those concerned. A proposal that is open stays as it is and is returned.</summary>
    /// <param name="call">Of an administrator.</param>
    /// <returns>400 CLOSING_MALFORMED, 409 SERVICE_CLOSED_ALREADY.</returns>
    public static async Task<Answer<ClosingProposal>> RunAsync(
        AdministrationCall call,
        Service service,
        ClosingRequest asked,
        CancellationToken cancellation
    )
    {
        var life = await ServiceLife.ReadAsync(call.Database, service, cancellation);
        if (Read(asked, life.Opened, call.Day.Today) is not { } closing)
            return Malformed;
        var now = call.Now;
        await using var transaction = await call.BeginAsync(service, cancellation);
        // A confirmation that is under way ends first, so that nothing is proposed of a service that is just being closed.
        await AggregateRefresh.LockAsync(transaction, service.Id, cancellation);
        if (await ClosedServices.FindAsync(transaction, service.Id, cancellation) is not null)
            return ClosedAlready;
        var proposal = new ServiceProposal(closing.Reason, now, call.Caller.PersonId)
        {
            ClosesOn = closing.On,
            LastPeriod = closing.LastPeriod,
        };
        if (!await StoredProposals.AddAsync(transaction, service.Id, ProposalKind.Closing, proposal, cancellation))
            return ClosingProposal.Of(
                service,
                (await StoredProposals.FindAsync(transaction, service.Id, ProposalKind.Closing, now, cancellation))!
            );
        await TellOfClosing.ProposedAsync(transaction, call, service, proposal, cancellation);
        await AuditLog.AppendAsync(
            transaction,
            new AuditEvent(
                service.Id,
                call.Caller.PersonId,
                AuditEvents.ServiceClosingProposed,
                now,
                closing.LastPeriod,
                Detail: closing.Reason
            ),
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        return ClosingProposal.Of(service, proposal);
    }

    /// <summary>Takes the open proposal back, whoever made it: the proposer withdraws it, somebody else refuses.</summary>
    /// <param name="call">Of an administrator, or of a lead of the service.</param>
    /// <returns>The service's code; 404 when nothing is proposed.</returns>
    public static async Task<Answer<string>> WithdrawAsync(AdministrationCall call, Service service, CancellationToken cancellation)
    {
        await using var transaction = await call.BeginAsync(service, cancellation);
        if (!await StoredProposals.DropAsync(transaction, service.Id, ProposalKind.Closing, call.Now, cancellation))
            return Refusal.NotFound;
        await AuditLog.AppendAsync(
            transaction,
            new AuditEvent(service.Id, call.Caller.PersonId, AuditEvents.ServiceClosingWithdrawn, call.Now),
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        return service.Code;
    }

    private static ServiceClosing? Read(ClosingRequest asked, DateOnly opened, DateOnly today)
    {
        if (asked.On is not { } on || on < opened || on > today.AddYears(1) || asked.Reason is not { } reason || !Reasons.Contains(reason))
            return null;
        var latest = Quarter.Of(Month.Of(on));
        var last = latest;
        if (!string.IsNullOrEmpty(asked.LastPeriod) && !Quarter.TryParse(asked.LastPeriod, out last))
            return null;
        return last > latest || last.Before.FirstDay <= opened ? null : new ServiceClosing(on, last, reason);
    }
}
