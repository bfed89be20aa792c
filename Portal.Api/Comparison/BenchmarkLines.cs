using System.Text.Json.Serialization;
using Portal.Analytics;
using Portal.Analytics.Comparison;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Answers;
using Portal.Api.Figures;
using Portal.Api.Periods;

namespace Portal.Api.Comparison;

/// <summary>The release behind a comparison.</summary>
/// <param name="From">First month of its twelve, YYYY-MM.</param>
/// <param name="Before">First month after them, YYYY-MM.</param>
/// <param name="Policy">Id of the disclosure policy.</param>
public sealed record BenchmarkRelease(
    string Id,
    Quarter Quarter,
    Month From,
    Month Before,
    string Policy,
    string? ContentHash,
    DateTimeOffset? FrozenAt,
    DateTimeOffset? PublishedAt,
    string Note,
    string? Corrects
);

/// <summary>Limits around the network's figure for a service of this size: points for a change, fractions for a share.</summary>
public sealed record BenchmarkLimits(double Low, double High);

/// <summary>Where a figure lies beside the network's, in words.</summary>
/// <param name="Position">HIGHER, SIMILAR, LOWER or TOO_FEW_TO_SAY, by the 99.8% limits; for a change, HIGHER is more improvement.</param>
/// <param name="Reason">Code that says why the figures cannot be compared; otherwise <c>null</c>.</param>
/// <param name="Watch">Whether a similar figure lies outside the 95% limits.</param>
/// <param name="Limits95"><c>null</c>, like <paramref name="Limits998"/>, when the figures cannot be compared.</param>
public sealed record BenchmarkPosition(string Position, string? Reason, bool Watch, BenchmarkLimits? Limits95, BenchmarkLimits? Limits998)
{
    /// <param name="unit">One unit of the comparison in units of the answer: 0.01 for a share, which is compared in per cent.</param>
    public static BenchmarkPosition Of(NetworkComparison found, double unit = 1)
    {
        BenchmarkLimits? Given(Interval? limits) => limits is { } known ? new BenchmarkLimits(unit * known.Low, unit * known.High) : null;
        return new BenchmarkPosition(
            Codes.Of(found.Position),
            found.Reason is { } reason ? Codes.Of(reason) : null,
            found.Watch,
            Given(found.Limits95),
            Given(found.Limits998)
        );
    }
}

/// <summary>One measure of a service beside all other services.</summary>
/// <param name="FirstScores">The service's closed cases with a first score.</param>
/// <param name="Paired">Those of them with a last score.</param>
/// <param name="Completion">Their share, a fraction; <c>null</c> without a first score.</param>
/// <param name="Own">Exact mean improvement in points; <c>null</c> without a pair.</param>
/// <param name="StandardError">Of <paramref name="Own"/>, in points; <c>null</c> where it is undefined.</param>
/// <param name="Rest">Improvement pooled over all other services, with 95% and prediction
/// interval; "c" where withheld. The same holds for the figures that follow.</param>
/// <param name="Network">Improvement pooled over all services, this one included.</param>
/// <param name="NetworkCompletion">Share of all services' cases that have a last score, in per cent.</param>
/// <param name="AdjustedDifference">The service's improvement minus what
/// its families' starting points lead one to expect, in points.</param>
public sealed record BenchmarkMeasure(
    string Measure,
    string Subscale,
    string Name,
    string Construct,
    int FirstScores,
    int Paired,
    double? Completion,
    bool LowPrecision,
    IntervalEstimate? Own,
    double? StandardError,
    Disclosed<ReleasedFigure> Rest,
    Disclosed<ReleasedFigure> Network,
    Disclosed<ReleasedFigure> NetworkCompletion,
    Disclosed<ReleasedFigure> AdjustedDifference,
    BenchmarkPosition Comparison,
    BenchmarkReliable Reliable
);

/// <summary>How many improved and worsened reliably, the service's families beside those of all services.</summary>
/// <param name="Own">Exact; <c>null</c> without a pair, and in releases made before it was kept.</param>
/// <param name="Network">Released shares of all services, this one included.</param>
public sealed record BenchmarkReliable(BenchmarkRates? Own, ReliableShares Network);

/// <summary>Exact shares of a service's families with both scores.</summary>
public sealed record BenchmarkRates(Share Improved, Share NoChange, Share Worsened);

/// <summary>One risk at referral: the service's own exact share beside that of all services.</summary>
/// <param name="Own">Of the referrals where it is known, with Wilson interval.</param>
/// <param name="Network">In whole per cent; "c" where withheld.</param>
public sealed record BenchmarkRisk(string Code, string Label, Share Own, Disclosed<ReleasedFigure> Network, BenchmarkPosition Comparison)
{
    /// <summary>Whether the own share lies beyond what chance makes.</summary>
    [JsonIgnore]
    public bool Differs => Comparison.Position is "HIGHER" or "LOWER";
}
