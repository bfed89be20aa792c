using System.Globalization;
using Portal.Analytics.Disclosure.Contributors;

namespace Portal.Analytics.Disclosure.Estimates;

/// <summary>A meta-analysis across services before protection.</summary>
/// <param name="Estimate">Pooled effect, finite, in standard deviations or in points of the measure.</param>
/// <param name="Interval">Its confidence interval.</param>
/// <param name="Prediction">Where the true effect of a new service would lie; <c>null</c> when undefined.</param>
/// <param name="IsStandardised">Whether the unit is standard deviations (two decimals) or points (one).</param>
/// <param name="BetweenServices">Standard deviation of the true effects between services, at least 0; <c>null</c> when undefined.</param>
public sealed record PooledSample(
    double Estimate,
    Interval Interval,
    Interval? Prediction,
    bool IsStandardised,
    double? BetweenServices = null
);

/// <summary>A pooled effect that may be shown. It contains nothing about a single service: no point, weight, rank or list.</summary>
/// <remarks>Source: docs/disclosure.md, "Means, effect sizes, percentiles", rules 2, 3 and 6.</remarks>
public sealed record ReleasedPooled
{
    private ReleasedPooled(ReleasedCount cases, PooledSample sample)
    {
        Decimals = sample.IsStandardised ? 2 : 1;
        Cases = cases;
        Estimate = Sample.Print(sample.Estimate, Decimals);
        Interval = Sample.Print(sample.Interval, Decimals);
        Prediction = sample.Prediction is { } prediction ? Sample.Print(prediction, Decimals) : null;
        BetweenServices = sample.BetweenServices is { } spread ? Sample.Print(spread, Decimals) : null;
    }

    /// <summary>Number of cases as printed.</summary>
    public ReleasedCount Cases { get; }

    /// <summary>The pooled effect, rounded.</summary>
    public double Estimate { get; }

    /// <summary>Its confidence interval, rounded.</summary>
    public Interval Interval { get; }

    /// <summary>Its prediction interval, rounded; <c>null</c> when undefined.</summary>
    public Interval? Prediction { get; }

    /// <summary>Standard deviation of the true effects between services, rounded; <c>null</c> when undefined.</summary>
    public double? BetweenServices { get; }

    /// <summary>Decimals of every figure here: 2 for standard deviations, 1 for points.</summary>
    public int Decimals { get; }

    /// <summary>The effect with its decimals.</summary>
    public override string ToString() =>
        Estimate.ToString("F" + Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>No figure; any code may withhold one.</summary>
    public static Disclosed<ReleasedPooled> WithheldFigure => Disclosed<ReleasedPooled>.Withheld;

    /// <summary>Protects a pooled effect that all services see.</summary>
    /// <param name="sample">The analysis.</param>
    /// <param name="contributions">Cases of each service in it, at least 0.</param>
    /// <param name="policy">The policy in force.</param>
    /// <returns>The effect; withheld when it breaks the rule for shared cells.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number of cases is below 0.</exception>
    /// <remarks>Source: docs/disclosure.md, "Means, effect sizes, percentiles", rule 6, and "Services inside a pooled cell".</remarks>
    public static Protected<ReleasedPooled> Protect(PooledSample sample, IReadOnlyList<int> contributions, DisclosurePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return Judged(sample, contributions, ContributorRule.Shared(contributions, policy), policy);
    }

    /// <summary>Protects the effect of all services but one, for that service's own screen.</summary>
    /// <param name="sample">The analysis without the viewer's service.</param>
    /// <param name="contributions">Cases of each other service in it, at least 0.</param>
    /// <param name="policy">The policy in force.</param>
    /// <returns>The effect; withheld when it breaks the rule for the rest of the network.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number of cases is below 0.</exception>
    /// <remarks>Source: docs/disclosure.md, "Services inside a pooled cell".</remarks>
    public static Protected<ReleasedPooled> ProtectRestOfNetwork(
        PooledSample sample,
        IReadOnlyList<int> contributions,
        DisclosurePolicy policy
    )
    {
        ArgumentNullException.ThrowIfNull(sample);
        return Judged(sample, contributions, ContributorRule.RestOfNetwork(contributions, policy), policy);
    }

    private static Protected<ReleasedPooled> Judged(
        PooledSample sample,
        IReadOnlyList<int> contributions,
        WithheldBecause? broken,
        DisclosurePolicy policy
    ) => new Protected<ReleasedPooled>(new ReleasedPooled(Sample.Cases(contributions.Sum(), policy), sample)).Unless(broken);
}
