using System.Text.Json.Nodes;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moments;
using Portal.Api.Releases.Lattice;
using Portal.Tests.Disclosure;

namespace Portal.Tests.Releases;

/// <summary>A frozen release of invented families, with every statistic that a release can hold; protected the only way there is.</summary>
internal static class InventedRelease
{
    private static readonly DisclosurePolicy Policy = DisclosurePolicy.Sdc1;

    internal static FrozenRelease Frozen { get; } =
        FrozenRelease.Freeze(
            new JsonObject { ["quarter"] = "2025-Q3", ["policy"] = Policy.Id },
            [.. Profile(), .. Outcomes("HADS", "ANXIETY", -1, 240), .. Outcomes("MORS_SF", "WARMTH", 1, 24), .. Hidden()]
        );

    /// <summary>
    /// Measures of many sizes, spreads and effects: what a script must agree with whatever the true numbers behind the printed ones.
    /// </summary>
    internal static FrozenRelease OfMany(int measures)
    {
        // A fixed, uneven spread without randomness: steps of irrational numbers fill an interval evenly.
        static double Between(double low, double high, int index, double step) => low + (high - low) * ((index + 1) * step % 1);
        static double Spread(int index) => Between(1.2, 9, index, 0.7548776662466927);
        return FrozenRelease.Freeze(
            [],
            [
                .. Enumerable
                    .Range(0, measures)
                    .SelectMany(index =>
                        Outcomes(
                            $"M{index}",
                            "",
                            1 - 2 * (index % 2),
                            10 + (int)(190 * Math.Pow(Between(0, 1, index, 0.6180339887498949), 2)),
                            Spread(index),
                            Spread(index) * Between(0.5, 1.4, index, 0.5698402909980532),
                            Between(-1.8, 1.8, index, 0.4142135623730951)
                        )
                    ),
            ]
        );
    }

    private static CellAddress At(
        string topic,
        string item,
        string part,
        string statistic,
        string dimension = ReleaseLattice.None,
        string code = ""
    ) => new(topic, item, part, statistic, ReleaseLattice.Network, dimension, code, "2024-10", "2025-10");

    private static IEnumerable<ReleaseCell> Profile()
    {
        var ages = InventedFigures.Table(140, 301, 222, 190, 61, 4);
        yield return new ReleaseCell(At(ReleaseLattice.Profile, "", "", Statistics.Referrals), ReleasedFigure.Of(ages.Total));
        foreach (var (band, cell) in ReleaseLattice.BabyAge.Bands.Zip(ages.Cells))
        {
            yield return new ReleaseCell(
                At(ReleaseLattice.Profile, "", "", Statistics.Referrals, ReleaseLattice.BabyAge.Code, band.Code),
                ReleasedFigure.Of(cell)
            );
            yield return new ReleaseCell(
                At(ReleaseLattice.Profile, "", "", Statistics.ReferralsShare, ReleaseLattice.BabyAge.Code, band.Code),
                ReleasedFigure.Of(ReleasedShare.Of(cell, ages.Total, Policy))
            );
        }
        foreach (
            var (risk, with, without, unknown) in new[]
            {
                ("PERINATAL_MENTAL_ILLNESS", 561, 331, 26),
                ("ISOLATION", 412, 444, 62),
                ("OFFENDING", 5, 840, 73),
                ("POVERTY", 238, 359, 321),
            }
        )
        {
            var known = InventedFigures.Table(with, without);
            yield return new ReleaseCell(At(ReleaseLattice.Profile, risk, "", Statistics.RiskPresent), ReleasedFigure.Of(known.Cells[0]));
            yield return new ReleaseCell(At(ReleaseLattice.Profile, risk, "", Statistics.RiskAbsent), ReleasedFigure.Of(known.Cells[1]));
            yield return new ReleaseCell(At(ReleaseLattice.Profile, risk, "", Statistics.RiskNotKnown), InventedFigures.Count(unknown));
            yield return new ReleaseCell(
                At(ReleaseLattice.Profile, risk, "", Statistics.RiskShare),
                ReleasedFigure.Of(ReleasedShare.Of(known.Cells[0], known.Total, Policy))
            );
        }
    }

