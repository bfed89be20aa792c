using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Extracts;
using Portal.Api.Releases.Bundle;
using Portal.Api.Releases.Lattice;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Releases;

/// <summary>One risk among those referred.</summary>
public sealed record RiskFigures(
    string Label,
    Disclosed<ReleasedFigure> Present,
    Disclosed<ReleasedFigure> Absent,
    Disclosed<ReleasedFigure> NotKnown,
    Disclosed<ReleasedFigure> Share
);

/// <summary>One band of a dimension.</summary>
/// <param name="Figure">A count of referrals, or a mean change.</param>
/// <param name="Share">Share of the band in all referrals; <c>null</c> for changes.</param>
public sealed record BandFigures(string Label, Disclosed<ReleasedFigure> Figure, Disclosed<ReleasedFigure>? Share);

/// <summary>The bands of one dimension.</summary>
public sealed record DimensionFigures(string Label, IReadOnlyList<BandFigures> Bands);

/// <summary>All figures of one measure by the code of the statistic.</summary>
/// <param name="Dimensions">Mean change by band, for the dimensions with something to show.</param>
/// <param name="Reliable">How many improved and worsened; <c>null</c> when the measure has no direction.</param>
public sealed record MeasureFigures(
    Measure Measure,
    IReadOnlyDictionary<string, Disclosed<ReleasedFigure>> ByStatistic,
    IReadOnlyList<DimensionFigures> Dimensions,
    ReliableShares? Reliable
)
{
    public string Anchor => $"m-{Measure.Code}{(Measure.Subscale.Length > 0 ? "-" + Measure.Subscale : "")}";

    /// <summary>The figure, or <c>null</c> when the measure has no such statistic.</summary>
    public Disclosed<ReleasedFigure>? this[string statistic] => ByStatistic.GetValueOrDefault(statistic);

    public bool IsLowPrecision => ByStatistic.Values.Any(figure => figure.ValueOrNull is { LowPrecision: true });
}

/// <summary>Everything that a page shows of one scope of a release: released cells and nothing else.</summary>
/// <param name="Shown">Measures with something to show, in the usual order.</param>
/// <param name="NotShown">Names of the others.</param>
public sealed record ScopeFigures(
    string Scope,
    ReleaseHead Head,
    Disclosed<ReleasedFigure> Referrals,
    IReadOnlyList<RiskFigures> Risks,
    Disclosed<ReleasedFigure> ReferralsOfYear,
    IReadOnlyList<DimensionFigures> Dimensions,
    IReadOnlyList<MeasureFigures> Shown,
    IReadOnlyList<string> NotShown,
    Picture RisksPicture,
    Picture ChangesPicture
)
{
    /// <summary>Reads one scope.</summary>
    /// <param name="scope">NETWORK, a nation or a kind of host; OWN in a service's own report.</param>
    /// <param name="address">Permanent address of the published release in the API, or <c>null</c> for a draft.</param>
    public static ScopeFigures Of(FrozenRelease release, string scope, string? address)
    {
        ArgumentNullException.ThrowIfNull(release);
        var cells = release.Cells.Where(cell => cell.Address.Scope == scope).ToArray();
        var profile = cells.Where(cell => cell.Address.Topic == ReleaseLattice.Profile).ToArray();
        var head = ReleaseHead.Of(release);
        Disclosed<ReleasedFigure> Total(string from) => Find(profile, Statistics.Referrals, ReleaseLattice.None, from: from);
        var measures = ScopeMeasures.Of(release, scope).ToLookup(measure => measure.IsShown);
        return new ScopeFigures(
            scope,
            head,
            Total(head.Headline.From.ToString()),
            [.. profile.Where(cell => cell.Address.Statistic == Statistics.RiskShare).Select(cell => OfRisk(profile, cell))],
            Total(head.Breakdowns.From.ToString()),
            [.. ReleaseLattice.Dimensions.Select(dimension => OfDimension(profile, dimension))],
            [.. measures[true].Select(measure => OfMeasure(measure, release.Policy))],
            [.. measures[false].Select(measure => measure.Measure.FullName)],
            PictureOf(layout => ReleasePictures.Risks(release, release.Policy, scope, layout), address, "referral-risks", scope),
            PictureOf(
                layout => ReleasePictures.Changes(release, release.Policy, MeasureCatalogue.Published, scope, layout),
                address,
                "changes",
                scope
            )
        );
    }

    private static RiskFigures OfRisk(ReleaseCell[] profile, ReleaseCell share)
    {
        Disclosed<ReleasedFigure> Of(string statistic) => Find(profile, statistic, ReleaseLattice.None, share.Address.Item);
        return new RiskFigures(
            CareCodes.Risk.Label(share.Address.Item),
            Of(Statistics.RiskPresent),
            Of(Statistics.RiskAbsent),
            Of(Statistics.RiskNotKnown),
            share.Figure
        );
    }

    private static DimensionFigures OfDimension(ReleaseCell[] profile, LatticeDimension dimension) =>
        new(
            dimension.Label,
            [
                .. dimension.Bands.Select(band => new BandFigures(
                    band.Label,
                    Find(profile, Statistics.Referrals, dimension.Code, code: band.Code),
                    Find(profile, Statistics.ReferralsShare, dimension.Code, code: band.Code)
                )),
            ]
        );

    private static MeasureFigures OfMeasure(ScopeMeasure found, DisclosurePolicy policy)
    {
        var (measure, cells) = found;
        var changes = ReleaseLattice.Dimensions.Select(dimension => new DimensionFigures(
            dimension.Label,
            [
                .. cells
                    .Where(cell => cell.Address.Dimension == dimension.Code && cell.Address.Statistic == Statistics.MeanChange)
                    .Select(cell => new BandFigures(StatisticLabels.Band(cell.Address), cell.Figure, null)),
            ]
        ));
        var byStatistic = cells
            .Where(cell => cell.Address.Dimension == ReleaseLattice.None)
            .ToDictionary(cell => cell.Address.Statistic, cell => cell.Figure);
        return new MeasureFigures(
            measure,
            byStatistic,
            [.. changes.Where(dimension => dimension.Bands.Any(band => band.Figure.IsShown))],
            byStatistic.TryGetValue(Statistics.ReliablyImproved, out var improved)
                ? ReliableShares.Of(
                    improved,
                    byStatistic[Statistics.NoReliableChange],
                    byStatistic[Statistics.ReliablyDeteriorated],
                    byStatistic[Statistics.WithLastScore],
                    policy
                )
                : null
        );
    }

    private static Disclosed<ReleasedFigure> Find(
        ReleaseCell[] cells,
        string statistic,
        string dimension,
        string item = "",
        string code = "",
        string? from = null
    ) =>
        cells
            .FirstOrDefault(cell =>
                cell.Address is var at
                && at.Statistic == statistic
                && at.Dimension == dimension
                && at.Item == item
                && at.Code == code
                && (from is null || at.From == from)
            )
            ?.Figure
        ?? ReleasedFigure.Withheld;

    private static Picture PictureOf(Func<ChartLayout, DrawnPicture> draw, string? address, string chart, string scope) =>
        Picture.Of(draw, address is null ? null : $"{address}/charts/{chart}.svg?scope={scope}");
}
