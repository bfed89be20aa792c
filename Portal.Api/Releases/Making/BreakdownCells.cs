using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Estimates;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Analytics.Moments;
using Portal.Api.Extracts;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Making;

/// <summary>Mean change on one measure by the bands of one dimension over a financial year, protected.</summary>
internal static class BreakdownCells
{
    /// <summary>Mean change by the bands of one dimension.</summary>
    /// <param name="place">Place of the dimension in <see cref="ReleaseLattice.Dimensions"/>.</param>
    public static CellGroup Of(CellSource source, Measure measure, int place)
    {
        var (snapshot, scope, window, judge, policy) = source;
        if (measure.Sign is not { } sign)
            return new CellGroup([]);
        var dimension = ReleaseLattice.Dimensions[place];
        var pairs = OutcomeCells.Scores(snapshot, measure, scope, window).Where(one => one.IsPaired).ToArray();
        var groups = dimension
            .Bands.Select((band, number) => (Band: band, Pairs: pairs.Where(one => one.Case.Bands[place] == number).ToArray()))
            .ToArray();
        var samples = groups.Select(group => new MeanSample(
            OutcomeCells.Oriented(PairedMoments.OfPairs(group.Pairs.Select(one => (one.First!.Value, one.Last!.Value))).Change, sign),
            OutcomeCells.MostFrequent(group.Pairs.Select(OutcomeCells.Change)),
            OutcomeCells.ScaleOf(measure)
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
                        var population = OutcomeCells.Population(Key(groups[number].Band.Code), scope, window, groups[number].Pairs);
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

    // The hidden part is the whole less what is shown, so it must be shared among enough services itself.
    // Until it is, the smallest shown band is hidden too.
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
}
