using MathNet.Numerics;

namespace Portal.Analytics.EffectSizes;

/// <summary>Small-sample bias factor of a standardised mean difference.</summary>
public static class BiasCorrection
{
    /// <summary>The exact factor J(m) = Gamma(m/2) / (sqrt(m/2) Gamma((m-1)/2)), in (0, 1).</summary>
    /// <param name="m">Degrees of freedom of the standard deviation that standardises, finite and at least 0.</param>
    /// <returns>The factor; undefined (<see cref="UndefinedBecause.TooFewCases"/>) up to 1 degree of freedom.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="m"/> is outside the range above.</exception>
    /// <remarks>Source: Hedges (1981). Relative error below 1e-12. Checked against Reference/hedges_j.json.</remarks>
    public static Estimated<double> J(double m)
    {
        Require.NotNegative(m);
        return m <= 1 ? Estimated.Undefined<double>(UndefinedBecause.TooFewCases) : Estimated.Of(m > 200 ? Expansion(m) : GammaRatio(m));
    }

    // The difference of two large log-gammas loses digits as m grows, the expansion gains them: they meet at 200.
    private static double Expansion(double m)
    {
        var z = 2 / (m - 1);
        return Math.Sqrt((m - 1) / m) * (1 - z * (1 / 8.0 - z * (1 / 128.0 + z * (5 / 1024.0 - z * (21 / 32768.0)))));
    }

    // Gamma's recurrence carries the ratio from an argument near 1, where the library's gamma is good to the last digits.
    private static double GammaRatio(double m)
    {
        var top = m / 2;
        var product = 1.0;
        while (top > 3)
        {
            top -= 1;
            product *= top / (top - 0.5);
        }

        return product * SpecialFunctions.Gamma(top) / SpecialFunctions.Gamma(top - 0.5) / Math.Sqrt(m / 2);
    }
}
