using Portal.Analytics;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Estimates;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Analytics.Disclosure.Tables;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moments;
using Portal.Analytics.Pooling;
using Portal.Analytics.ReliableChange;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Making;

/// <summary>Change on one measure, protected: everything over four quarters, mean change by dimension over a financial year.</summary>
public static class OutcomeCells
{
    private const string FirstScores = "FIRST_SCORES";

    /// <summary>The statistics of all cases of one scope, without a dimension.</summary>
    /// <param name="judge">Why a population may not be shown, by its contributors or by the ledger; <c>null</c> when it may.</param>
    public static CellGroup Headline(
        ReleaseSnapshot snapshot,
        Measure measure,
        string scope,
        Window window,
        Func<Population, WithheldBecause?> judge,
        DisclosurePolicy policy
    )
    {
        var scores = Scores(snapshot, measure, scope, window);
        var pairs = scores.Where(one => one.IsPaired).ToArray();
        var started = Population(measure, FirstScores, scope, window, scores);
        var paired = Population(measure, Statistics.WithLastScore, scope, window, pairs);
        var unpaired = Population(measure, Statistics.WithoutLastScore, scope, window, scores.Where(one => !one.IsPaired));
        var completion = Completion(started, paired, unpaired, judge, policy);
        var barred = judge(paired);
        var cells = new List<DraftCell>();
        cells.AddRange(CompletionCells(completion, paired, unpaired, policy));

        // Where the number of pairs is hidden among the first scores, the number of first scores must not stand beside the pairs.
        var startedBarred = judge(started) ?? completion.TotalReason ?? completion.Reasons[0];
        var firsts = new MeanSample(
            SampleMoments.OfValues(scores.Select(one => one.Baseline)),
            MostFrequent(scores.Select(one => one.Baseline)),
            ScaleOf(measure)
        );
        var baseline = Means.Protect(firsts, policy).Unless(startedBarred);
        cells.Add(DraftCell.Of(started.At(Statistics.BaselineSd), baseline, ReleasedFigure.SpreadOf, started));
        var moments = PairedMoments.OfPairs(pairs.Select(one => (one.First!.Value, one.Last!.Value)));
        cells.Add(Mean(Statistics.MeanFirst, moments.First, pairs.Select(one => one.First!.Value)));
        cells.Add(Mean(Statistics.MeanLast, moments.Last, pairs.Select(one => one.Last!.Value)));
        if (measure.Sign is not { } sign)
            return new CellGroup(cells);
        cells.Add(Mean(Statistics.MeanChange, Oriented(moments.Change, sign), pairs.Select(Change)));
        var standardiser = baseline.Released.ValueOrNull is { } released
            ? new Standardiser(Standardiser.NetworkBaseline, released.StandardDeviation)
            : Standardiser.Published(measure);
        if (measure.EffectSize)
        {
            if (scope != ReleaseLattice.Own)
                cells.AddRange(Pooled(measure, pairs, paired, barred, standardiser, policy));
            var most = new[]
            {
                MostFrequent(pairs.Select(one => one.First!.Value)),
                MostFrequent(pairs.Select(one => one.Last!.Value)),
                MostFrequent(pairs.Select(Change)),
            }.Max();
            foreach (
                var (statistic, kind) in new[]
                {
                    (Statistics.EffectSmcrh, EffectSizeKind.Smcrh),
                    (Statistics.EffectSmcc, EffectSizeKind.Smcc),
                }
            )
                cells.Add(
                    DraftCell.Of(
                        paired.At(statistic),
                        Effects.Protect(kind, moments, most, policy, sign).Unless(barred),
                        ReleasedFigure.Of,
                        paired
                    )
                );
        }

        cells.AddRange(Reliable(measure, pairs, paired, barred, sign, standardiser, judge, policy));
        return new CellGroup(cells);

        DraftCell Mean(string statistic, SampleMoments sample, IEnumerable<double> values) =>
            DraftCell.Of(
                paired.At(statistic),
                Means.Protect(new MeanSample(sample, MostFrequent(values), ScaleOf(measure)), policy).Unless(barred),
                ReleasedFigure.Of,
                paired
            );
    }

