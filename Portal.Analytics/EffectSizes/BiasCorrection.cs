using Portal.Analytics.Distributions;

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
        return m <= 1
            ? Estimated.Undefined<double>(UndefinedBecause.TooFewCases)
            : Estimated.Of(GammaRatio.HalfStep((m - 1) / 2) / Math.Sqrt(m / 2));
    }

    /// <summary>
    /// The approximation 1 - 3/(4m - 1) to <see cref="J"/>, for checking papers that used it; the portal does not use it.
    /// </summary>
    /// <param name="m">Degrees of freedom of the standard deviation that standardises, finite and at least 0.</param>
    /// <returns>
    /// The factor in (0, 1), up to 0.01 above the exact one; undefined (<see cref="UndefinedBecause.TooFewCases"/>) up to 1 degree of
    /// freedom.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="m"/> is outside the range above.</exception>
    /// <remarks>Source: Hedges (1981). Checked against Reference/hedges_j.json.</remarks>
    public static Estimated<double> Approximate(double m)
    {
        Require.NotNegative(m);
        return m <= 1 ? Estimated.Undefined<double>(UndefinedBecause.TooFewCases) : Estimated.Of(1 - 3 / (4 * m - 1));
    }
}
