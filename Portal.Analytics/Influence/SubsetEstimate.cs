using Portal.Analytics.Pooling;

namespace Portal.Analytics.Influence;

/// <summary>The pooled effect of some of the studies.</summary>
/// <param name="Members">Which studies: the first is bit 0.</param>
/// <param name="Estimate">Pooled effect.</param>
/// <param name="I2">A fraction in [0, 1).</param>
/// <remarks>Source: docs/statistics.md, "Leave-one-out and influence".</remarks>
public readonly record struct SubsetEstimate(int Members, double Estimate, double I2)
{
    /// <summary>The most studies whose subsets are all pooled: 4,083 of them.</summary>
    public const int MostStudies = 12;

    /// <summary>The pooled effect of every choice of two studies or more, with the options of the analysis.</summary>
    /// <returns>Undefined for fewer than three studies and for more than <see cref="MostStudies"/>.</returns>
    public static Estimated<IReadOnlyList<SubsetEstimate>> All(PooledResult pooled)
    {
        ArgumentNullException.ThrowIfNull(pooled);
        if (pooled.K is < 3 or > MostStudies)
            return Estimated.Undefined<IReadOnlyList<SubsetEstimate>>(
                pooled.K < 3 ? UndefinedBecause.TooFewStudies : UndefinedBecause.NotEstimable
            );
        StudyEstimate[] studies = [.. pooled.Studies.Select(study => new StudyEstimate(study.Label, study.Effect, study.Variance))];
        return Estimated.Of<IReadOnlyList<SubsetEstimate>>([
            .. Enumerable
                .Range(1, (1 << pooled.K) - 1)
                .Where(members => int.PopCount(members) >= 2)
                .Select(members => Of(members, studies, pooled.Options)),
        ]);
    }

    private static SubsetEstimate Of(int members, StudyEstimate[] studies, PoolingOptions options)
    {
        var scaled = new ScaledStudies([.. studies.Where((_, place) => (members >> place & 1) == 1)]);
        var fit = ModelFit.Of(scaled, options);
        return new SubsetEstimate(members, scaled.ToEffect(fit.Sums.Mean), Heterogeneity.Shares(scaled, options, fit.Tau2.Tau2, fit.Q).I2);
    }
}
