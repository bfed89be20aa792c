using System.Text.Json.Serialization;
using Portal.Api.Answers;
using Portal.Api.Periods;

namespace Portal.Api.Access;

/// <summary>What about a whole service takes two people.</summary>
[JsonConverter(typeof(CodeText<ProposalKind>))]
public enum ProposalKind
{
    /// <summary>Everything that it sent goes for good.</summary>
    Erasure,

    /// <summary>It sends nothing more.</summary>
    Closing,
}

/// <summary>Something about a whole service that one person proposes and a second one confirms.</summary>
/// <param name="Reason">One of the reasons of its kind.</param>
/// <param name="ProposedBy">The administrator's id.</param>
/// <remarks>Source: docs/security.md, "Two people".</remarks>
public sealed record ServiceProposal(string Reason, DateTimeOffset ProposedAt, string ProposedBy)
{
    /// <summary>So long the proposer waits where no second person exists.</summary>
    public static readonly TimeSpan Alone = TimeSpan.FromDays(7);

    /// <summary>So long a proposal can be confirmed.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(14);

    /// <summary>The last day of a service that is to be closed; <c>null</c> for any other proposal.</summary>
    public DateOnly? ClosesOn { get; init; }

    /// <summary>The last quarter for which a service that is to be closed sends an extract.</summary>
    public Quarter? LastPeriod { get; init; }

    /// <summary>From when the proposer may confirm, if there is no second person then.</summary>
    public DateTimeOffset AloneFrom => ProposedAt + Alone;

    /// <summary>From when it can no longer be confirmed.</summary>
    public DateTimeOffset LapsesAt => ProposedAt + Life;
}
