namespace Portal.Api.Outcomes;

/// <summary>The mean improvement in standard deviations of a named standardiser.</summary>
public sealed record StandardisedEstimate(string Standardiser, double Sd, double Estimate, double? Low, double? High);

/// <summary>A standardised effect on the service's own SD, by kind.</summary>
public sealed record EffectSizeLine(string Kind, double Estimate, double Variance, double Low, double High);

/// <summary>Improvement as it stands in JSON: <c>{"estimate":3.4,"low":2.0,"high":4.8}</c>.</summary>
public sealed record IntervalEstimate(double Estimate, double? Low, double? High);

/// <summary>Cases by class of reliable change; <paramref name="Basis"/> is CATALOGUE, JT_TEST_RETEST or JT_ALPHA.</summary>
public sealed record ReliableChangeLine(double Threshold, string Basis, int Improved, int NoChange, int Deteriorated);

/// <summary>Cases on the clinical side of the cut-off at the start, and of these on the other side at the end.</summary>
public sealed record ClinicalLine(int AboveCutOffAtStart, int Recovered, int? ReliablyRecovered);

/// <summary>Baseline scores of completers against those of the others, in pooled SDs (completers minus others, as the scale runs).</summary>
public sealed record AttritionLine(EffectSizeDifference BaselineDifference);

/// <summary>A difference of two groups.</summary>
public sealed record EffectSizeDifference(string Kind, double Estimate, double Low, double High);

/// <summary>
/// Outcomes on one measure and subscale. Points first, standardised beside them; a figure that is undefined is <c>null</c> and
/// <paramref name="Reasons"/> says why, by the field's name.
/// </summary>
public record MeasureOutcome(
    string Measure, string Subscale, string Name, string Construct, string Direction, string Unit, string Cohort, int Eligible, int Baseline, int Paired,
    double? Completion, bool LowPrecision, double? PreMean, double? PreSd, double? PostMean, double? PostSd, double? Correlation,
    IntervalEstimate? MeanImprovement, StandardisedEstimate? Standardised, IReadOnlyList<EffectSizeLine>? EffectSizes, ReliableChangeLine? ReliableChange,
    ClinicalLine? Clinical, AttritionLine? Attrition, IReadOnlyDictionary<string, string> Reasons);
