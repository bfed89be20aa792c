using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moments;
using Portal.Analytics.Pooling;

namespace Portal.Tests.Moments;

/// <summary>From rows to the pooled answer: splitting, ordering, scaling, shifting or reversing rows changes only what it should.</summary>
public sealed class UploadInvarianceTests
{
    private static readonly EffectSizeKind[] Paired =
    [
        EffectSizeKind.Smcc,
        EffectSizeKind.Smcr,
        EffectSizeKind.Smcrh,
        EffectSizeKind.Smcrp,
        EffectSizeKind.Smcrph,
    ];

    private static readonly Gen<(double First, double Last)[]> Upload = Gen.Choose(0, 30)
        .Two()
        .Select(scores => ((double)scores.Item1, (double)scores.Item2))
        .ListOf()
        .Select(rows => rows.ToArray());

    /// <summary>Two to seven services, each with two uploads of any size.</summary>
    private static readonly Arbitrary<((double First, double Last)[] Earlier, (double First, double Last)[] Later)[]> Network = (
        from k in Gen.Choose(2, 7)
        from uploads in Upload.Two().Select(both => (Earlier: both.Item1, Later: both.Item2)).ArrayOf(k)
        select uploads
    ).ToArbitrary();

    private static ServiceMoments[] Whole(IEnumerable<(double First, double Last)[]> services) =>
        [.. services.Select((rows, i) => new ServiceMoments(FormattableString.Invariant($"S{i}"), PairedMoments.OfPairs(rows)))];

