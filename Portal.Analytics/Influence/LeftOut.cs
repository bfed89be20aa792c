namespace Portal.Analytics.Influence;

/// <summary>What a pooled analysis says without one study, and how much that study moves it.</summary>
/// <param name="Label">The study left out.</param>
/// <param name="Without">The analysis of the others, with its own tau2.</param>
/// <param name="Hat">Leverage in the full analysis, a fraction: the study's share of the weight.</param>
/// <param name="StudentisedResidual">
/// Distance of the study from the pooled effect of the others, in standard errors of that distance. Undefined with
/// <see cref="UndefinedBecause.TooFewStudies"/> when one study is left, like the next four.
/// </param>
/// <param name="Dffits">Change of the study's fitted value, in standard errors at the tau2 of the others.</param>
/// <param name="Dfbetas">Change of the pooled effect, in its standard errors at the tau2 of the others.</param>
/// <param name="CooksDistance">Squared change of the pooled effect over its squared standard error, at least 0.</param>
/// <param name="CovarianceRatio">
/// Squared standard error without the study over that with it: below 1, the study makes the answer less precise.
/// </param>
/// <param name="IsInfluential">
/// Whether |DFFITS| &gt; 3 sqrt(1/(k-1)), or Cook's distance is above the median of chi-squared(1), or hat &gt; 3/k, or |DFBETAS| &gt; 1.
/// An undefined figure raises no flag.
/// </param>
public sealed record LeftOut(
    string Label,
    PooledWithout Without,
    double Hat,
    Estimated<double> StudentisedResidual,
    Estimated<double> Dffits,
    Estimated<double> Dfbetas,
    Estimated<double> CooksDistance,
    Estimated<double> CovarianceRatio,
    bool IsInfluential
)
{
    /// <summary>
    /// Two-sided p value of the studentised residual times the number of studies, at most 1: among many studies one lies far out by chance.
    /// Undefined like the residual.
    /// </summary>
    public Estimated<double> AdjustedPValue { get; init; } = Estimated.Undefined<double>(UndefinedBecause.TooFewStudies);
}

/// <summary>
/// A pooled analysis without one of its studies, with the same options. Figures that one remaining study cannot have say so as their
/// reason.
/// </summary>
/// <param name="Estimate">Pooled effect of the others.</param>
/// <param name="StandardError">By the chosen test.</param>
/// <param name="Statistic">Estimate over standard error; undefined when that is 0.</param>
/// <param name="PValue">Two-sided, in [0, 1].</param>
/// <param name="Interval">At the level of the analysis.</param>
/// <param name="Q">Cochran's Q on k - 2 degrees of freedom.</param>
/// <param name="QPValue">Upper tail, in [0, 1].</param>
/// <param name="Tau2">Estimated again; undefined in the common-effect model.</param>
/// <param name="I2">A fraction in [0, 1).</param>
/// <param name="H2">Total over within-study variance.</param>
public sealed record PooledWithout(
    double Estimate,
    double StandardError,
    Estimated<double> Statistic,
    Estimated<double> PValue,
    Interval Interval,
    Estimated<double> Q,
    Estimated<double> QPValue,
    Estimated<double> Tau2,
    Estimated<double> I2,
    Estimated<double> H2
);
