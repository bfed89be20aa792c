using Portal.Analytics.Distributions;

namespace Portal.Analytics.Pooling;

/// <summary>Pools one effect per study under a common-effect or a random-effects model.</summary>
/// <remarks>
/// Source: Viechtbauer (2005) for tau2; Knapp and Hartung (2003); Jackson (2017) for inference; Viechtbauer (2007) for the
/// interval of tau2. Checked against Reference/meta_random_effects.json. Takes O(k) time and memory for each step.
/// </remarks>
public static class MetaAnalysis
{
    // In units of the smallest standard error; squares and fourth powers must stay well inside double precision.
    private const double WidestEffect = 1e30;

    /// <summary>Pools <paramref name="studies"/>.</summary>
    /// <param name="studies">One effect per study; one unfit study refuses them all.</param>
    /// <param name="options">Model, estimator, test and level.</param>
    /// <returns>The analysis, or every reason for refusing the input.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The level is not in (0, 1) or an option is not one of its codes.</exception>
    public static PoolingOutcome Fit(IReadOnlyList<StudyEstimate> studies, PoolingOptions options)
    {
        ArgumentNullException.ThrowIfNull(studies);
        RequireOptions(options);
        var refusals = Refusals(studies);
        return refusals.Count > 0
            ? new PoolingOutcome.Refused(refusals)
            : new PoolingOutcome.Pooled(studies.Count == 1 ? Alone(studies[0], options) : Together(studies, options));
    }

    internal static void RequireOptions(PoolingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Require.Confidence(options.Level, nameof(options));
        if (!Enum.IsDefined(options.Model) || !Enum.IsDefined(options.Method) || !Enum.IsDefined(options.Test))
            throw new ArgumentOutOfRangeException(nameof(options), "Must use the codes of model, method and test.");
    }

    internal static List<PoolingRefusal> Refusals(IReadOnlyList<StudyEstimate> studies)
    {
        var refusals = new List<PoolingRefusal>();
        if (studies.Count == 0)
            refusals.Add(new PoolingRefusal(RefusedBecause.NoStudies, null));
        foreach (var study in studies)
        {
            if (!double.IsFinite(study.Effect))
                refusals.Add(new PoolingRefusal(RefusedBecause.EffectNotFinite, study.Label));
            if (!(study.Variance > 0 && double.IsFinite(study.Variance)))
                refusals.Add(new PoolingRefusal(RefusedBecause.InvalidVariance, study.Label));
        }

        if (refusals.Count == 0 && ScaleTooWide(studies))
            refusals.Add(new PoolingRefusal(RefusedBecause.ScaleTooWide, null));
        return refusals;
    }

    private static bool ScaleTooWide(IReadOnlyList<StudyEstimate> studies)
    {
        var (least, most) = (studies.Min(study => study.Variance), studies.Max(study => study.Variance));
        var unit = Math.Sqrt(least);
        return least < 1e-150
            || most > 1e150
            || Math.Sqrt(most) / unit > WidestEffect
            || studies.Any(study => Math.Abs(study.Effect) / unit > WidestEffect);
    }

    private static PooledResult Alone(StudyEstimate study, PoolingOptions options)
    {
        var se = Math.Sqrt(study.Variance);
        var statistic = study.Effect / se;
        var one = Estimated.Undefined<double>(UndefinedBecause.OneStudy);
        var oneInterval = Estimated.Undefined<Interval>(UndefinedBecause.OneStudy);
        return new PooledResult
        {
            Options = options,
            K = 1,
            Estimate = study.Effect,
            StandardError = se,
            ClassicStandardError = se,
            KnappHartungScale = one,
            Statistic = Estimated.Of(statistic),
            Df = null,
            PValue = Estimated.Of(Tail.NormalTwoSided(statistic)),
            Interval = Interval.Around(study.Effect, Quantile.NormalTwoSided(options.Level) * se),
            Tau2 = one,
            SeTau2 = one,
            Tau2Interval = oneInterval,
            Q = one,
            QDf = 0,
            QPValue = one,
            I2 = one,
            I2Interval = oneInterval,
            H2 = one,
            H2Interval = oneInterval,
            Prediction = oneInterval,
            Studies =
            [
                new PooledStudy(
                    study.Label,
                    study.Effect,
                    study.Variance,
                    1,
                    Estimated.Undefined<ShrunkenEffect>(UndefinedBecause.OneStudy)
                ),
            ],
            MethodUsed = null,
            Converged = true,
            Warnings = [PoolingWarning.OneStudy],
        };
    }

