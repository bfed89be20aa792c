using System.Text.Json.Serialization;
using Portal.Analytics.Influence;
using Portal.Api.Answers;
using Portal.Api.Figures;

namespace Portal.Api.Calculator;

/// <summary>The result of pooling the figures of a request.</summary>
/// <param name="Moderators">The meta-regression, if requested and defined.</param>
/// <param name="Subgroups">The comparison of subgroups, if requested.</param>
/// <param name="Reasons">Why a requested part is <c>null</c>: its name and a code.</param>
/// <param name="Bayesian">
/// With a prior of tau, if requested; also for two to four effects in standard deviations, whose usual prior is known.
/// </param>
public sealed record MetaAnalysisResult(
    PooledLine Pooled,
    IReadOnlyList<StudyLine> Studies,
    ModeratorsLine? Moderators,
    SubgroupsLine? Subgroups,
    IReadOnlyDictionary<string, string> Reasons,
    BayesianLine? Bayesian = null
);

/// <summary>One study of the answer. Undefined diagnostics are <c>null</c>, with a code in <paramref name="Reasons"/>.</summary>
/// <param name="Weight">Share in the pooled effect, a fraction.</param>
/// <param name="LeaveOneOut">The pooled result without this study, with its own tau2.</param>
/// <param name="Hat">Leverage, a fraction.</param>
/// <param name="Influential">Whether a diagnostic is beyond its usual threshold; <c>null</c> when no study was left out.</param>
/// <param name="OutlierPValue">p of the studentised residual times the number of studies, at most 1.</param>
/// <param name="Reasons">Codes by figure; a reason that concerns every study is given once, with the whole answer.</param>
public sealed record StudyLine(
    string Label,
    double Effect,
    double Variance,
    double Weight,
    IntervalEstimate? Shrunken,
    LeftOutLine? LeaveOneOut,
    double? Hat,
    double? StudentisedResidual,
    double? Dffits,
    double? Dfbetas,
    double? CooksDistance,
    double? CovarianceRatio,
    bool? Influential,
    double? OutlierPValue,
    IReadOnlyDictionary<string, string> Reasons
);

/// <summary>The pooled result without one study.</summary>
public sealed record LeftOutLine(
    double Estimate,
    double Se,
    double Low,
    double High,
    double? Statistic,
    double? PValue,
    double? Q,
    [property: JsonPropertyName("qPValue")] double? QPValue,
    double? Tau2,
    double? I2,
    double? H2
)
{
    public static LeftOutLine Of(PooledWithout without, SortedDictionary<string, string> reasons) =>
        new(
            without.Estimate,
            without.StandardError,
            without.Interval.Low,
            without.Interval.High,
            reasons.Read("leaveOneOut.statistic", without.Statistic),
            reasons.Read("leaveOneOut.pValue", without.PValue),
            reasons.Read("leaveOneOut.q", without.Q),
            reasons.Read("leaveOneOut.qPValue", without.QPValue),
            reasons.Read("leaveOneOut.tau2", without.Tau2),
            reasons.Read("leaveOneOut.i2", without.I2),
            reasons.Read("leaveOneOut.h2", without.H2)
        );
}
