namespace Portal.Analytics.Charts.Risks;

/// <summary>The order in which referral risks are listed.</summary>
public static class ReferralRisksOrder
{
    /// <summary>Largest share first; ties keep the order given (the catalogue's); risks nobody was assessed for come last.</summary>
    /// <param name="bars">The risks in catalogue order.</param>
    public static IReadOnlyList<RiskBar> Ranked(IEnumerable<RiskBar> bars) =>
        [.. bars.OrderByDescending(bar => bar.Assessed > 0 ? bar.Fraction : double.NegativeInfinity)];
}
