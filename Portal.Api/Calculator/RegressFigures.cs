using System.Text.Json.Serialization;
using Portal.Analytics;
using Portal.Analytics.LinearModels;
using Portal.Analytics.Moderators;
using Portal.Analytics.Pooling;
using Portal.Api.Answers;

namespace Portal.Api.Calculator;

/// <summary>One coefficient: how the effect changes for one more unit of the moderator, with the others held constant.</summary>
public sealed record CoefficientLine(string Name, double Estimate, double Se, double Low, double High, double? Statistic, double? PValue)
{
    public static CoefficientLine Of(string name, CoefficientTest found)
    {
        var interval = found.Interval.ValueOrNull()!.Value;
        return new CoefficientLine(
            name,
            found.Estimate,
            found.StandardError,
            interval.Low,
            interval.High,
            found.Statistic.ValueOrNull(),
            found.PValue.ValueOrNull()
        );
    }
}

/// <summary>A test of several coefficients, or of several means.</summary>
/// <param name="Kind">CHI_SQUARED, or F with <paramref name="Df2"/>.</param>
public sealed record OmnibusLine(string Kind, double Statistic, int Df1, int? Df2, double PValue)
{
    public static OmnibusLine Of(OmnibusTest test) =>
        new(test.Df2 is null ? "CHI_SQUARED" : "F", test.Statistic, test.Df1, test.Df2, test.PValue);
}

/// <summary>The effect expected at one row of moderators.</summary>
public sealed record ExpectedLine(double Estimate, double Se, double Low, double High, double? PredictionLow, double? PredictionHigh);

/// <summary>A meta-regression. Undefined numbers are <c>null</c>, with a code in <paramref name="Reasons"/>.</summary>
/// <param name="Coefficients">The intercept first, then the moderators in the order of the request.</param>
/// <param name="Omnibus">Test of all moderators together.</param>
/// <param name="Df">Degrees of freedom of the coefficients; <c>null</c> for the normal distribution.</param>
/// <param name="R2">Share of tau2 that the moderators explain, a fraction.</param>
public sealed record ModeratorsLine(
    IReadOnlyList<CoefficientLine> Coefficients,
    int? Df,
    OmnibusLine? Omnibus,
    double KnappHartungScale,
    double? Tau2,
    double? Tau2Low,
    double? Tau2High,
    double Q,
    int QDf,
    [property: JsonPropertyName("qPValue")] double QPValue,
    double I2,
    double H2,
    double? R2,
    IReadOnlyList<ExpectedLine> Expected,
    bool Converged,
    IReadOnlyList<string> Warnings,
    IReadOnlyDictionary<string, string> Reasons
);

internal static class RegressFigures
{
    /// <summary>With fewer studies, the share of the differences that is explained is mostly chance.</summary>
    public const int FewestForR2 = 10;

    private const int MostColumns = 50;
    private const int MostExpected = 1_000;

    // The time of a fit grows with studies x columns^2; this much takes a few seconds.
    private const long MostWork = 4_000_000;

    /// <summary>Whether a model is too large for one request.</summary>
    public static bool IsTooLarge(int studies, int columns) => columns > MostColumns || (long)studies * columns * columns > MostWork;

    /// <summary>What is malformed about the moderators, or <c>null</c>.</summary>
    public static Refusal? Malformed(ModeratorsInput moderators, int studies)
    {
        if (
            moderators is not { Names: { Count: > 0 } names, Rows: { } rows }
            || names.Any(string.IsNullOrWhiteSpace)
            || rows.Count != studies
            || rows.Concat(moderators.At ?? []).Any(row => row is null || row.Count != names.Count)
            || moderators.At?.Any(row => !row.All(MetaRegression.IsWithinRange)) == true
        )
        {
            return new Refusal(
                StatusCodes.Status400BadRequest,
                "MODERATORS_MALFORMED",
                "Send moderators as {\"names\": [...], \"rows\": [[...]]}: a name for each moderator, a row for each study, "
                    + "a number for each name. The intercept is added; do not send it."
            );
        }

        return IsTooLarge(studies, names.Count + 1) || moderators.At?.Count > MostExpected
            ? new Refusal(
                StatusCodes.Status400BadRequest,
                "MODERATORS_TOO_MANY",
                "Send at most 49 moderators, fewer with many studies (19 with 10,000), and at most 1,000 rows in \"at\"."
            )
            : null;
    }

    /// <summary>The meta-regression, or why it is undefined or refused.</summary>
    public static RegressionOutcome Run(IReadOnlyList<StudyEstimate> studies, ModeratorsInput moderators, PoolingOptions options) =>
        MetaRegression.Fit(studies, [.. moderators.Rows!.Select(WithIntercept)], options);

    public static ModeratorsLine Line(RegressionResult fitted, ModeratorsInput moderators)
    {
        var reasons = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var tau2 = fitted.Tau2Interval.ValueOrNull();
        if (fitted.Omnibus.WhyUndefined is { } why)
            reasons["omnibus"] = Codes.Of(why);
        string[] names = ["intercept", .. moderators.Names!];
        return new ModeratorsLine(
            [.. names.Zip(fitted.Coefficients, CoefficientLine.Of)],
            fitted.Df,
            fitted.Omnibus.Match<OmnibusLine?>(OmnibusLine.Of, _ => null),
            fitted.KnappHartungScale,
            reasons.Read("tau2", fitted.Tau2),
            tau2?.Low,
            tau2?.High,
            fitted.Q,
            fitted.QDf,
            fitted.QPValue,
            fitted.I2,
            fitted.H2,
            reasons.Read(
                "r2",
                fitted.QDf + names.Length >= FewestForR2 ? fitted.R2 : Estimated.Undefined<double>(UndefinedBecause.TooFewStudies)
            ),
            [.. (moderators.At ?? []).Select(row => Line(fitted.At(WithIntercept(row))))],
            fitted.Converged,
            [.. fitted.Warnings.Select(Codes.Of)],
            reasons
        );
    }

    private static double[] WithIntercept(IReadOnlyList<double> row) => [1, .. row];

    private static ExpectedLine Line(ExpectedEffect expected) =>
        new(
            expected.Estimate,
            expected.StandardError,
            expected.Interval.Low,
            expected.Interval.High,
            expected.Prediction.ValueOrNull()?.Low,
            expected.Prediction.ValueOrNull()?.High
        );
}
