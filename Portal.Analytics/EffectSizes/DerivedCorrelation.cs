using Portal.Analytics.Distributions;

namespace Portal.Analytics.EffectSizes;

/// <summary>The correlation of first and last scores implied by published figures.</summary>
/// <param name="SdChange">Standard deviation of the changes, given or recovered, at least 0.</param>
/// <param name="Correlation">
/// In [-1, 1]; <see cref="UndefinedBecause.InconsistentInput"/> when the figures imply more, <see cref="UndefinedBecause.NoVariation"/>
/// when a standard deviation is zero.
/// </param>
/// <remarks>Source: Morris and DeShon (2002); Cochrane Handbook 6.5.2.8. Checked against Reference/derived_correlation.json.</remarks>
public sealed record DerivedCorrelation(double SdChange, Estimated<double> Correlation)
{
    /// <summary>From the standard deviation of the changes.</summary>
    /// <param name="sdFirst">SD of the first scores, at least 0.</param>
    /// <param name="sdLast">SD of the last scores, at least 0.</param>
    /// <param name="sdChange">SD of the changes, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public static DerivedCorrelation FromSdOfChange(double sdFirst, double sdLast, double sdChange)
    {
        Require.NotNegative(sdFirst);
        Require.NotNegative(sdLast);
        Require.NotNegative(sdChange);
        var product = sdFirst * sdLast;
        if (product == 0)
            return new DerivedCorrelation(sdChange, Estimated.Undefined<double>(UndefinedBecause.NoVariation));
        var r = (sdFirst * sdFirst + sdLast * sdLast - sdChange * sdChange) / (2 * product);
        return new DerivedCorrelation(
            sdChange,
            RoundOff.IsAbove(Math.Abs(r), 1)
                ? Estimated.Undefined<double>(UndefinedBecause.InconsistentInput)
                : Estimated.Of(Math.Clamp(r, -1, 1))
        );
    }

    /// <summary>From a paired t statistic.</summary>
    /// <param name="sdFirst">SD of the first scores, at least 0.</param>
    /// <param name="sdLast">SD of the last scores, at least 0.</param>
    /// <param name="n">Number of pairs, at least 2.</param>
    /// <param name="meanChange">Mean change in points; its sign does not matter.</param>
    /// <param name="t">Paired t statistic; its sign does not matter.</param>
    /// <returns>
    /// Undefined (<see cref="UndefinedBecause.NotEstimable"/>) when the change or the statistic is zero, which says nothing about the
    /// spread.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public static Estimated<DerivedCorrelation> FromT(double sdFirst, double sdLast, int n, double meanChange, double t)
    {
        Require.NotNegative(sdFirst);
        Require.NotNegative(sdLast);
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 2);
        Require.Finite(meanChange);
        Require.Finite(t);
        return meanChange == 0 || t == 0
            ? Estimated.Undefined<DerivedCorrelation>(UndefinedBecause.NotEstimable)
            : Estimated.Of(FromSdOfChange(sdFirst, sdLast, Math.Abs(meanChange / t) * Math.Sqrt(n)));
    }

    /// <summary>From the F statistic of a repeated-measures comparison of the two occasions, the square of t.</summary>
    /// <param name="sdFirst">SD of the first scores, at least 0.</param>
    /// <param name="sdLast">SD of the last scores, at least 0.</param>
    /// <param name="n">Number of pairs, at least 2.</param>
    /// <param name="meanChange">Mean change in points.</param>
    /// <param name="f">F on 1 and n - 1 degrees of freedom, at least 0.</param>
    /// <inheritdoc cref="FromT" path="/returns|/exception"/>
    public static Estimated<DerivedCorrelation> FromF(double sdFirst, double sdLast, int n, double meanChange, double f) =>
        FromT(sdFirst, sdLast, n, meanChange, Math.Sqrt(Require.NotNegative(f)));

    /// <summary>From the two-sided p value of a paired t test.</summary>
    /// <param name="sdFirst">SD of the first scores, at least 0.</param>
    /// <param name="sdLast">SD of the last scores, at least 0.</param>
    /// <param name="n">Number of pairs, at least 2.</param>
    /// <param name="meanChange">Mean change in points.</param>
    /// <param name="p">Two-sided p value in (0, 1].</param>
    /// <inheritdoc cref="FromT" path="/returns|/exception"/>
    public static Estimated<DerivedCorrelation> FromP(double sdFirst, double sdLast, int n, double meanChange, double p)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 2);
        if (p is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(p), "Must be in (0, 1].");
        return FromT(sdFirst, sdLast, n, meanChange, p == 1 ? 0 : Quantile.StudentUpper(p / 2, n - 1));
    }
}
