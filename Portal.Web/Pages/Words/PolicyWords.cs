using Portal.Analytics.Disclosure;

namespace Portal.Web.Pages.Words;

/// <summary>Parameters of the disclosure policy in words.</summary>
public static class PolicyWords
{
    /// <summary>What a parameter means; just its name when it is no longer in the list.</summary>
    /// <param name="name">As a release prints it.</param>
    public static string Parameter(string name) =>
        name switch
        {
            nameof(DisclosurePolicy.SmallestShown) => "Smallest count that is shown",
            nameof(DisclosurePolicy.RoundTo) => "Counts are rounded to the nearest",
            nameof(DisclosurePolicy.FeasibleWidth) => "Smallest range in which a hidden count must be able to lie",
            nameof(DisclosurePolicy.ClassLimit) => "Share of a group from which one answer would tell about everybody",
            nameof(DisclosurePolicy.ClassTotalBelow) => "That share is looked at in groups smaller than",
            nameof(DisclosurePolicy.PercentFrom) => "Smallest total for which a per cent is shown",
            nameof(DisclosurePolicy.CasesForMean) => "Cases that a mean, a standard deviation or an effect size needs",
            nameof(DisclosurePolicy.LowPrecisionBelow) => "Marked \"low precision\" below this number of cases",
            nameof(DisclosurePolicy.OneValueLimit) => "Share of cases that one value may not reach",
            nameof(DisclosurePolicy.CasesForTwoDecimals) => "Cases from which means of item-mean scales have two decimals",
            nameof(DisclosurePolicy.CasesForMedian) => "Cases that a median needs",
            nameof(DisclosurePolicy.CasesForQuartiles) => "Cases that quartiles need",
            nameof(DisclosurePolicy.CasesForOuterPercentiles) => "Cases that the 10th and 90th percentile need",
            nameof(DisclosurePolicy.Contributors) => "Services behind a pooled figure, at least",
            nameof(DisclosurePolicy.PooledCases) => "Cases behind a pooled figure, at least",
            nameof(DisclosurePolicy.LargestShare) => "Largest share of one service",
            nameof(DisclosurePolicy.LargestShareOfRest) => "Largest share of one service when another is left out",
            nameof(DisclosurePolicy.RemainderCases) => "Cases that remain without the two largest services, at least",
            nameof(DisclosurePolicy.RemainderShare) => "The same as a share of the largest service",
            nameof(DisclosurePolicy.DifferenceCases) => "Cases by which two releases of one figure differ, at least",
            nameof(DisclosurePolicy.DifferenceContributors) => "Services from which those cases come, at least",
            _ => name,
        };
}
