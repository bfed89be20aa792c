using Portal.Api.Access;

namespace Portal.Api.Closing;

/// <summary>What somebody asks who wants a service closed.</summary>
/// <param name="On">Its last day, from when it opened to a year from now.</param>
/// <param name="LastPeriod">The last quarter that it sends, such as 2025-Q4; <c>null</c>: that of its last day.</param>
/// <param name="Reason">One of <see cref="ProposeClosing.Reasons"/>.</param>
public sealed record ClosingRequest(DateOnly? On, string? LastPeriod, string? Reason);

/// <summary>A proposal to close a service, which waits for a second person.</summary>
/// <param name="Service">Code of the service.</param>
/// <param name="LastPeriod">The last quarter that it would send.</param>
/// <param name="ProposedBy">The administrator's id.</param>
/// <param name="AloneFrom">From when the proposer may confirm, if there is no second person then.</param>
/// <param name="LapsesAt">From when it can no longer be confirmed.</param>
/// <remarks>Source: docs/security.md, "Closing a service".</remarks>
public sealed record ClosingProposal(
    string Service,
    DateOnly On,
    string LastPeriod,
    string Reason,
    DateTimeOffset ProposedAt,
    string ProposedBy,
    DateTimeOffset AloneFrom,
    DateTimeOffset LapsesAt
)
{
    internal static ClosingProposal Of(Service service, ServiceProposal proposal) =>
        new(
            service.Code,
            proposal.ClosesOn!.Value,
            proposal.LastPeriod!.Value.ToString(),
            proposal.Reason,
            proposal.ProposedAt,
            proposal.ProposedBy,
            proposal.AloneFrom,
            proposal.LapsesAt
        );
}

/// <summary>Whether a service is closed, and what is proposed.</summary>
/// <param name="ClosedOn">Its last day; this, the period and the reason are <c>null</c> while it is open.</param>
/// <param name="LastPeriod">The last quarter that it sends.</param>
/// <param name="Proposal">What waits for a second person, or <c>null</c>.</param>
public sealed record ClosingState(string Service, DateOnly? ClosedOn, string? LastPeriod, string? Reason, ClosingProposal? Proposal)
{
    internal static ClosingState Of(Service service, ServiceClosing? closing, ServiceProposal? proposal) =>
        new(
            service.Code,
            closing?.On,
            closing?.LastPeriod.ToString(),
            closing?.Reason,
            proposal is null ? null : ClosingProposal.Of(service, proposal)
        );
}