    /// <summary>Mean change by the bands of one dimension.</summary>
    /// <param name="place">Place of the dimension in <see cref="ReleaseLattice.Dimensions"/>.</param>
    /// <param name="judge">Why a population may not be shown, by its contributors or by the ledger; <c>null</c> when it may.</param>
    public static CellGroup Breakdown(
        ReleaseSnapshot snapshot,
        Measure measure,
        int place,
        string scope,
        Window window,
        Func<Population, WithheldBecause?> judge,
        DisclosurePolicy policy
    )
    {
        if (measure.Sign is not { } sign)
            return new CellGroup([]);
        var dimension = ReleaseLattice.Dimensions[place];
        var pairs = Scores(snapshot, measure, scope, window).Where(one => one.IsPaired).ToArray();
        var groups = dimension
            .Bands.Select((band, number) => (Band: band, Pairs: pairs.Where(one => one.Case.Bands[place] == number).ToArray()))
            .ToArray();
        var samples = groups.Select(group => new MeanSample(
            Oriented(PairedMoments.OfPairs(group.Pairs.Select(one => (one.First!.Value, one.Last!.Value))).Change, sign),
            MostFrequent(group.Pairs.Select(Change)),
            ScaleOf(measure)
        ));
        PopulationKey Key(string band) =>
            new(ReleaseLattice.Outcome, measure.Code, measure.Subscale, Statistics.WithLastScore, dimension.Code, band);
        DraftCell[] cells =
        [
            .. Means
                .ProtectSubgroups([.. samples], policy)
                .Select(
                    (mean, number) =>
                    {
                        var population = new Population(
                            Key(groups[number].Band.Code),
                            scope,
                            window,
                            [.. groups[number].Pairs.Select(one => one.Case)]
                        );
                        return DraftCell.Of(
                            population.At(Statistics.MeanChange),
                            mean.Unless(judge(population)),
                            ReleasedFigure.Of,
                            population
                        );
                    }
                ),
        ];
        return new CellGroup(HideTogether(cells, masked => judge(new Population(Key("MASKED"), scope, window, masked))));
    }

    // What is hidden is the whole less what is shown, so it must itself be shared among enough services: the smallest band shown hides with it until it is.
    private static DraftCell[] HideTogether(DraftCell[] cells, Func<IReadOnlyList<SnapshotCase>, WithheldBecause?> judge)
    {
        while (true)
        {
            var masked = cells.Where(cell => !cell.Figure.IsShown).SelectMany(cell => cell.Population.Cases).ToArray();
            var shown = cells.Where(cell => cell.Figure.IsShown).ToArray();
            if (masked.Length == 0 || shown.Length == 0 || judge(masked) is null)
                return cells;
            var smallest = shown.MinBy(cell => cell.Figure.ValueOrNull!.Cases)!;
            cells =
            [
                .. cells.Select(cell =>
                    cell.Figure.IsShown && cell.Figure.ValueOrNull!.Cases == smallest.Figure.ValueOrNull!.Cases
                        ? cell with
                        {
                            Figure = ReleasedFigure.Withheld,
                            Reason = WithheldBecause.ProtectsAnother,
                        }
                        : cell
                ),
            ];
        }
    }

    /// <summary>The scores of one measure in a window.</summary>
    public static SnapshotScores[] Scores(ReleaseSnapshot snapshot, Measure measure, string scope, Window window) =>
        [.. snapshot.Closed(measure, scope, window)];

    /// <summary>The pairs of each legal service, as pooling wants them.</summary>
    public static IEnumerable<ServiceMoments> ByService(IEnumerable<SnapshotScores> pairs) =>
        pairs
            .GroupBy(one => one.Case.Service.LegalId)
            .Select(service => new ServiceMoments(
                service.Key.ToString(System.Globalization.CultureInfo.InvariantCulture),
                PairedMoments.OfPairs(service.Select(one => (one.First!.Value, one.Last!.Value)))
            ));

    /// <summary>What of a pooled analysis may be considered for release.</summary>
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

    private static Population Population(Measure measure, string name, string scope, Window window, IEnumerable<SnapshotScores> scores) =>
        new(
            new PopulationKey(ReleaseLattice.Outcome, measure.Code, measure.Subscale, name),
            scope,
            window,
            [.. scores.Select(one => one.Case)]
        );

    private static ProtectedOneWay Completion(
        Population started,
        Population paired,
        Population unpaired,
        Func<Population, WithheldBecause?> judge,
        DisclosurePolicy policy
    )
    {
        Population[] parts = [paired, unpaired];
        var table = new OneWayTable([.. parts.Select(part => (int?)part.Cases.Count)], [.. parts.Select(judge)]);
        if (judge(started) is { } broken)
            return OneWay.Withhold(table, broken, policy);
        var done = OneWay.Protect(table, policy);
        // The number of pairs stands beside every mean, so it cannot be what hides the others.
        return done.Reasons[0] is { } hidden ? OneWay.Withhold(table, hidden, policy) : done;
    }

