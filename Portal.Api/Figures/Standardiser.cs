using Portal.Api.Extracts;

namespace Portal.Api.Figures;

/// <summary>The one SD per measure that standardises changes, and where it comes from.</summary>
/// <param name="Code">PUBLISHED_NORM_SD or NETWORK_BASELINE_SD.</param>
/// <param name="Sd">In points of the measure, above 0.</param>
public sealed record Standardiser(string Code, double Sd)
{
    /// <summary>Code of the network's baseline SD in the latest release.</summary>
    public const string NetworkBaseline = "NETWORK_BASELINE_SD";

    /// <summary>The published norm, or <c>null</c>. A service sees this one until a release freezes a network SD.</summary>
    public static Standardiser? Published(Measure measure) =>
        measure.NormativeSd is { } sd ? new Standardiser("PUBLISHED_NORM_SD", sd) : null;

    public StandardisedEstimate Apply(IntervalEstimate improvement) =>
        new(Code, Sd, improvement.Estimate / Sd, improvement.Low / Sd, improvement.High / Sd);
}