    private static PooledResult Together(IReadOnlyList<StudyEstimate> given, PoolingOptions options)
    {
        var studies = new ScaledStudies(given);
        var random = options.Model == PoolingModel.Random;
        var (tau2, fit, q, scale, factor) = ModelFit.Of(studies, options);
        var classic = studies.ToDistance(1 / Math.Sqrt(fit.SumW));
        var se = classic * Math.Sqrt(factor);
        var testDf = ModelFit.TestDf(studies, options);
        var quantile = Quantile.TwoSided(options.Level, testDf);
        var estimate = studies.ToEffect(fit.Mean);
        var statistic = Estimated.Ratio(estimate, se);
        var heterogeneity = Heterogeneity.Of(studies, options, tau2, q);
        var result = new PooledResult
        {
            Options = options,
            K = studies.K,
            Estimate = estimate,
            StandardError = se,
            ClassicStandardError = classic,
            KnappHartungScale = Estimated.Of(scale),
            Statistic = statistic,
            Df = testDf,
            PValue = statistic.Map(value => Tail.TwoSided(value, testDf)),
            Interval = Interval.Around(estimate, quantile * se),
            Tau2 = heterogeneity.Tau2,
            SeTau2 = heterogeneity.SeTau2,
            Tau2Interval = heterogeneity.Tau2Interval,
            Q = Estimated.Of(q),
            QDf = studies.Df,
            QPValue = Estimated.Of(Tail.ChiSquaredUpper(q, studies.Df)),
            I2 = Estimated.Of(heterogeneity.I2),
            I2Interval = heterogeneity.I2Interval,
            H2 = Estimated.Of(heterogeneity.H2),
            H2Interval = heterogeneity.H2Interval,
            Prediction = Estimated.Undefined<Interval>(UndefinedBecause.TooFewStudies),
            Studies =
            [
                .. studies
                    .Weights(tau2.Tau2)
                    .Select(
                        (w, i) =>
                            new PooledStudy(
                                given[i].Label,
                                given[i].Effect,
                                given[i].Variance,
                                w / fit.SumW,
                                heterogeneity.Tau2.Map(t => Shrink(given[i], t, estimate, se, quantile))
                            )
                    ),
            ],
            MethodUsed = random ? options.Method : null,
            Converged = heterogeneity.Converged,
            Warnings = [.. Warnings(studies.K, options, tau2, heterogeneity, scale)],
        };
        return studies.K < 3 && random ? result : result with { Prediction = PredictionInterval.For(result, PredictionKind.OfRecord) };
    }

    private static ShrunkenEffect Shrink(StudyEstimate study, double tau2, double mean, double se, double quantile)
    {
        var b = tau2 / (tau2 + study.Variance);
        var deviation = b * (study.Effect - mean);
        var own = b * study.Variance;
        var error = Math.Sqrt(own + (1 - b) * (1 - b) * se * se);
        return new ShrunkenEffect(
            mean + deviation,
            error,
            Interval.Around(mean + deviation, quantile * error),
            deviation,
            Math.Sqrt(own + b * b * se * se)
        );
    }

    private static IEnumerable<PoolingWarning> Warnings(
        int k,
        PoolingOptions options,
        Tau2Estimate tau2,
        Heterogeneity heterogeneity,
        double scale
    )
    {
        if (k == 2)
            yield return PoolingWarning.TwoStudies;
        if (k is 3 or 4)
            yield return PoolingWarning.FewStudies;
        foreach (var warning in Warnings(options, tau2, heterogeneity, scale))
            yield return warning;
    }

    /// <summary>The warnings that do not depend on the number of studies.</summary>
    internal static IEnumerable<PoolingWarning> Warnings(
        PoolingOptions options,
        Tau2Estimate tau2,
        Heterogeneity heterogeneity,
        double scale
    )
    {
        if (options.Model == PoolingModel.Random && tau2.Tau2 == 0)
            yield return PoolingWarning.NoHeterogeneityDetected;
        if (heterogeneity.Tau2IntervalIsEmpty)
            yield return PoolingWarning.Tau2IntervalEmpty;
        if (tau2.Maxima > 1)
            yield return PoolingWarning.SeveralLikelihoodMaxima;
        if (options.Test == PoolingTest.Knha && RoundOff.IsBelow(scale, 1))
            yield return PoolingWarning.KnappHartungNarrower;
        if (!heterogeneity.Converged)
            yield return PoolingWarning.NotConverged;
    }
}
