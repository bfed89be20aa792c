using Portal.Analytics.Distributions;

namespace Portal.Analytics.Funnel;

/// <summary>Observed events of one service beside those its case mix would lead us to expect.</summary>
/// <param name="Label">Names the service; need not be unique.</param>
/// <param name="Observed">At least 0.</param>
/// <param name="Expected">Finite and above 0.</param>
public sealed record ObservedExpected(string Label, int Observed, double Expected)
{
    /// <summary>Observed over expected, at least 0.</summary>
    public double Ratio => Observed / Expected;

    /// <summary>Exact Poisson interval of the ratio, taking the expected number as known.</summary>
    /// <param name="confidence">Two-sided coverage as a fraction in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The counts or the confidence are outside their ranges.</exception>
    /// <remarks>Checked against Reference/funnel_limits.json (exact_ci).</remarks>
    public Interval ExactInterval(double confidence = 0.95)
    {
        RequireInRange();
        var tail = (1 - Require.Confidence(confidence)) / 2;
        return new Interval(
            Observed == 0 ? 0 : Quantile.ChiSquaredLower(tail, 2.0 * Observed) / 2 / Expected,
            Quantile.ChiSquaredUpper(tail, 2 * (Observed + 1.0)) / 2 / Expected
        );
    }

    /// <summary>Byar's approximation to <see cref="ExactInterval"/>, as public-health tools print it.</summary>
    /// <param name="confidence">Two-sided coverage as a fraction in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The counts or the confidence are outside their ranges.</exception>
    /// <remarks>Checked against Reference/funnel_limits.json (byar_ci).</remarks>
    public Interval ByarInterval(double confidence = 0.95)
    {
        RequireInRange();
        var z = Quantile.NormalTwoSided(Require.Confidence(confidence));
        return new Interval(Observed == 0 ? 0 : Math.Max(0, Byar(Observed, -z)), Byar(Observed + 1.0, z));
    }

    internal void RequireInRange()
    {
        Require.Count(Observed);
        Require.Positive(Expected);
    }

    private double Byar(double count, double z)
    {
        var root = 1 - 1 / (9 * count) + z / (3 * Math.Sqrt(count));
        return count * root * root * root / Expected;
    }
}
