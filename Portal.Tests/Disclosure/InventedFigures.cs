using Portal.Analytics;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Estimates;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Analytics.Disclosure.Tables;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moments;

namespace Portal.Tests.Disclosure;

/// <summary>Released figures of invented people, made in the only possible way: by protecting them.</summary>
internal static class InventedFigures
{
    private static readonly DisclosurePolicy Policy = DisclosurePolicy.Sdc1;

    // Twelve services of unequal size; the fifth rule would fail with fewer than four.
    private static readonly int[] Services = [61, 48, 74, 22, 39, 55, 14, 33, 11, 27, 45, 17];

    internal static Disclosed<ReleasedFigure> Withheld { get; } =
        ReleasedFigure.Of(OneWay.Protect(OneWayTable.Of(1), Policy).Released.Total);

    internal static Disclosed<ReleasedFigure> Impossible { get; } =
        ReleasedFigure.Of(OneWay.Protect(new OneWayTable([null, 100, 100]), Policy).Released.Cells[0]);

    internal static ReleasedOneWay Table(params int[] counts) => OneWay.Protect(OneWayTable.Of(counts), Policy).Released;

    internal static Disclosed<ReleasedFigure> Count(int count) => ReleasedFigure.Of(Table(count, 200).Cells[0]);

    internal static Disclosed<ReleasedFigure> Share(int with, int without)
    {
        var table = Table(with, without);
        return ReleasedFigure.Of(ReleasedShare.Of(table.Cells[0], table.Total, Policy));
    }

    internal static Disclosed<ReleasedMean> Mean(int cases, double mean, double sd, ScaleKind scale = ScaleKind.Points) =>
        Means.Protect(new MeanSample(new SampleMoments(cases, mean, (cases - 1) * sd * sd), 1, scale), Policy).Released;

    internal static Disclosed<ReleasedFigure> Effect(EffectSizeKind kind, PairedMoments pairs, int sign = 1) =>
        ReleasedFigure.Of(Effects.Protect(kind, pairs, 1, Policy, sign).Released);

    internal static Disclosed<ReleasedFigure> Pooled(
        double estimate,
        double half,
        double? predictionHalf,
        double? tau,
        bool standardised = false,
        int services = 12
    ) =>
        ReleasedFigure.Of(
            ReleasedPooled.Protect(Sample(estimate, half, predictionHalf, tau, standardised), Services[..services], Policy).Released
        );

    internal static Disclosed<ReleasedFigure> Rest(double estimate, double half, double? predictionHalf, double? tau, int services = 11) =>
        ReleasedFigure.Of(
            ReleasedPooled.ProtectRestOfNetwork(Sample(estimate, half, predictionHalf, tau, false), Services[..services], Policy).Released
        );

    private static PooledSample Sample(double estimate, double half, double? predictionHalf, double? tau, bool standardised) =>
        new(
            estimate,
            Interval.Around(estimate, half),
            predictionHalf is { } wide ? Interval.Around(estimate, wide) : null,
            standardised,
            tau
        );
}