    private static IEnumerable<ReleaseCell> Outcomes(
        string measure,
        string subscale,
        int sign,
        int pairs,
        double sdFirst = 4.37,
        double sdChange = 4.46,
        double effect = 0.7
    )
    {
        const double first = 12.34;
        var (sdLast, baseline, change, pooled) = (sdFirst * 0.94, sdFirst * 0.967, effect * sdFirst * sign, effect * sdFirst * 0.962);
        // The correlation that gives the changes their standard deviation.
        var co = (sdFirst * sdFirst + sdLast * sdLast - sdChange * sdChange) / 2;
        var moments = new PairedMoments(
            pairs,
            first,
            first + change,
            (pairs - 1) * sdFirst * sdFirst,
            (pairs - 1) * sdLast * sdLast,
            (pairs - 1) * co,
            (pairs - 1) * sdChange * sdChange
        );
        ReleaseCell Cell(string statistic, Disclosed<ReleasedFigure> figure, string dimension = ReleaseLattice.None, string code = "") =>
            new(At(ReleaseLattice.Outcome, measure, subscale, statistic, dimension, code), figure);

        var completion = InventedFigures.Table(pairs, pairs / 2);
        yield return Cell(Statistics.WithLastScore, ReleasedFigure.Of(completion.Cells[0]));
        yield return Cell(Statistics.WithoutLastScore, ReleasedFigure.Of(completion.Cells[1]));
        yield return Cell(Statistics.Completion, ReleasedFigure.Of(ReleasedShare.Of(completion.Cells[0], completion.Total, Policy)));
        yield return Cell(Statistics.BaselineSd, ReleasedFigure.SpreadOf(InventedFigures.Mean(pairs * 2, first, baseline)));
        yield return Cell(Statistics.MeanFirst, ReleasedFigure.Of(InventedFigures.Mean(pairs, first, sdFirst)));
        yield return Cell(Statistics.MeanLast, ReleasedFigure.Of(InventedFigures.Mean(pairs, first + change, sdLast)));
        yield return Cell(Statistics.MeanChange, ReleasedFigure.Of(InventedFigures.Mean(pairs, change * sign, sdChange)));
        yield return Cell(Statistics.PooledChange, InventedFigures.Pooled(pooled, 0.43, 1.9, 0.8));
        yield return Cell(
            Statistics.PooledChangeStandardised,
            InventedFigures.Pooled(pooled / baseline, 0.43 / baseline, 1.9 / baseline, 0.8 / baseline, true)
        );
        yield return Cell(Statistics.EffectSmcrh, InventedFigures.Effect(EffectSizeKind.Smcrh, moments, sign));
        yield return Cell(Statistics.EffectSmcc, InventedFigures.Effect(EffectSizeKind.Smcc, moments, sign));
        var reliable = InventedFigures.Table(pairs / 2, pairs / 3, pairs / 6);
        yield return Cell(Statistics.ReliablyImproved, ReleasedFigure.Of(reliable.Cells[0]));
        yield return Cell(Statistics.NoReliableChange, ReleasedFigure.Of(reliable.Cells[1]));
        yield return Cell(Statistics.ReliablyDeteriorated, ReleasedFigure.Of(reliable.Cells[2]));
        foreach (var (band, cases) in ReleaseLattice.CaregiverAge.Bands.Zip([pairs / 8, pairs / 2, pairs / 4, 3]))
            yield return Cell(
                Statistics.MeanChange,
                ReleasedFigure.Of(InventedFigures.Mean(cases, 2.2, 4.6)),
                ReleaseLattice.CaregiverAge.Code,
                band.Code
            );
    }

    private static IEnumerable<ReleaseCell> Hidden()
    {
        yield return new ReleaseCell(At(ReleaseLattice.Outcome, "EPDS", "", Statistics.PooledChangeStandardised), InventedFigures.Withheld);
        yield return new ReleaseCell(At(ReleaseLattice.Outcome, "EPDS", "", Statistics.PooledChange), InventedFigures.Withheld);
        yield return new ReleaseCell(At(ReleaseLattice.Outcome, "EPDS", "", Statistics.WithLastScore), InventedFigures.Impossible);
    }
}
