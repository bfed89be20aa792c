using Portal.Analytics.Pooling;

namespace Portal.Analytics.Influence;

/// <summary>Where a study lies by how far it is from the others and by how much it moves the answer.</summary>
/// <param name="Label">The study.</param>
/// <param name="Heterogeneity">Squared distance from the pooled effect over the study's total variance, at least 0.</param>
/// <param name="Influence">Squared change of the pooled effect without the study, over its variance without the study, at least 0.</param>
/// <remarks>Source: docs/statistics.md, "Leave-one-out and influence".</remarks>
public sealed record BaujatPlace(string Label, double Heterogeneity, double Influence)
{
    /// <summary>The places of all studies, in their order.</summary>
    /// <returns>Undefined for one study, and for two, where what is left is one study.</returns>
    public static Estimated<IReadOnlyList<BaujatPlace>> Of(PooledResult pooled)
    {
        ArgumentNullException.ThrowIfNull(pooled);
        if (pooled.K < 3)
            return Estimated.Undefined<IReadOnlyList<BaujatPlace>>(UndefinedBecause.TooFewStudies);
        var tau2 = pooled.Tau2.ValueOrNull() ?? 0;
        return LeaveOneOut
            .Of(pooled)
            .Map<IReadOnlyList<BaujatPlace>>(left =>
                [
                    .. pooled.Studies.Zip(
                        left,
                        (study, without) =>
                            new BaujatPlace(
                                study.Label,
                                Square(study.Effect - pooled.Estimate) / (study.Variance + tau2),
                                Square((pooled.Estimate - without.Without.Estimate) / without.Without.StandardError)
                            )
                    ),
                ]
            );
    }

    private static double Square(double value) => value * value;
}
