using Portal.Analytics.Distributions;

namespace Portal.Analytics.Pooling;

/// <summary>What a pooled analysis says when tau has a prior distribution.</summary>
/// <param name="PriorScale">Scale of the half-normal prior of tau, in the unit of the effects.</param>
/// <param name="Estimate">Posterior mean of the pooled effect.</param>
/// <param name="StandardError">Posterior standard deviation of the pooled effect.</param>
/// <param name="Interval">From the lower to the upper quantile of the pooled effect.</param>
/// <param name="Tau">Posterior median of tau.</param>
/// <param name="TauInterval">From the lower to the upper quantile of tau.</param>
/// <param name="Prediction">From the lower to the upper quantile of the true effect of a new study.</param>
public sealed record BayesianResult(
    double PriorScale,
    double Estimate,
    double StandardError,
    Interval Interval,
    double Tau,
    Interval TauInterval,
    Interval Prediction
);

/// <summary>
/// Pools few studies by the normal-normal model with a half-normal prior of tau and a flat prior of the mean. The posterior is a mixture of
/// normal distributions over tau, summed on a fine grid: nothing is drawn at random.
/// </summary>
/// <remarks>Source: docs/statistics.md, "Few services". Takes O(k) time for each of some thousand values of tau.</remarks>
public static class BayesianPooling
{
    /// <summary>The most studies that it takes: with more, the prior hardly matters.</summary>
    public const int MostStudies = 50;

    /// <summary>The posterior of a pooled analysis.</summary>
    /// <param name="studies">Effects with their variances.</param>
    /// <param name="priorScale">Scale of the half-normal prior of tau, in the unit of the effects, finite and above 0.</param>
    /// <param name="level">Coverage of the intervals as a fraction in (0, 1).</param>
    /// <returns>
    /// Undefined for fewer than two studies, for more than <see cref="MostStudies"/>, and when the studies are not fit to pool.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The scale or the level is outside its range.</exception>
    public static Estimated<BayesianResult> Of(IReadOnlyList<StudyEstimate> studies, double priorScale, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(studies);
        Require.Confidence(level, nameof(level));
        if (!(priorScale > 0 && double.IsFinite(priorScale)))
            throw new ArgumentOutOfRangeException(nameof(priorScale), "The scale of the prior is finite and above 0.");
        if (studies.Count < 2)
            return Estimated.Undefined<BayesianResult>(UndefinedBecause.OneStudy);
        return studies.Count > MostStudies || MetaAnalysis.Refusals(studies).Count > 0
            ? Estimated.Undefined<BayesianResult>(UndefinedBecause.NotEstimable)
            : Estimated.Of(Posterior(new ScaledStudies(studies), priorScale, (1 - level) / 2));
    }

    private static BayesianResult Posterior(ScaledStudies studies, double priorScale, double tail)
    {
        var posterior = new TauPosterior(studies, priorScale / studies.ToDistance(1));
        var pooled = posterior.Mixture(_ => 0);
        return new BayesianResult(
            priorScale,
            studies.ToEffect(pooled.Mean),
            studies.ToDistance(Math.Sqrt(pooled.Variance)),
            Ends(pooled),
            studies.ToDistance(posterior.Quantile(0.5)),
            new Interval(studies.ToDistance(posterior.Quantile(tail)), studies.ToDistance(posterior.Quantile(1 - tail))),
            Ends(posterior.Mixture(tau => tau * tau))
        );

        Interval Ends(NormalMixture mixture) => new(studies.ToEffect(mixture.Quantile(tail)), studies.ToEffect(mixture.Quantile(1 - tail)));
    }
}
