namespace Portal.Analytics.Pooling;

/// <summary>How well each value of tau2 fits, beside the best one.</summary>
/// <param name="Tau2">At least 0, in the unit of the effects squared.</param>
/// <param name="LogLikelihood">Restricted log likelihood minus its largest value on the profile, at most 0.</param>
/// <remarks>Source: docs/statistics.md, "Between-service variance".</remarks>
public readonly record struct Tau2Profile(double Tau2, double LogLikelihood)
{
    private const int Steps = 120;

    /// <summary>The profile from 0 to beyond the interval of tau2.</summary>
    /// <returns>Undefined where tau2 is.</returns>
    public static Estimated<IReadOnlyList<Tau2Profile>> Of(PooledResult pooled)
    {
        ArgumentNullException.ThrowIfNull(pooled);
        return pooled.Tau2.Map<IReadOnlyList<Tau2Profile>>(tau2 =>
        {
            var studies = new ScaledStudies([
                .. pooled.Studies.Select(study => new StudyEstimate(study.Label, study.Effect, study.Variance)),
            ]);
            var limit = pooled.Tau2Interval.ValueOrNull()?.High ?? 0;
            // With few studies the interval has no useful end: the profile stops where all has been seen.
            var end = Math.Max(Math.Min(limit * 1.1, Math.Max(tau2, pooled.Studies.Average(study => study.Variance)) * 8), tau2 * 2);
            if (end <= 0)
                end = pooled.Studies.Average(study => study.Variance);
            var found = Enumerable
                .Range(0, Steps + 1)
                .Select(step => end * step / Steps)
                .Select(value => new Tau2Profile(value, Height(studies, studies.FromVariance(value))))
                .ToArray();
            var most = found.Max(one => one.LogLikelihood);
            return [.. found.Select(one => one with { LogLikelihood = one.LogLikelihood - most })];
        });
    }

    private static double Height(ScaledStudies studies, double tau2)
    {
        var fit = studies.At(tau2);
        return -0.5 * (studies.V.Sum(v => Math.Log(v + tau2)) + Math.Log(fit.SumW) + fit.Wee);
    }
}
