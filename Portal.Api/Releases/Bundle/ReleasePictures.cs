using System.Text.Json.Nodes;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Released;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Bundle;

/// <summary>Pictures drawn from a release alone.</summary>
public static class ReleasePictures
{
    /// <summary>Referral risks of a scope, in the release's order of risks.</summary>
    /// <param name="scope">NETWORK, a nation or a kind of host; OWN in a service's
    /// report. A scope that the release lacks gives the empty picture.</param>
    public static DrawnPicture Risks(
        FrozenRelease release,
        DisclosurePolicy policy,
        string scope = ReleaseLattice.Network,
        ChartLayout layout = ChartLayout.Wide
    )
    {
        var cells = Cells(release, ReleaseLattice.Profile, Statistics.RiskShare, scope);
        return ReleasedRisksChart.Draw(
            new ReleasedRisksPicture(
                $"Risks known at referral: {ScopeInTitle(scope, release)}",
                Subtitle("Referred", cells, release, policy),
                [.. cells.Select(cell => new ReleasedRisk(CareCodes.Risk.Label(cell.Address.Item), cell.Figure))]
            ),
            layout
        );
    }

    /// <summary>
    /// Change by measure for a scope, in the usual order of measures: pooled over services, or one service's mean change.
    /// </summary>
    /// <param name="scope">NETWORK, a nation or a kind of host; OWN in a service's
    /// report. A scope that the release lacks gives the empty picture.</param>
    public static DrawnPicture Changes(
        FrozenRelease release,
        DisclosurePolicy policy,
        MeasureCatalogue measures,
        string scope = ReleaseLattice.Network,
        ChartLayout layout = ChartLayout.Wide
    )
    {
        var cells = Cells(release, ReleaseLattice.Outcome, ChangeOf(scope), scope);
        // A measure without such a change is counted here only where nothing of it is shown, so that page and picture count alike.
        var changes = ScopeMeasures
            .Of(release, scope)
            .Select(one => (Measure: one, Change: one.Cells.FirstOrDefault(cells.Contains)))
            .Where(one => one.Change is not null || !one.Measure.IsShown)
            .Select(one => new ReleasedChange(
                StatisticLabels.Item((one.Change ?? one.Measure.Cells[0]).Address, measures),
                one.Change?.Figure ?? ReleasedFigure.Withheld,
                one.Measure.IsShown
            )
            {
                Completion = Completion(one.Measure, one.Change),
            });
        return ReleasedChangesChart.Draw(
            new ReleasedChangesPicture(
                $"Change from first to last score: {ScopeInTitle(scope, release)}",
                Subtitle("Families whose work ended", cells, release, policy),
                [.. changes]
            )
            {
                IsOfOneService = scope == ReleaseLattice.Own,
            },
            layout
        );
    }

    /// <summary>
    /// The statistic in the picture of changes, in standard deviations of first scores. A single service has nothing to pool.
    /// </summary>
    public static string ChangeOf(string scope) =>
        scope == ReleaseLattice.Own ? Statistics.EffectSmcrh : Statistics.PooledChangeStandardised;

    // Of the same families and months as the change that it stands beside.
    private static Disclosed<ReleasedFigure> Completion(ScopeMeasure measure, ReleaseCell? change) =>
        change is { Address: { } at }
        && measure.Cells.FirstOrDefault(cell => cell.Address == at with { Statistic = Statistics.Completion }) is { Figure: { } share }
            ? share
            : ReleasedFigure.Withheld;

    private static ReleaseCell[] Cells(FrozenRelease release, string topic, string statistic, string scope) =>
        [
            .. release.Cells.Where(cell =>
                cell.Address is { Dimension: ReleaseLattice.None } at && at.Topic == topic && at.Statistic == statistic && at.Scope == scope
            ),
        ];

    // The picture of one service may travel without its page, so it names the service.
    private static string ScopeInTitle(string scope, FrozenRelease release) =>
        scope switch
        {
            ReleaseLattice.Network => "all services",
            ReleaseLattice.Own when JsonNode.Parse(release.Head)?["service"]?.GetValue<string>() is { } code => $"service {code}",
            _ => ReleaseLattice.ScopeLabel(scope),
        };

    private static string Subtitle(string what, ReleaseCell[] cells, FrozenRelease release, DisclosurePolicy policy)
    {
        var source = $"release {release.ContentHash[..12]}, policy {policy.Id}";
        return
            cells is [var first, ..]
            && Month.TryParse(first.Address.From, out var from)
            && Month.TryParse(first.Address.Before, out var before)
            ? $"{what} {new Window(from, before).Words}; {source}"
            : source;
    }
}
