using Portal.Analytics.Distributions;
using Portal.Analytics.Pooling;

namespace Portal.Analytics.Influence;

/// <summary>Leaves out each study in turn, estimating tau2 again each time.</summary>
/// <remarks>
/// Source: Viechtbauer and Cheung (2010), with the thresholds of metafor. Checked against Reference/meta_diagnostics.json. Each study costs
/// one O(k) analysis, so the whole is O(k^2) in time and O(k) in memory.
/// </remarks>
public static class LeaveOneOut
{
    /// <summary>The analysis without each study in turn, in the order of the studies.</summary>
    /// <param name="pooled">A pooled analysis.</param>
    /// <returns>One entry per study; undefined for a single study.</returns>
    public static Estimated<IReadOnlyList<LeftOut>> Of(PooledResult pooled)
    {
        ArgumentNullException.ThrowIfNull(pooled);
        if (pooled.K == 1)
            return Estimated.Undefined<IReadOnlyList<LeftOut>>(UndefinedBecause.OneStudy);
        var studies = pooled.Studies.Select(study => new StudyEstimate(study.Label, study.Effect, study.Variance)).ToArray();
        if (pooled.K == 2)
            return Estimated.Of<IReadOnlyList<LeftOut>>([OneLeft(pooled, 0, studies[1]), OneLeft(pooled, 1, studies[0])]);

        var df = pooled.Options.Test == PoolingTest.Z ? (int?)null : pooled.K - 2;
        var quantile = Quantile.TwoSided(pooled.Options.Level, df);
        var others = studies[1..];
        var entries = new LeftOut[studies.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = SeveralLeft(pooled, i, others, df, quantile);
            if (i < others.Length)
                others[i] = studies[i];
        }

        return Estimated.Of<IReadOnlyList<LeftOut>>(entries);
    }

    private static LeftOut OneLeft(PooledResult pooled, int place, StudyEstimate other)
    {
        var alone = ((PoolingOutcome.Pooled)MetaAnalysis.Fit([other], pooled.Options)).Result;
        var without = new PooledWithout(
            alone.Estimate,
            alone.StandardError,
            alone.Statistic,
            alone.PValue,
            alone.Interval,
            alone.Q,
            alone.QPValue,
            alone.Tau2,
            alone.I2,
            alone.H2
        );
        var none = Estimated.Undefined<double>(UndefinedBecause.TooFewStudies);
        return new LeftOut(pooled.Studies[place].Label, without, pooled.Studies[place].Weight, none, none, none, none, none, false);
    }

    private static LeftOut SeveralLeft(PooledResult pooled, int place, StudyEstimate[] others, int? df, double quantile)
    {
        var options = pooled.Options;
        var scaled = new ScaledStudies(others);
        var fit = ModelFit.Of(scaled, options);
        var (tau2, estimate) = (scaled.ToVariance(fit.Tau2.Tau2), scaled.ToEffect(fit.Sums.Mean));
        var se = scaled.ToDistance(Math.Sqrt(fit.Factor / fit.Sums.SumW));
        var statistic = Estimated.Ratio(estimate, se);
        var (i2, h2) = Heterogeneity.Shares(scaled, options, fit.Tau2.Tau2, fit.Q);
        var without = new PooledWithout(
            estimate,
            se,
            statistic,
            statistic.Map(value => Tail.TwoSided(value, df)),
            Interval.Around(estimate, quantile * se),
            Estimated.Of(fit.Q),
            Estimated.Of(Tail.ChiSquaredUpper(fit.Q, scaled.Df)),
            options.Model == PoolingModel.Common ? Estimated.Undefined<double>(UndefinedBecause.NotInModel) : Estimated.Of(tau2),
            Estimated.Of(i2),
            Estimated.Of(h2)
        );

        var study = pooled.Studies[place];
        var total = study.Variance + tau2;
        var spread = Math.Sqrt(fit.Factor * total);
        var change = pooled.Estimate - estimate;

        // With the study included again, but at the tau2 of the others.
        var together = Math.Sqrt(fit.Factor / (fit.Sums.SumW + 1 / scaled.FromVariance(total)));
        var dffits = Estimated.Ratio(change, spread * Math.Sqrt(study.Weight));
        var dfbetas = Estimated.Ratio(change, scaled.ToDistance(together));
        var cook = Estimated.Ratio(change, pooled.StandardError).Map(moved => moved * moved);
        var residual = Estimated.Ratio(study.Effect - estimate, Math.Sqrt(spread * spread + se * se));
        return new LeftOut(
            study.Label,
            without,
            study.Weight,
            residual,
            dffits,
            dfbetas,
            cook,
            Estimated.Ratio(se, pooled.StandardError).Map(ratio => ratio * ratio),
            Exceeds(dffits, 3 / Math.Sqrt(pooled.K - 1))
                || cook.Match(distance => Tail.ChiSquaredUpper(distance, 1) < 0.5, _ => false)
                || RoundOff.IsAbove(study.Weight, 3.0 / pooled.K)
                || Exceeds(dfbetas, 1)
        )
        {
            AdjustedPValue = residual.Map(value => Math.Min(1, pooled.K * Tail.TwoSided(value, df))),
        };
    }

    private static bool Exceeds(Estimated<double> figure, double threshold) =>
        figure.Match(value => RoundOff.IsAbove(Math.Abs(value), threshold), _ => false);
}
