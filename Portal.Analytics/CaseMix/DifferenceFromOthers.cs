using Portal.Analytics.LinearModels;

namespace Portal.Analytics.CaseMix;

/// <summary>A service's observed mean beside the mean that families like its own have in all other services.</summary>
/// <param name="N">The service's rows, at least 1.</param>
/// <param name="OtherN">Rows of all other services together; the model is fitted to these alone.</param>
/// <param name="Observed">Mean outcome of the service, in points.</param>
/// <param name="Expected">Mean outcome that the others' model predicts for its families, in points.</param>
/// <param name="ResidualVariance">Of the others' model, in squared points, at least 0.</param>
/// <param name="FitShare">
/// Variance of <paramref name="Expected"/> in units of <paramref name="ResidualVariance"/>: 1/OtherN + a'(X'X)^-1 a, where a is the
/// distance of the service's mean covariates from the others'.
/// </param>
/// <param name="Df">Residual degrees of freedom of the others' model, at least 1.</param>
/// <remarks>
/// Source: docs/statistics.md, "Case mix", rule 4; R, predict.lm. The difference from the whole network,
/// in which the service counts too, is <see cref="LinearCaseMix"/>.
/// </remarks>
public sealed record DifferenceFromOthers(
    int N,
    int OtherN,
    double Observed,
    double Expected,
    double ResidualVariance,
    double FitShare,
    int Df
)
{
    /// <summary>Observed minus expected, in points; times the direction of the measure, it is improvement beyond expectation.</summary>
    public double Difference => Observed - Expected;

    /// <summary>
    /// Standard error of the difference: sampling of the service's own mean and uncertainty of the others' model, sigma sqrt(1/n + share).
    /// </summary>
    public double StandardError => StandardErrorOf(N);

    /// <summary>Compares one service with all others.</summary>
    /// <param name="own">Cross-products of the service's complete rows; the outcome is the last score.</param>
    /// <param name="others">Cross-products of each other service, with the same covariates.</param>
    /// <returns>
    /// The comparison; undefined without others, when they have no more rows than coefficients, or when one of their covariates is constant
    /// or a sum of others.
    /// </returns>
    /// <exception cref="ArgumentException">The numbers of covariates differ.</exception>
    public static Estimated<DifferenceFromOthers> Of(CrossProducts own, IReadOnlyList<CrossProducts> others)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(others);
        if (others.Any(other => other.Covariates != own.Covariates))
            throw new ArgumentException("Must have the same covariates.", nameof(others));
        return others.Count == 0
            ? Estimated.Undefined<DifferenceFromOthers>(UndefinedBecause.NoCases)
            : LinearFit.OfProducts(others.Aggregate((whole, part) => whole.Merge(part))).Map(fit => Compare(own, fit));
    }

    // For this many cases in place of the service's own number.
    internal double StandardErrorOf(int cases) => Math.Sqrt(ResidualVariance * (1.0 / cases + FitShare));

    private static DifferenceFromOthers Compare(CrossProducts own, LinearFit fit)
    {
        var covariates = own.Mean.SubVector(0, own.Covariates);
        var away = covariates - fit.CovariateMean;
        return new DifferenceFromOthers(
            own.N,
            fit.N,
            own.Mean[own.Covariates],
            fit.Expected(covariates),
            fit.ResidualVariance,
            1.0 / fit.N + away * (fit.UnscaledCovariance * away),
            fit.Df
        );
    }
}
