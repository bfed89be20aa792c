using System.Globalization;
using Portal.Analytics.Disclosure.Contributors;
using Portal.Analytics.Distributions;
using Portal.Analytics.Moments;

namespace Portal.Analytics.Disclosure.Estimates;

/// <summary>How a scale's values arise, which decides how many decimals a mean may have.</summary>
public enum ScaleKind
{
    /// <summary>A sum of items or another whole-number score: one decimal.</summary>
    Points,

    /// <summary>The mean of items: two decimals when there are enough cases.</summary>
    ItemMean,
}

/// <summary>Values of one variable before protection: first scores, last scores, or changes.</summary>
/// <param name="Moments">Number, mean and spread of the values.</param>
/// <param name="MostFrequent">Number of cases with the commonest value, in [0, number of values].</param>
/// <param name="Scale">How the values arise.</param>
public sealed record MeanSample(SampleMoments Moments, int MostFrequent, ScaleKind Scale);

/// <summary>A mean and standard deviation that may be shown, in points of the measure.</summary>
/// <remarks>Source: docs/disclosure.md, "Means, effect sizes, percentiles", rules 1 to 3.</remarks>
public sealed record ReleasedMean
{
    internal ReleasedMean(ReleasedCount cases, int decimals, double mean, double standardDeviation, Interval interval, bool lowPrecision) =>
        (Cases, Decimals, Mean, StandardDeviation, Interval, LowPrecision) = (
            cases,
            decimals,
            mean,
            standardDeviation,
            interval,
            lowPrecision
        );

    /// <summary>Number of cases as printed.</summary>
    public ReleasedCount Cases { get; }

    /// <summary>Decimals of every figure here: 1, or 2 for an item mean of many cases.</summary>
    public int Decimals { get; }

    /// <summary>The mean, rounded.</summary>
    public double Mean { get; }

    /// <summary>The sample standard deviation, rounded.</summary>
    public double StandardDeviation { get; }

    /// <summary>
    /// t interval of the printed mean, for the printed standard deviation and the fewest cases that the printed number allows.
    /// </summary>
    public Interval Interval { get; }

    /// <summary>Whether it is marked "low precision".</summary>
    public bool LowPrecision { get; }

