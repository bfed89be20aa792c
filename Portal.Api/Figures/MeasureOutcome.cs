using Portal.Api.Answers;

namespace Portal.Api.Figures;

/// <summary>The mean improvement in standard deviations of a named standardiser.</summary>
public sealed record StandardisedEstimate(string Standardiser, double Sd, double Estimate, double? Low, double? High);

/// <summary>A standardised effect on the service's own SD, by kind.</summary>
public sealed record EffectSizeLine(string Kind, double Estimate, double Variance, double Low, double High);

/// <summary>Improvement in JSON: <c>{"estimate":3.4,"low":2.0,"high":4.8}</c>.</summary>
public sealed record IntervalEstimate(double Estimate, double? Low, double? High);

/// <summary>Cases by class of reliable change; <paramref name="Basis"/> is CATALOGUE, JT_TEST_RETEST or JT_ALPHA.</summary>
/// <param name="Rates">Out of the cases with both scores.</param>
public sealed record ReliableChangeLine(
    double Threshold,
    string Basis,
    int Improved,
    int NoChange,
    int Deteriorated,
    ReliableChangeRates Rates
);

/// <summary>Shares of the cases with both scores, each with its 95% Wilson interval.</summary>
public sealed record ReliableChangeRates(Share Improved, Share NoChange, Share Deteriorated);

/// <summary>Cases that started on the clinical side of the cut-off, and those of them that ended on the other side.</summary>
/// <param name="RecoveryRate">Recovered, out of those who started on the clinical side.</param>
/// <param name="ReliableRecoveryRate">Recovered with a reliable change, out
/// of the same; <c>null</c> without a threshold of reliable change.</param>
public sealed record ClinicalLine(
    int AboveCutOffAtStart,
    int Recovered,
    int? ReliablyRecovered,
    Share RecoveryRate,
    Share? ReliableRecoveryRate
);

/// <summary>
/// Scores at the ends of the scale, beyond which no change can be seen. First scores are of all cases, last scores of the pairs.
/// </summary>
public sealed record FloorCeilingLine(Share FirstAtFloor, Share FirstAtCeiling, Share LastAtFloor, Share LastAtCeiling);

/// <summary>Who has no last score, and how much that could matter.</summary>
/// <param name="Completion">Cases with both scores, out of those with a first.</param>
/// <param name="BaselineDifference">First scores of completers minus those
/// of the others, in pooled SDs, in the direction of the scale.</param>
/// <param name="Sensitivity">Only for the viewer's own service, because it needs the scores themselves.</param>
public sealed record AttritionLine(Share Completion, EffectSizeDifference? BaselineDifference, SensitivityLine? Sensitivity);

/// <summary>A difference between two groups.</summary>
public sealed record EffectSizeDifference(string Kind, double Estimate, double Low, double High);

/// <summary>
/// Outcomes on one measure and subscale, in points and standardised. An undefined figure
/// is <c>null</c>, and <paramref name="Reasons"/> gives the reason under the field's name.
/// </summary>
/// <param name="RegressionToMean">Improvement expected without any treatment. It needs
/// the mean of a published norm, which the catalogue does not have yet (NO_NORM).</param>
public record MeasureOutcome(
    string Measure,
    string Subscale,
    string Name,
    string Construct,
    string Direction,
    string Unit,
    string Cohort,
    int Eligible,
    int Baseline,
    int Paired,
    double? Completion,
    bool LowPrecision,
    double? PreMean,
    double? PreSd,
    double? PostMean,
    double? PostSd,
    double? Correlation,
    IntervalEstimate? MeanImprovement,
    StandardisedEstimate? Standardised,
    IReadOnlyList<EffectSizeLine>? EffectSizes,
    ReliableChangeLine? ReliableChange,
    ClinicalLine? Clinical,
    AttritionLine Attrition,
    FloorCeilingLine? FloorCeiling,
    double? RegressionToMean,
    IReadOnlyDictionary<string, string> Reasons
);
