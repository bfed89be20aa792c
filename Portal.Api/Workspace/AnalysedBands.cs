using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Workspace;

/// <summary>Change by band of families, over all services: the cells that the snapshot's release has, and nothing finer.</summary>
/// <remarks>
/// Source: docs/disclosure.md, "The workspace", rule 4. Bands of one dimension are a partition, and bands of two cross each other, so every
/// cell is judged with the others and against earlier releases; the release has done that.
/// </remarks>
internal static class AnalysedBands
{
    /// <summary>The reason when the figures of the draft are not open.</summary>
    public const string NotOpened = "NOT_OPENED";

    /// <param name="content">The release, or <c>null</c> when it is a draft whose figures are not open.</param>
    /// <param name="window">Its financial year.</param>
    public static IReadOnlyList<AnalysedBand> Of(FrozenRelease? content, Measure measure, string dimension, Periods.Window window) =>
        [
            .. ServiceGroup
                .Bands(dimension)
                .Select(band =>
                    content is null
                        ? new AnalysedBand(band.Code, band.Label, null, null, NotOpened)
                        : BandOf(band, content[Address(measure, dimension, band.Code, window)].ValueOrNull)
                ),
        ];

    private static AnalysedBand BandOf(LatticeBand band, ReleasedFigure? change) =>
        change is null
            ? new AnalysedBand(band.Code, band.Label, null, null, "WITHHELD")
            : new AnalysedBand(
                band.Code,
                band.Label,
                change.Cases,
                new IntervalEstimate(change.Value, change.Interval?.Low, change.Interval?.High),
                null
            );

    private static CellAddress Address(Measure measure, string dimension, string band, Periods.Window window) =>
        new(
            ReleaseLattice.Outcome,
            measure.Code,
            measure.Subscale,
            Statistics.MeanChange,
            ReleaseLattice.Network,
            dimension,
            band,
            window.From.ToString(),
            window.Before.ToString()
        );
}