    private static void ForEveryNetwork(Func<(double First, double Last)[][], ServiceMoments[]> changed, double unit = 1, int sign = 1) =>
        Prop.ForAll(
                Network,
                uploads =>
                {
                    (double First, double Last)[][] rows = [.. uploads.Select(service => service.Earlier.Concat(service.Later).ToArray())];
                    return Alike(Figures.Of(changed(rows)), Figures.Of(Whole(rows)), unit, sign);
                }
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void Rows_SplitIntoTwoUploads_ChangeNothing() =>
        Prop.ForAll(
                Network,
                uploads =>
                {
                    ServiceMoments[] merged =
                    [
                        .. uploads.Select(
                            (service, i) =>
                                new ServiceMoments(
                                    FormattableString.Invariant($"S{i}"),
                                    PairedMoments.OfPairs(service.Earlier).Merge(PairedMoments.OfPairs(service.Later))
                                )
                        ),
                    ];
                    return Alike(
                        Figures.Of(merged),
                        Figures.Of(Whole(uploads.Select(service => service.Earlier.Concat(service.Later).ToArray()))),
                        1,
                        1
                    );
                }
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void Rows_InAnotherOrder_ChangeNothing() =>
        ForEveryNetwork(services => Whole(services.Select(rows => rows.Reverse().ToArray())));

    [TestCase(1e-6)]
    [TestCase(1e-3)]
    [TestCase(1e6)]
    public void Scores_InOtherUnits_ScaleOnlyPoints(double unit) =>
        ForEveryNetwork(
            services => Whole(services.Select(rows => rows.Select(row => (unit * row.First, unit * row.Last)).ToArray())),
            unit
        );

    [TestCase(1000)]
    [TestCase(-12.5)]
    public void Scores_Shifted_ChangeNothing(double constant) =>
        ForEveryNetwork(services =>
            Whole(services.Select(rows => rows.Select(row => (constant + row.First, constant + row.Last)).ToArray()))
        );

    [Test]
    public void Scores_Reversed_FlipEffectsOnly() =>
        ForEveryNetwork(services => Whole(services.Select(rows => rows.Select(row => (-row.First, -row.Last)).ToArray())), sign: -1);

    [Test]
    public void FirstAndLast_Swapped_FlipTheChange() =>
        Prop.ForAll(
                Upload.ToArbitrary(),
                rows =>
                {
                    var (forth, back) = (
                        MeanChangeEstimate.For(PairedMoments.OfPairs(rows)),
                        MeanChangeEstimate.For(PairedMoments.OfPairs(rows.Select(row => (row.Last, row.First))))
                    );
                    return Near(back.Map(change => change.Estimate).ValueOrNull(), -forth.Map(change => change.Estimate).ValueOrNull(), 1)
                        && Near(
                            back.Map(change => change.Interval.Width).ValueOrNull(),
                            forth.Map(change => change.Interval.Width).ValueOrNull(),
                            1
                        );
                }
            )
            .QuickCheckThrowOnFailure();

    private static bool Alike(Figures a, Figures b, double unit, int sign) =>
        Same(a.Estimates, b.Estimates, sign * unit)
        && Same(a.Sizes, b.Sizes, unit)
        && Same(a.Squares, b.Squares, unit * unit)
        && Same(a.Effects, b.Effects, sign)
        && Same(a.Pure, b.Pure, 1);

    private static bool Same(IReadOnlyList<double?> a, IReadOnlyList<double?> b, double factor) =>
        a.Zip(b).All(pair => Near(pair.First, pair.Second * factor, Math.Abs(factor)));

    private static bool Near(double? a, double? b, double unit) =>
        a is null == b is null && (a is not { } x || b is not { } y || Math.Abs(x - y) <= 1e-7 * (unit + Math.Abs(y)));

    /// <summary>All figures of a network, grouped by what a change of unit or direction does to them.</summary>
    /// <param name="Estimates">In points, with a sign.</param>
    /// <param name="Sizes">In points, without a sign.</param>
    /// <param name="Squares">In squared points.</param>
    /// <param name="Effects">Without a unit, with a sign.</param>
    /// <param name="Pure">With neither.</param>
    private sealed record Figures(
        List<double?> Estimates,
        List<double?> Sizes,
        List<double?> Squares,
        List<double?> Effects,
        List<double?> Pure
    )
    {
        public static Figures Of(IReadOnlyList<ServiceMoments> services)
        {
            var figures = new Figures([], [], [], [], []);
            foreach (var service in services)
                figures.Add(service.Moments);
            var within = PooledWithinVariance.Of(services);
            var pooled = within.Map(shared => ((PoolingOutcome.Pooled)MetaAnalysis.Fit(shared.Studies, PoolingOptions.OfRecord)).Result);
            figures.Squares.Add(within.Map(shared => shared.Variance).ValueOrNull());
            figures.Estimates.Add(pooled.Map(all => all.Estimate).ValueOrNull());
            figures.Sizes.AddRange([
                pooled.Map(all => all.StandardError).ValueOrNull(),
                pooled.Map(all => all.Interval.Width).ValueOrNull(),
                pooled.Then(all => all.Prediction).Map(ends => ends.Width).ValueOrNull(),
            ]);
            figures.Squares.Add(pooled.Then(all => all.Tau2).ValueOrNull());
            figures.Effects.Add(pooled.Then(all => all.Statistic).ValueOrNull());
            figures.Pure.AddRange([
                pooled.Then(all => all.Q).ValueOrNull(),
                pooled.Then(all => all.I2).ValueOrNull(),
                pooled.Then(all => all.PValue).ValueOrNull(),
            ]);
            return figures;
        }

        private void Add(PairedMoments moments)
        {
            var change = MeanChangeEstimate.For(moments);
            Estimates.AddRange([moments.MeanChange.ValueOrNull(), change.Map(mean => mean.Estimate).ValueOrNull()]);
            Sizes.AddRange([
                moments.SdFirst.ValueOrNull(),
                moments.SdLast.ValueOrNull(),
                moments.SdChange.ValueOrNull(),
                change.Map(mean => mean.StandardError).ValueOrNull(),
                change.Map(mean => mean.Interval.Width).ValueOrNull(),
            ]);
            Effects.Add(change.Then(mean => mean.T).ValueOrNull());
            Pure.AddRange([moments.N, moments.Correlation.ValueOrNull(), change.Then(mean => mean.PValue).ValueOrNull()]);
            foreach (var effect in Paired.Select(kind => StandardisedChange.For(kind, moments)))
            {
                Effects.Add(effect.Map(found => found.Estimate).ValueOrNull());
                Pure.Add(effect.Map(found => found.Variance).ValueOrNull());
            }
        }
    }
}
