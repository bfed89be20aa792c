using Portal.Analytics.Pooling;

namespace Portal.Api.Figures;

/// <summary>
/// A pooled estimate with a prior of how much the parts differ, for few of them. Effects are in the unit of what is pooled.
/// </summary>
/// <param name="PriorScale">Scale of the half-normal prior of tau: two of three values of tau are below it beforehand.</param>
/// <param name="Se">Standard deviation of the posterior.</param>
/// <param name="Tau">Median of the posterior.</param>
public sealed record BayesianLine(
    double PriorScale,
    double Estimate,
    double Se,
    double Low,
    double High,
    double Tau,
    double TauLow,
    double TauHigh,
    double PredictionLow,
    double PredictionHigh
)
{
    /// <summary>With more services than this, the prior is not needed.</summary>
    public const int MostServices = 4;

    /// <summary>The prior's scale as a share of the standard deviation that standardises.</summary>
    public const double ShareOfSd = 0.5;

    /// <summary>The estimate of a pooled result; <c>null</c> when it is undefined.</summary>
    public static BayesianLine? Of(PooledResult pooled, double priorScale) =>
        BayesianPooling
            .Of(
                [.. pooled.Studies.Select(study => new StudyEstimate(study.Label, study.Effect, study.Variance))],
                priorScale,
                pooled.Options.Level
            )
            .Match<BayesianLine?>(
                found => new BayesianLine(
                    priorScale,
                    found.Estimate,
                    found.StandardError,
                    found.Interval.Low,
                    found.Interval.High,
                    found.Tau,
                    found.TauInterval.Low,
                    found.TauInterval.High,
                    found.Prediction.Low,
                    found.Prediction.High
                ),
                _ => null
            );
}
