using System.Text.Json.Serialization;
using Portal.Analytics;
using Portal.Analytics.Pooling;
using Portal.Api.Answers;

namespace Portal.Api.Figures;

/// <summary>A pooled estimate with everything needed to defend it. An undefined number is <c>null</c>, and a warning says why.</summary>
/// <param name="K">Services or studies pooled.</param>
/// <param name="N">Families behind them; <c>null</c> when a study does not give its number.</param>
/// <param name="Scale">POINTS, or INPUT for figures that came with the request.</param>
/// <param name="WithinVariance">POOLED within-service variance, or the studies' OWN variances.</param>
public sealed record PooledLine(
    int K,
    int? N,
    string Scale,
    string Model,
    string WithinVariance,
    string Tau2Method,
    string? MethodUsed,
    string Test,
    double Level,
    double Estimate,
    double Se,
    double Low,
    double High,
    double? PValue,
    StandardisedEstimate? Standardised,
    double? Tau2,
    double? Tau2Low,
    double? Tau2High,
    double? Tau,
    double? Q,
    int QDf,
    [property: JsonPropertyName("qPValue")] double? QPValue,
    double? I2,
    double? H2,
    double? PredictionLow,
    double? PredictionHigh,
    bool Converged,
    IReadOnlyList<string> Warnings
)
{
    public static PooledLine Of(PooledResult pooled, int? n, string scale, string withinVariance, StandardisedEstimate? standardised)
    {
        var tau2 = pooled.Tau2.ValueOrNull();
        var tau2Interval = pooled.Tau2Interval.ValueOrNull();
        var prediction = pooled.Prediction.ValueOrNull();
        return new PooledLine(
            pooled.K,
            n,
            scale,
            pooled.Options.Model.ToString().ToUpperInvariant(),
            withinVariance,
            pooled.Options.Method.ToString(),
            pooled.MethodUsed?.ToString(),
            // One study has a normal interval, whatever was asked for.
            pooled.K == 1
                ? "z"
                : pooled.Options.Test.ToString().ToLowerInvariant(),
            pooled.Options.Level,
            pooled.Estimate,
            pooled.StandardError,
            pooled.Interval.Low,
            pooled.Interval.High,
            pooled.PValue.ValueOrNull(),
            standardised,
            tau2,
            tau2Interval?.Low,
            tau2Interval?.High,
            tau2 is { } variance ? Math.Sqrt(variance) : null,
            pooled.Q.ValueOrNull(),
            pooled.QDf,
            pooled.QPValue.ValueOrNull(),
            pooled.I2.ValueOrNull(),
            pooled.H2.ValueOrNull(),
            prediction?.Low,
            prediction?.High,
            pooled.Converged,
            [.. pooled.Warnings.Select(Codes.Of)]
        );
    }
}
