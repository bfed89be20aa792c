using Portal.Analytics;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Estimates;
using Portal.Analytics.Moments;
using Portal.Analytics.Pooling;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Making;

/// <summary>What the cells of one scope and window are computed from, and who judges them.</summary>
/// <param name="Judge">Why a population may not be shown, by its contributors or by the ledger; <c>null</c> when it may.</param>
public sealed record CellSource(
    ReleaseSnapshot Snapshot,
    string Scope,
    Window Window,
    Func<Population, WithheldBecause?> Judge,
    DisclosurePolicy Policy
);

/// <summary>The scores, pairs and populations from which outcome cells are made.</summary>
public static class OutcomeCells
{
    /// <summary>The scores of one measure in a window.</summary>
    public static SnapshotScores[] Scores(ReleaseSnapshot snapshot, Measure measure, string scope, Window window) =>
        [.. snapshot.Closed(measure, scope, window)];

    /// <summary>The pairs of each legal service, in the form that pooling takes.</summary>
    public static IEnumerable<ServiceMoments> ByService(IEnumerable<SnapshotScores> pairs) =>
        pairs
            .GroupBy(one => one.Case.Service.LegalId)
            .Select(service => new ServiceMoments(
                service.Key.ToString(System.Globalization.CultureInfo.InvariantCulture),
                PairedMoments.OfPairs(service.Select(one => (one.First!.Value, one.Last!.Value)))
            ));

    /// <summary>The parts of a pooled analysis that a release may show.</summary>
    public static PooledSample Sample(PooledResult pooled) =>
        new(
            pooled.Estimate,
            pooled.Interval,
            pooled.Prediction.Match(found => (Interval?)found, _ => null),
            false,
            pooled.Tau2.Match(found => (double?)Math.Sqrt(found), _ => null)
        );

    /// <summary>The cases with both scores on a measure.</summary>
    public static Population Paired(Measure measure, string scope, Window window, IEnumerable<SnapshotScores> pairs) =>
        Population(measure, Statistics.WithLastScore, scope, window, pairs);

    internal static Population Population(Measure measure, string name, string scope, Window window, IEnumerable<SnapshotScores> scores) =>
        Population(new PopulationKey(ReleaseLattice.Outcome, measure.Code, measure.Subscale, name), scope, window, [.. scores]);

    internal static Population Population(PopulationKey key, string scope, Window window, SnapshotScores[] scores) =>
        new(key, scope, window, [.. scores.Select(one => one.Case)], [.. scores.Select(one => one.Marks.For(key.Name))]);

    internal static SampleMoments Oriented(SampleMoments change, int sign) =>
        change.N == 0 ? change : new SampleMoments(change.N, sign * change.Mean, change.M2);

    internal static double Change(SnapshotScores one) => one.Last!.Value - one.First!.Value;

    internal static int MostFrequent(IEnumerable<double> values) =>
        values.CountBy(value => value).Select(held => held.Value).DefaultIfEmpty().Max();

    internal static ScaleKind ScaleOf(Measure measure) => measure.Step < 1 ? ScaleKind.ItemMean : ScaleKind.Points;
}