    private static IEnumerable<DraftCell> CompletionCells(
        ProtectedOneWay table,
        Population paired,
        Population unpaired,
        DisclosurePolicy policy
    )
    {
        yield return new DraftCell(
            paired.At(Statistics.WithLastScore),
            ReleasedFigure.Of(table.Released.Cells[0]),
            table.Reasons[0],
            paired
        );
        yield return new DraftCell(
            unpaired.At(Statistics.WithoutLastScore),
            ReleasedFigure.Of(table.Released.Cells[1]),
            table.Reasons[1],
            unpaired
        );
        var share = ReleasedShare.Of(table.Released.Cells[0], table.Released.Total, policy);
        yield return new DraftCell(paired.At(Statistics.Completion), ReleasedFigure.Of(share), table.Reasons[0], paired);
    }

    private static IEnumerable<DraftCell> Pooled(
        Measure measure,
        SnapshotScores[] pairs,
        Population paired,
        WithheldBecause? barred,
        Standardiser? standardiser,
        DisclosurePolicy policy
    )
    {
        var (pooled, _) = PooledChange.Of(measure, ByService(pairs));
        var points = pooled is null ? null : ReleasedPooled.Protect(Sample(pooled), paired.Contributions, policy).Unless(barred);
        yield return Of(Statistics.PooledChange, points);
        var standardised =
            pooled is null || standardiser is null
                ? null
                : ReleasedPooled.Protect(Divided(pooled, standardiser.Sd), paired.Contributions, policy).Unless(barred);
        yield return Of(Statistics.PooledChangeStandardised, standardised);

        DraftCell Of(string statistic, Protected<ReleasedPooled>? figure) =>
            figure is null
                ? new DraftCell(paired.At(statistic), ReleasedFigure.Withheld, barred ?? WithheldBecause.NoVariation, paired)
                : DraftCell.Of(paired.At(statistic), figure, ReleasedFigure.Of, paired);
    }

    private static PooledSample Divided(PooledResult pooled, double sd)
    {
        var divided = StandardisedAfterPooling.Of(pooled, sd);
        return new PooledSample(
            divided.Estimate,
            divided.Interval,
            divided.Prediction.Match(found => (Interval?)found, _ => null),
            true,
            pooled.Tau2.Match(found => (double?)(Math.Sqrt(found) / sd), _ => null)
        );
    }

    private static IEnumerable<DraftCell> Reliable(
        Measure measure,
        SnapshotScores[] pairs,
        Population paired,
        WithheldBecause? barred,
        int sign,
        Standardiser? standardiser,
        Func<Population, WithheldBecause?> judge,
        DisclosurePolicy policy
    )
    {
        var rule = PairFigures.ReliableRule(measure, standardiser)?.Rule;
        var classes = new[]
        {
            (Statistics.ReliablyImproved, ReliableChangeClass.Improved),
            (Statistics.NoReliableChange, ReliableChangeClass.NoChange),
            (Statistics.ReliablyDeteriorated, ReliableChangeClass.Deteriorated),
        };
        var parts = classes
            .Select(one =>
                (
                    Statistic: one.Item1,
                    Population: new Population(
                        new PopulationKey(ReleaseLattice.Outcome, measure.Code, measure.Subscale, one.Item1),
                        paired.Scope,
                        paired.Window,
                        [
                            .. pairs
                                .Where(pair =>
                                    rule?.Classify(sign * (pair.Last!.Value - pair.First!.Value), PairFigures.Step(measure)) == one.Item2
                                )
                                .Select(pair => pair.Case),
                        ]
                    )
                )
            )
            .ToArray();
        var table = new OneWayTable(
            [.. parts.Select(part => (int?)part.Population.Cases.Count)],
            [.. parts.Select(part => judge(part.Population))]
        );
        var done = (barred ?? (rule is null ? WithheldBecause.NoVariation : null)) is { } broken
            ? OneWay.Withhold(table, broken, policy)
            : OneWay.Protect(table, policy);
        return parts.Select(
            (part, place) =>
                new DraftCell(
                    part.Population.At(part.Statistic),
                    ReleasedFigure.Of(done.Released.Cells[place]),
                    done.Reasons[place],
                    part.Population
                )
        );
    }

    private static SampleMoments Oriented(SampleMoments change, int sign) =>
        change.N == 0 ? change : new SampleMoments(change.N, sign * change.Mean, change.M2);

    private static double Change(SnapshotScores one) => one.Last!.Value - one.First!.Value;

    private static int MostFrequent(IEnumerable<double> values) =>
        values.CountBy(value => value).Select(held => held.Value).DefaultIfEmpty().Max();

    private static ScaleKind ScaleOf(Measure measure) => measure.Step < 1 ? ScaleKind.ItemMean : ScaleKind.Points;
}
