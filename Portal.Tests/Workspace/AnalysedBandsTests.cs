using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.Periods;
using Portal.Api.Workspace;
using Portal.Tests.Disclosure;

namespace Portal.Tests.Workspace;

/// <summary>Change by band of families is what the snapshot's release shows, and nothing else.</summary>
public sealed class AnalysedBandsTests
{
    private static readonly Window Year = new(new Month(2024, 4), new Month(2025, 4));
    private static readonly Measure Measure = MeasureFile.ReadPublished().Single(one => one is { Code: "HADS", Subscale: "ANXIETY" });

    [Test]
    public void Of_DraftThatNobodyOpened_ShowsNoBand() =>
        Assert.That(
            AnalysedBands.Of(null, Measure, "FATHER", Year),
            Is.EqualTo(ServiceGroup.Bands("FATHER").Select(band => new AnalysedBand(band.Code, band.Label, null, null, "NOT_OPENED")))
        );

    // 24 families print as 25, and their interval is that of 23 (docs/disclosure.md, "Means, effect sizes, percentiles").
    [Test]
    public void Of_Release_ShowsItsFigureOfEachBandOrSaysWithheld()
    {
        var bands = ServiceGroup.Bands("FATHER");
        var release = FrozenRelease.Freeze(
            new JsonObject(),
            [
                new ReleaseCell(
                    new("OUTCOME", "HADS", "ANXIETY", "MEAN_CHANGE", "NETWORK", "FATHER", bands[1].Code, "2024-04", "2025-04"),
                    ReleasedFigure.Of(InventedFigures.Mean(24, 12.345, 4.21))
                ),
            ]
        );

        var found = AnalysedBands.Of(release, Measure, "FATHER", Year);

        Assert.That(found.Select(band => (band.Code, band.Label)), Is.EqualTo(bands.Select(band => (band.Code, band.Label))));
        Assert.That(
            found[1],
            Is.EqualTo(new AnalysedBand(bands[1].Code, bands[1].Label, 25, new IntervalEstimate(12.3, 10.5, 14.1), null))
        );
        Assert.That(found.Where((_, place) => place != 1).Select(band => (band.N, band.Reason)), Is.All.EqualTo(((int?)null, "WITHHELD")));
    }

    [Test]
    public void Of_UnknownDimension_HasNoBands() => Assert.That(AnalysedBands.Of(null, Measure, "SHOE_SIZE", Year), Is.Empty);
}
