using Portal.Analytics.LinearModels;
using Portal.Analytics.Pooling;

namespace Portal.Analytics.Moderators;

/// <summary>The mean effect of one subgroup in a model with one tau2 for all of them.</summary>
/// <param name="Group">Its name.</param>
/// <param name="K">Its studies, at least 1.</param>
/// <param name="Mean">Its pooled effect with inference.</param>
public sealed record SubgroupMean(string Group, int K, CoefficientTest Mean);

/// <summary>Subgroups that share one tau2, which works with few studies in each.</summary>
/// <param name="Groups">In ordinal order of their names.</param>
/// <param name="Between">Test of whether all means are equal; undefined for one group.</param>
/// <param name="Model">The whole model: one column for each group.</param>
public sealed record SubgroupsWithSharedTau2(IReadOnlyList<SubgroupMean> Groups, Estimated<OmnibusTest> Between, RegressionResult Model);

/// <summary>The pooled analysis of one subgroup by itself.</summary>
/// <param name="Group">Its name.</param>
/// <param name="Pooled">Its own analysis, with its own tau2.</param>
public sealed record SubgroupAlone(string Group, PooledResult Pooled);

/// <summary>Subgroups pooled one by one.</summary>
/// <param name="Groups">In ordinal order of their names.</param>
/// <param name="Between">Chi-squared test, with classic standard errors, of whether all means are equal; undefined for one group.</param>
public sealed record SubgroupsWithSeparateTau2(IReadOnlyList<SubgroupAlone> Groups, Estimated<OmnibusTest> Between);

/// <summary>Compares subgroups of studies.</summary>
/// <remarks>Checked against Reference/meta_regression.json (bcg-alloc-*).</remarks>
public static class Subgroups
{
    /// <summary>One model with a mean for each subgroup and one tau2: the default, because subgroups are small.</summary>
    /// <param name="studies">One effect per study, fit to pool.</param>
    /// <param name="groups">The subgroup of each study.</param>
    /// <param name="options">Model, estimator, test and level.</param>
    /// <returns>
    /// The comparison; undefined with <see cref="UndefinedBecause.TooFewStudies"/> unless there are more studies than subgroups.
    /// </returns>
    /// <exception cref="ArgumentException">Groups and studies differ in number, or the studies are unfit to pool.</exception>
    public static Estimated<SubgroupsWithSharedTau2> WithSharedTau2(
        IReadOnlyList<StudyEstimate> studies,
        IReadOnlyList<string> groups,
        PoolingOptions options
    )
    {
        var means = FactorColumns.CellMeans(groups);
        return Fitted(studies, means, options)
            .Map(model => new SubgroupsWithSharedTau2(
                [.. means.Levels.Select((group, j) => new SubgroupMean(group, groups.Count(own => own == group), model.Coefficients[j]))],
                Between(
                    [
                        .. means.Levels.Select(
                            (group, j) => new StudyEstimate(group, model.Coefficients[j].Estimate, model.Covariance[j][j])
                        ),
                    ],
                    ModelFit.FactorOf(options.Test, model.KnappHartungScale),
                    model.Df
                ),
                model
            ));
    }

    /// <summary>Each subgroup pooled by itself, with its own tau2.</summary>
    /// <param name="studies">One effect per study, fit to pool.</param>
    /// <param name="groups">The subgroup of each study.</param>
    /// <param name="options">Model, estimator, test and level.</param>
    /// <exception cref="ArgumentException">Groups and studies differ in number, or the studies are unfit to pool.</exception>
    public static SubgroupsWithSeparateTau2 WithSeparateTau2(
        IReadOnlyList<StudyEstimate> studies,
        IReadOnlyList<string> groups,
        PoolingOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(studies);
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.Count != studies.Count)
            throw new ArgumentException("Needs one group per study.", nameof(groups));
        var alone = studies
            .Zip(groups)
            .GroupBy(pair => pair.Second, pair => pair.First, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new SubgroupAlone(
                group.Key,
                MetaAnalysis.Fit([.. group], options).TryGet(out var pooled) ? pooled : throw Unfit()
            ))
            .ToArray();
        return new SubgroupsWithSeparateTau2(
            alone,
            Between(
                [
                    .. alone.Select(group => new StudyEstimate(
                        group.Group,
                        group.Pooled.Estimate,
                        group.Pooled.ClassicStandardError * group.Pooled.ClassicStandardError
                    )),
                ],
                1,
                null
            )
        );
    }

    // Given tau2 the means are independent, so this is Cochran's Q with means in place of studies.
    private static Estimated<OmnibusTest> Between(StudyEstimate[] means, double factor, int? df2)
    {
        if (means.Length < 2 || factor == 0)
            return Estimated.Undefined<OmnibusTest>(means.Length < 2 ? UndefinedBecause.NotInModel : UndefinedBecause.NoVariation);
        return Estimated.Of(OmnibusTest.Of(new ScaledStudies(means).At(0).Wee / factor, means.Length - 1, df2));
    }

    private static Estimated<RegressionResult> Fitted(
        IReadOnlyList<StudyEstimate> studies,
        FactorColumns columns,
        PoolingOptions options
    ) =>
        MetaRegression.Fit(studies, columns.Rows, options) switch
        {
            RegressionOutcome.Fitted { Result: var result } => Estimated.Of(result),
            RegressionOutcome.Undefined { Reason: var reason } => Estimated.Undefined<RegressionResult>(reason),
            _ => throw Unfit(),
        };

    private static ArgumentException Unfit() => new("Needs studies that are fit to pool.");
}
