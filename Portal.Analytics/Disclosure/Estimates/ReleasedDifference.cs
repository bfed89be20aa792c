using System.Globalization;
using Portal.Analytics.CaseMix;
using Portal.Analytics.Disclosure.Contributors;
using Portal.Analytics.Distributions;

namespace Portal.Analytics.Disclosure.Estimates;

/// <summary>
/// Observed minus expected change of one service, given the case mix of all others, in points with one decimal; positive is better.
/// </summary>
/// <remarks>Source: docs/disclosure.md, "Means, effect sizes, percentiles", rules 1 to 3. Only the service itself sees it.</remarks>
public sealed record ReleasedDifference
{
    internal const int Decimals = 1;

    private ReleasedDifference(ReleasedCount cases, double estimate, double standardError, Interval interval, bool lowPrecision) =>
        (Cases, Estimate, StandardError, Interval, LowPrecision) = (cases, estimate, standardError, interval, lowPrecision);

    /// <summary>Number of the service's cases as printed.</summary>
    public ReleasedCount Cases { get; }

    /// <summary>The difference, rounded.</summary>
    public double Estimate { get; }

    /// <summary>Standard error for the fewest cases that the printed number allows, rounded.</summary>
    public double StandardError { get; }

    /// <summary>
    /// t interval of the printed difference, for the fewest cases that the printed numbers of the service and of the others allow, rounded.
    /// </summary>
    public Interval Interval { get; }

    /// <summary>Whether it is marked "low precision".</summary>
    public bool LowPrecision { get; }

    /// <summary>The difference with one decimal.</summary>
    public override string ToString() => Estimate.ToString("F1", CultureInfo.InvariantCulture);

    /// <summary>Protects the difference of one service from all others, for that service's own screen.</summary>
    /// <param name="difference">The comparison; the others' model is fitted without the service.</param>
    /// <param name="others">Cases of each other service behind the model, at least 0.</param>
    /// <param name="policy">The policy in force.</param>
    /// <param name="sign">+1 when a higher outcome is better, -1 when a lower one is.</param>
    /// <param name="mostFrequent">Number of the service's cases with the commonest outcome; in [0, cases].</param>
    /// <param name="confidence">Two-sided coverage of the interval as a fraction in (0, 1).</param>
    /// <returns>
    /// The difference; withheld when it is undefined, for too few cases or one value for nearly all, when the others' cell may not be seen,
    /// or when there is no variation to judge it by.
    /// </returns>
    /// <exception cref="ArgumentException">The others' cases do not add up to those of the model.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    /// <remarks>Source: docs/disclosure.md, "Means, effect sizes, percentiles", and "Services inside a pooled cell".</remarks>
    public static Protected<ReleasedDifference> Protect(
        Estimated<DifferenceFromOthers> difference,
        IReadOnlyList<int> others,
        DisclosurePolicy policy,
        int sign = 1,
        int mostFrequent = 0,
        double confidence = 0.95
    )
    {
        ArgumentNullException.ThrowIfNull(difference);
        ArgumentNullException.ThrowIfNull(policy);
        Require.Sign(sign);
        Require.Confidence(confidence);
        var broken = ContributorRule.RestOfNetwork(others, policy);
        return difference.Match(
            found =>
                others.Sum() == found.OtherN
                    ? Judged(found, policy, sign, mostFrequent, confidence).Unless(broken)
                    : throw new ArgumentException("The others' cases are those of the model.", nameof(others)),
            because => new Protected<ReleasedDifference>(
                because is UndefinedBecause.NoCases or UndefinedBecause.TooFewCases
                    ? WithheldBecause.TooFewCases
                    : WithheldBecause.NoVariation
            )
        );
    }

    private static Protected<ReleasedDifference> Judged(
        DifferenceFromOthers found,
        DisclosurePolicy policy,
        int sign,
        int mostFrequent,
        double confidence
    )
    {
        if (Sample.Broken(found.N, mostFrequent, policy) is { } broken)
            return new Protected<ReleasedDifference>(broken);
        var fewest = policy.FewestCases(found.N);
        var standardError = found.StandardErrorOf(fewest);
        if (standardError == 0)
            return new Protected<ReleasedDifference>(WithheldBecause.NoVariation);
        var estimate = Sample.Print(sign * found.Difference, Decimals);
        var df = Math.Max(1, policy.FewestCases(found.OtherN) - (found.OtherN - found.Df));
        var interval = Interval.Around(estimate, Quantile.StudentTwoSided(confidence, df) * standardError);
        return new Protected<ReleasedDifference>(
            new ReleasedDifference(
                Sample.Cases(found.N, policy),
                estimate,
                Sample.Print(standardError, Decimals),
                Sample.Print(interval, Decimals),
                policy.IsLowPrecision(found.N)
            )
        );
    }
}
