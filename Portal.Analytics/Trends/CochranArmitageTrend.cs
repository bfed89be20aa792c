using Portal.Analytics.Distributions;
using Portal.Analytics.Proportions;

namespace Portal.Analytics.Trends;

/// <summary>Test of a linear trend of proportions over quarters.</summary>
/// <param name="Z">Positive when the proportion rises.</param>
/// <param name="ChiSquared">The square of <paramref name="Z"/>, on one degree of freedom.</param>
/// <param name="PValue">Two-sided, in [0, 1].</param>
/// <remarks>The Cochran-Armitage test. Checked against Reference/trend_tests.json (cochran_armitage).</remarks>
public sealed record CochranArmitageTrend(double Z, double ChiSquared, double PValue)
{
    /// <summary>Tests the proportions at times 1, 2, ...</summary>
    /// <param name="quarters">Counts in order of time; a quarter without cases keeps its place.</param>
    /// <returns>The test; undefined below two quarters with cases, and when nobody or everybody had the event.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range.</exception>
    public static Estimated<CochranArmitageTrend> Test(IReadOnlyList<EventCount> quarters)
    {
        EventCount.RequireAll(quarters, 0);
        if (quarters.Count(quarter => quarter.Cases > 0) < 2)
            return Estimated.Undefined<CochranArmitageTrend>(UndefinedBecause.TooFewCases);
        var cases = quarters.Sum(quarter => (double)quarter.Cases);
        var share = quarters.Sum(quarter => (double)quarter.Events) / cases;
        if (share is 0 or 1)
            return Estimated.Undefined<CochranArmitageTrend>(UndefinedBecause.NoVariation);
        var time = quarters.Select((quarter, i) => quarter.Cases * (double)i).Sum() / cases;
        var together = quarters.Select((quarter, i) => (quarter.Events - quarter.Cases * share) * (i - time)).Sum();
        var squares = quarters.Select((quarter, i) => quarter.Cases * (i - time) * (i - time)).Sum();
        var z = together / Math.Sqrt(share * (1 - share) * squares);
        return Estimated.Of(new CochranArmitageTrend(z, z * z, Tail.NormalTwoSided(z)));
    }
}
