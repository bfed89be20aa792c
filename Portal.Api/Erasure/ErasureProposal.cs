namespace Portal.Api.Erasure;

/// <summary>A proposal to erase a whole service, which waits for a second person.</summary>
/// <param name="Service">Code of the service.</param>
/// <param name="Reason">One of <see cref="EraseRecords.Reasons"/>.</param>
/// <param name="ProposedBy">The administrator's id.</param>
/// <param name="AloneFrom">From when the proposer may confirm, if there is no second person then.</param>
/// <param name="LapsesAt">From when it can no longer be confirmed.</param>
/// <param name="Families">Families in the rows of the service now, over all submissions; they would go.</param>
/// <param name="Quarters">Quarters that the service has sent, also those that it has withdrawn.</param>
/// <remarks>Source: docs/security.md, "Erasing a whole service".</remarks>
public sealed record ErasureProposal(
    string Service,
    string Reason,
    DateTimeOffset ProposedAt,
    string ProposedBy,
    DateTimeOffset AloneFrom,
    DateTimeOffset LapsesAt,
    int Families,
    int Quarters
);
