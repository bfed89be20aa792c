using Portal.Analytics;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Estimates;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Analytics.Disclosure.Tables;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moments;
using Portal.Analytics.Pooling;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Making;

/// <summary>Everything that is said of change on one measure over four quarters, protected.</summary>
internal static class HeadlineCells
{
    /// <summary>The statistics of all cases of one scope, without a dimension.</summary>
    public static CellGroup Of(CellSource source, Measure measure)
    {
        var (snapshot, scope, window, judge, policy) = source;
        var scores = OutcomeCells.Scores(snapshot, measure, scope, window);
        var pairs = scores.Where(one => one.IsPaired).ToArray();
        var started = OutcomeCells.Population(measure, ScoreMarks.FirstScores, scope, window, scores);
        var paired = OutcomeCells.Population(measure, Statistics.WithLastScore, scope, window, pairs);
        var unpaired = OutcomeCells.Population(measure, Statistics.WithoutLastScore, scope, window, scores.Where(one => !one.IsPaired));
        var completion = Completion(started, paired, unpaired, judge, policy);
        var barred = judge(paired);
        var cells = new List<DraftCell>();
        cells.AddRange(CompletionCells(completion, paired, unpaired, Means.Number(pairs.Length, policy).Unless(barred), policy));

        // Where the number of pairs is hidden among the first scores, the number of first scores must not stand beside the pairs.
        var startedBarred = judge(started) ?? completion.TotalReason ?? completion.Reasons[0];
        var firsts = new MeanSample(
            SampleMoments.OfValues(scores.Select(one => one.Baseline)),
            OutcomeCells.MostFrequent(scores.Select(one => one.Baseline)),
            OutcomeCells.ScaleOf(measure)
        );
        var baseline = Means.Protect(firsts, policy).Unless(startedBarred);
        cells.Add(DraftCell.Of(started.At(Statistics.BaselineSd), baseline, ReleasedFigure.SpreadOf, started));
        var moments = PairedMoments.OfPairs(pairs.Select(one => (one.First!.Value, one.Last!.Value)));
        cells.Add(Mean(Statistics.MeanFirst, moments.First, pairs.Select(one => one.First!.Value)));
        cells.Add(Mean(Statistics.MeanLast, moments.Last, pairs.Select(one => one.Last!.Value)));
        if (measure.Sign is not { } sign)
            return new CellGroup(cells);
        cells.Add(Mean(Statistics.MeanChange, OutcomeCells.Oriented(moments.Change, sign), pairs.Select(OutcomeCells.Change)));
        var standardiser = baseline.Released.ValueOrNull is { } released
            ? new Standardiser(Standardiser.NetworkBaseline, released.StandardDeviation)
            : Standardiser.Published(measure);
        if (measure.EffectSize)
        {
            if (scope != ReleaseLattice.Own)
                cells.AddRange(Pooled(measure, pairs, paired, barred, standardiser, policy));
            var most = new[]
            {
                OutcomeCells.MostFrequent(pairs.Select(one => one.First!.Value)),
                OutcomeCells.MostFrequent(pairs.Select(one => one.Last!.Value)),
                OutcomeCells.MostFrequent(pairs.Select(OutcomeCells.Change)),
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

        cells.AddRange(ReliableCells.Of(source, measure, pairs, barred, standardiser));
        return new CellGroup(cells);

        DraftCell Mean(string statistic, SampleMoments sample, IEnumerable<double> values) =>
            DraftCell.Of(
                paired.At(statistic),
                Means
                    .Protect(new MeanSample(sample, OutcomeCells.MostFrequent(values), OutcomeCells.ScaleOf(measure)), policy)
                    .Unless(barred),
                ReleasedFigure.Of,
                paired
            );
    }

    private static ProtectedOneWay Completion(
        Population started,
        Population paired,
        Population unpaired,
        Func<Population, WithheldBecause?> judge,
        DisclosurePolicy policy
    )
    {
        Population[] parts = [paired, unpaired];
        var table = ProfileCells.Table(parts, judge);
        if (judge(started) is { } broken)
            return OneWay.Withhold(table, broken, policy);
        var done = OneWay.Protect(table, policy);
        // The number of pairs stands beside every mean, so it cannot be what hides the others: they are hidden with their total.
        return done.Reasons[0] is { } hidden ? OneWay.Withhold(table, hidden, policy) : done;
    }

    private static IEnumerable<DraftCell> CompletionCells(
        ProtectedOneWay table,
        Population paired,
        Population unpaired,
        Protected<ReleasedCount> number,
        DisclosurePolicy policy
    )
    {
        // Where the table is withheld, the number of pairs still stands beside every mean of them: then it is counted by itself too.
        yield return table.Reasons[0] is { } hidden && !number.Released.IsShown
            ? new DraftCell(paired.At(Statistics.WithLastScore), ReleasedFigure.Withheld, hidden, paired)
            : new DraftCell(
                paired.At(Statistics.WithLastScore),
                ReleasedFigure.Of(table.Reasons[0] is null ? table.Released.Cells[0] : number.Released),
                null,
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
        var (pooled, _) = PooledChange.Of(measure, OutcomeCells.ByService(pairs));
        var points = pooled is null
            ? null
            : ReleasedPooled.Protect(OutcomeCells.Sample(pooled), paired.Contributions, policy).Unless(barred);
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
}
