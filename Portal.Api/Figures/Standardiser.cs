using Portal.Analytics;
using Portal.Analytics.Moments;
using Portal.Api.Extracts;

namespace Portal.Api.Figures;

/// <summary>The one SD per measure by which changes are standardised, and whose it is.</summary>
/// <param name="Code">PUBLISHED_NORM_SD, PROVISIONAL_NETWORK_SD or NETWORK_BASELINE_SD.</param>
/// <param name="Sd">Points of the measure, above 0.</param>
public sealed record Standardiser(string Code, double Sd)
{
    /// <summary>Fewer baselines than this make no network SD.</summary>
    private const int FewestBaselines = 30;

    /// <summary>Code of the network's baseline SD as the latest release printed it.</summary>
    public const string NetworkBaseline = "NETWORK_BASELINE_SD";

    /// <summary>The published norm, or <c>null</c>: what a service sees until a release freezes a network SD.</summary>
    public static Standardiser? Published(Measure measure) =>
        measure.NormativeSd is { } sd ? new Standardiser("PUBLISHED_NORM_SD", sd) : null;

    /// <summary>The published norm, else a provisional network SD from the baselines at hand: for the analyst's workspace only.</summary>
    public static Standardiser? Provisional(Measure measure, SampleMoments baselines) =>
        Published(measure)
        ?? (
            baselines.N >= FewestBaselines && baselines.Sd.ValueOrNull() is { } sd and > 0
                ? new Standardiser("PROVISIONAL_NETWORK_SD", sd)
                : null
        );

    public StandardisedEstimate Apply(IntervalEstimate improvement) =>
        new(Code, Sd, improvement.Estimate / Sd, improvement.Low / Sd, improvement.High / Sd);
}
