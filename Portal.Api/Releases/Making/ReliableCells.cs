using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Analytics.Disclosure.Tables;
using Portal.Analytics.ReliableChange;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Making;

/// <summary>How many of the pairs changed reliably, either way or not, protected as one table.</summary>
internal static class ReliableCells
{
    /// <param name="pairs">Those of the scope and window of <paramref name="source"/>.</param>
    /// <param name="barred">Why the pairs as a whole may not be shown; <c>null</c> when they may.</param>
    public static IEnumerable<DraftCell> Of(
        CellSource source,
        Measure measure,
        SnapshotScores[] pairs,
        WithheldBecause? barred,
        Standardiser? standardiser
    )
    {
        var (_, scope, window, judge, policy) = source;
        if (measure.Sign is not { } sign)
            return [];
        var rule = PairFigures.ReliableRule(measure, standardiser)?.Rule;
        var changes = pairs
            .Select(pair => (Class: rule is null ? (ReliableChangeClass?)null : ClassOf(measure, sign, rule, pair), pair.Case))
            .ToArray();
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
                        scope,
                        window,
                        [.. changes.Where(change => change.Class == one.Item2).Select(change => change.Case)]
                    )
                )
            )
            .ToArray();
        var table = ProfileCells.Table([.. parts.Select(part => part.Population)], judge);
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

    /// <summary>The exact numbers, for the service's own screen.</summary>
    /// <param name="scores">Of the service alone.</param>
    /// <returns><c>null</c> when the catalogue gives no rule for the measure.</returns>
    public static OwnReliable? Exact(Measure measure, SnapshotScores[] scores, Standardiser? standardiser)
    {
        if (measure.Sign is not { } sign || PairFigures.ReliableRule(measure, standardiser)?.Rule is not { } rule)
            return null;
        var classes = scores.Where(one => one.IsPaired).CountBy(pair => ClassOf(measure, sign, rule, pair)).ToDictionary();
        int Of(ReliableChangeClass one) => classes.GetValueOrDefault(one);
        return new OwnReliable(Of(ReliableChangeClass.Improved), Of(ReliableChangeClass.NoChange), Of(ReliableChangeClass.Deteriorated));
    }

    private static ReliableChangeClass ClassOf(Measure measure, int sign, ReliableChangeRule rule, SnapshotScores pair) =>
        rule.Classify(sign * OutcomeCells.Change(pair), PairFigures.Step(measure, pair.Averaged));
}
