using Portal.Analytics.Proportions;

namespace Portal.Analytics.ReliableChange;

/// <summary>A share of cases with its Wilson interval.</summary>
/// <param name="Events">Numerator, in [0, <paramref name="Cases"/>].</param>
/// <param name="Cases">Denominator, at least 0.</param>
/// <param name="Proportion">As a fraction in [0, 1]; undefined without cases.</param>
/// <param name="Interval">As fractions in [0, 1]; undefined without cases.</param>
public sealed record Rate(int Events, int Cases, Estimated<double> Proportion, Estimated<Interval> Interval)
{
    /// <summary>The share of these cases for which <paramref name="isEvent"/> is true.</summary>
    internal static Rate Among<T>(IReadOnlyCollection<T> cases, Func<T, bool> isEvent, double confidence)
    {
        var events = cases.Count(isEvent);
        return new Rate(
            events,
            cases.Count,
            Proportions.Proportion.Of(events, cases.Count),
            WilsonInterval.For(events, cases.Count, confidence)
        );
    }
}
