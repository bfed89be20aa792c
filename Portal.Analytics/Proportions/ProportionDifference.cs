namespace Portal.Analytics.Proportions;

/// <summary>Difference of two independent proportions, first minus second.</summary>
/// <param name="Difference">As a fraction in [-1, 1].</param>
/// <param name="Interval">Hybrid score interval, within [-1, 1].</param>
/// <remarks>Source: Newcombe (1998), method 10. Checked against Reference/proportion_difference.json.</remarks>
public sealed record ProportionDifference(double Difference, Interval Interval)
{
    /// <summary>The difference with Newcombe's interval, which combines both Wilson intervals; no continuity correction.</summary>
    /// <param name="events1">Numerator of the first: a count in [0, <paramref name="cases1"/>].</param>
    /// <param name="cases1">Denominator of the first: a count of at least 0.</param>
    /// <param name="events2">Numerator of the second: a count in [0, <paramref name="cases2"/>].</param>
    /// <param name="cases2">Denominator of the second: a count of at least 0.</param>
    /// <param name="confidence">Two-sided coverage as a fraction in (0, 1): 0.95, never 95.</param>
    /// <returns>The difference; undefined when either has no cases.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public static Estimated<ProportionDifference> For(int events1, int cases1, int events2, int cases2, double confidence = 0.95)
    {
        var (first, second) = (WilsonInterval.For(events1, cases1, confidence), WilsonInterval.For(events2, cases2, confidence));
        return first.Then(one =>
            second.Map(other =>
            {
                var (p1, p2) = ((double)events1 / cases1, (double)events2 / cases2);
                var difference = p1 - p2;
                return new ProportionDifference(
                    difference,
                    new Interval(
                        Math.Max(-1, difference - double.Hypot(p1 - one.Low, other.High - p2)),
                        Math.Min(1, difference + double.Hypot(one.High - p1, p2 - other.Low))
                    )
                );
            })
        );
    }
}
