using Portal.Analytics.Charts;
using Portal.Analytics.Disclosure;
using Portal.Api.Extracts;
using Portal.Api.Records;

namespace Portal.Api.Releases.Bundle;

/// <summary>Pictures of a release that need nothing but the release.</summary>
public static class ReleasePictures
{
    /// <summary>Referral risks of a scope, in the release's own order of risks.</summary>
    /// <param name="scope">NETWORK, or a nation or kind of host; a scope that the release does not hold gives the empty picture.</param>
    public static string Risks(FrozenRelease release, DisclosurePolicy policy, string scope = Lattice.Network, ChartLayout layout = ChartLayout.Wide)
    {
        var cells = Cells(release, Lattice.Profile, Statistics.RiskShare, scope);
        return ReleasedRisksChart.Svg(new ReleasedRisksPicture(
            $"Risks known at referral: {ScopeInTitle(scope)}", Subtitle("Referred", cells, release, policy),
            [.. cells.Select(cell => new ReleasedRisk(CodeLists.Risk.Label(cell.Address.Item), cell.Figure))]), layout);
    }

    /// <summary>Pooled change by measure of a scope, in the release's own order of measures.</summary>
    /// <param name="scope">NETWORK, or a nation or kind of host; a scope that the release does not hold gives the empty picture.</param>
    public static string Changes(FrozenRelease release, DisclosurePolicy policy, MeasureCatalogue measures, string scope = Lattice.Network, ChartLayout layout = ChartLayout.Wide)
    {
        var cells = Cells(release, Lattice.Outcome, Statistics.PooledChangeStandardised, scope);
        return ReleasedChangesChart.Svg(new ReleasedChangesPicture(
            $"Change from first to last score: {ScopeInTitle(scope)}", Subtitle("Families whose case closed", cells, release, policy),
            [.. cells.Select(cell => new ReleasedChange(StatisticLabels.Item(cell.Address, measures), cell.Figure))]), layout);
    }

    private static ReleaseCell[] Cells(FrozenRelease release, string topic, string statistic, string scope) =>
        [.. release.Cells.Where(cell => cell.Address is { Dimension: Lattice.None } at && at.Topic == topic && at.Statistic == statistic && at.Scope == scope)];

    private static string ScopeInTitle(string scope) => scope == Lattice.Network ? "all services" : Lattice.ScopeLabel(scope);

    private static string Subtitle(string what, ReleaseCell[] cells, FrozenRelease release, DisclosurePolicy policy)
    {
        var source = $"release {release.ContentHash[..12]}, policy {policy.Id}";
        return cells is [var first, ..] && Month.TryParse(first.Address.From, out var from) && Month.TryParse(first.Address.Before, out var before)
            ? $"{what} {new Window(from, before).Words}; {source}"
            : source;
    }
}
