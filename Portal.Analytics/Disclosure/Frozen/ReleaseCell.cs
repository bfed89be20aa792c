namespace Portal.Analytics.Disclosure.Frozen;

/// <summary>The address of a cell in the fixed lattice. Every part is a code; none is free text.</summary>
/// <param name="Topic">PROFILE or OUTCOME.</param>
/// <param name="Item">Measure or risk; empty where there is none.</param>
/// <param name="Part">Subscale of a measure; empty where there is none.</param>
/// <param name="Statistic">What is counted or estimated.</param>
/// <param name="Scope">NETWORK, or NATION_ or HOST_ with a code; REST or OWN in figures that one service alone sees.</param>
/// <param name="Dimension">NONE, or what the cases are broken down by.</param>
/// <param name="Code">Code of the dimension; empty for NONE.</param>
/// <param name="From">First month of the window, YYYY-MM.</param>
/// <param name="Before">First month after the window, YYYY-MM.</param>
/// <remarks>Source: docs/disclosure.md, "Differencing over time and filters", rule 1.</remarks>
public sealed record CellAddress(
    string Topic,
    string Item,
    string Part,
    string Statistic,
    string Scope,
    string Dimension,
    string Code,
    string From,
    string Before
);

/// <summary>One cell of a release: its address and what may be shown there.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Figure">The figure, "c" or "-".</param>
public sealed record ReleaseCell(CellAddress Address, Disclosed<ReleasedFigure> Figure)
{
    /// <summary>
    /// Id of the earlier release in which the figure stands, where it is withheld because a service in it takes part no longer; otherwise
    /// <c>null</c>.
    /// </summary>
    public string? Earlier { get; init; }
}