    /// <summary>The mean with its decimals.</summary>
    public override string ToString() => Mean.ToString("F" + Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

/// <summary>Protects means and standard deviations.</summary>
/// <remarks>Source: docs/disclosure.md, "Means, effect sizes, percentiles".</remarks>
public static class Means
{
    /// <summary>Protects one mean. A cell that pools services needs <see cref="ProtectPooled"/>.</summary>
    /// <param name="sample">The values.</param>
    /// <param name="policy">The policy in force.</param>
    /// <param name="confidence">Two-sided coverage of the interval as a fraction in (0, 1).</param>
    /// <returns>The mean; withheld for too few cases, a spread that prints as 0, or one value for nearly all.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The commonest value has more cases than there are, or the confidence is out of range.
    /// </exception>
    public static Protected<ReleasedMean> Protect(MeanSample sample, DisclosurePolicy policy, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(policy);
        Require.Confidence(confidence);
        var cases = sample.Moments.N;
        if (Sample.Broken(cases, sample.MostFrequent, policy) is { } broken)
            return new Protected<ReleasedMean>(broken);
        var fewest = policy.FewestCases(cases);
        var decimals = sample.Scale == ScaleKind.ItemMean && fewest >= policy.CasesForTwoDecimals ? 2 : 1;
        var sd = Sample.Print(sample.Moments.Sd.ValueOrNull() ?? 0, decimals);
        if (sd == 0)
            return new Protected<ReleasedMean>(WithheldBecause.NoVariation);
        var mean = Sample.Print(sample.Moments.Mean, decimals);
        var halfWidth = sd / Math.Sqrt(fewest) * Quantile.StudentTwoSided(confidence, fewest - 1);
        var interval = Sample.Print(Interval.Around(mean, halfWidth), decimals);
        return new Protected<ReleasedMean>(
            new ReleasedMean(Sample.Cases(cases, policy), decimals, mean, sd, interval, policy.IsLowPrecision(cases))
        );
    }

    /// <summary>
    /// The number of cases behind means, by itself: what may be counted of them where the table that it belongs to is withheld. It is the
    /// number that each of their figures prints.
    /// </summary>
    /// <param name="cases">The true number, at least 0.</param>
    /// <param name="policy">The policy in force.</param>
    /// <returns>The number; withheld when there are too few cases for a mean.</returns>
    /// <remarks>Source: docs/disclosure.md, "Means, effect sizes, percentiles", rule 8.</remarks>
    public static Protected<ReleasedCount> Number(int cases, DisclosurePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return cases < policy.CasesForMean
            ? new Protected<ReleasedCount>(WithheldBecause.TooFewCases)
            : new Protected<ReleasedCount>(Sample.Cases(cases, policy));
    }

    /// <summary>Protects a mean over several services.</summary>
    /// <param name="sample">The values of all services together.</param>
    /// <param name="contributions">Cases of each service.</param>
    /// <param name="policy">The policy in force.</param>
    /// <param name="confidence">Two-sided coverage of the interval as a fraction in (0, 1).</param>
    /// <returns>The mean; withheld when it breaks the rules on contributors or on means.</returns>
    /// <exception cref="ArgumentException">The contributions do not add up to the number of values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of cases or the confidence is out of range.</exception>
    /// <remarks>Source: docs/disclosure.md, "Means, effect sizes, percentiles", rule 6, and "Services inside a pooled cell".</remarks>
    public static Protected<ReleasedMean> ProtectPooled(
        MeanSample sample,
        IReadOnlyList<int> contributions,
        DisclosurePolicy policy,
        double confidence = 0.95
    )
    {
        ArgumentNullException.ThrowIfNull(sample);
        var answer = Protect(sample, policy, confidence);
        var broken = ContributorRule.Shared(contributions, policy);
        if (contributions.Sum() != sample.Moments.N)
            throw new ArgumentException("The contributions are the cases.", nameof(contributions));
        return answer.Unless(broken);
    }

    /// <summary>Protects the means of subgroups whose whole is also known.</summary>
    /// <param name="groups">The values of each subgroup, in catalogue order.</param>
    /// <param name="policy">The policy in force.</param>
    /// <param name="confidence">Two-sided coverage of the intervals as a fraction in (0, 1).</param>
    /// <returns>
    /// Each mean. When the withheld ones have some cases, but together fewer than a mean needs, the smallest visible ones are withheld too,
    /// of equals the first: otherwise the whole less the visible ones would describe a few people.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A commonest value has more cases than there are, or the confidence is out of range.
    /// </exception>
    /// <remarks>Source: docs/disclosure.md, "Means, effect sizes, percentiles", rule 7.</remarks>
    public static IReadOnlyList<Protected<ReleasedMean>> ProtectSubgroups(
        IReadOnlyList<MeanSample> groups,
        DisclosurePolicy policy,
        double confidence = 0.95
    )
    {
        ArgumentNullException.ThrowIfNull(groups);
        var answers = groups.Select(group => Protect(group, policy, confidence)).ToArray();
        var masked = groups.Where((_, place) => !answers[place].Released.IsShown).Sum(group => group.Moments.N);
        var smallestFirst = Enumerable
            .Range(0, groups.Count)
            .Where(place => answers[place].Released.IsShown)
            .OrderBy(place => policy.Round(groups[place].Moments.N));
        foreach (var place in smallestFirst.ToArray())
        {
            if (masked == 0 || masked >= policy.CasesForMean)
                break;
            answers[place] = new Protected<ReleasedMean>(WithheldBecause.ProtectsAnother);
            masked += groups[place].Moments.N;
        }

        return answers;
    }
}
