using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Estimates;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moments;
using Interval = Portal.Analytics.Interval;

namespace Portal.Tests.Disclosure;

/// <summary>Whoever the people are, nothing is shown about fewer than the policy allows, nor with more digits.</summary>
[Category("Search")]
public sealed class EstimatePropertyTests
{
    private const int Usual = 10_000;
    private const int Many = 100_000;

    private static readonly DisclosurePolicy Policy = DisclosurePolicy.Sdc1;

    // A failure prints the seed to replay.
    private static Config Cases(int cases) => Config.QuickThrowOnFailure.WithMaxTest(cases);

    [TestCase(Usual)]
    [TestCase(Many, Category = "Fuzz")]
    public void Means_AnySample_KeepTheRules(int cases) =>
        Prop.ForAll(
                Numbers(0, 160),
                numbers =>
                {
                    var sample = Sample(numbers);
                    var shown = Means.Protect(sample, Policy).Released.ValueOrNull;
                    return shown is null
                        || (
                            sample.Moments.N >= 10
                            && 10 * sample.MostFrequent < 9 * sample.Moments.N
                            && IsPrinted(shown.Cases.Printed, sample.Moments.N)
                            && shown.Decimals == (sample.Scale == ScaleKind.ItemMean && shown.Cases.Printed - 2 >= 100 ? 2 : 1)
                            && new[] { shown.Mean, shown.StandardDeviation, shown.Interval.Low, shown.Interval.High }.All(value =>
                                HasDecimals(value, shown.Decimals)
                            )
                        );
                }
            )
            .Check(Cases(cases));

    // The attacker only gets the printed number: every number of people behind it prints the same figures.
    [TestCase(Usual)]
    [TestCase(Many, Category = "Fuzz")]
    public void Means_AnyNumberBehindOnePrint_PrintTheSame(int cases) =>
        Prop.ForAll(
                Numbers(2, 30),
                numbers =>
                {
                    var printed = 5 * numbers[0] % 150 + 10;
                    var (mean, sd) = (numbers[1] / 7.0, 0.3 + numbers[^1] / 5.0);
                    return Enumerable
                            .Range(printed - 2, 5)
                            .Where(n => n >= 10)
                            .Select(n =>
                                Means
                                    .Protect(new MeanSample(new SampleMoments(n, mean, (n - 1) * sd * sd), 1, ScaleKind.Points), Policy)
                                    .Released
                            )
                            .Distinct()
                            .Count() == 1;
                }
            )
            .Check(Cases(cases));

    [TestCase(Usual)]
    [TestCase(Many, Category = "Fuzz")]
    public void Subgroups_AnyGroups_LeaveNoFewPeopleBehind(int cases) =>
        Prop.ForAll(
                Numbers(1, 8),
                sizes =>
                {
                    var groups = sizes
                        .Select(size => new MeanSample(
                            new SampleMoments(size % 40, 12, Math.Max(0, size % 40 - 1) * 9.0),
                            Math.Min(1, size % 40),
                            ScaleKind.Points
                        ))
                        .ToArray();
                    var shown = Means.ProtectSubgroups(groups, Policy).Select(mean => mean.Released.IsShown).ToArray();
                    var masked = groups.Where((_, place) => !shown[place]).Sum(group => group.Moments.N);
                    return masked is 0 or >= 10 || shown.All(one => !one);
                }
            )
            .Check(Cases(cases));

    [TestCase(Usual)]
    [TestCase(Many, Category = "Fuzz")]
    public void Effects_AnyPairs_KeepTheRules(int cases) =>
        Prop.ForAll(
                Numbers(0, 160),
                numbers =>
                {
                    var pairs = PairedMoments.OfPairs(numbers.Zip(numbers.Skip(1), (one, other) => (one / 3.0, other / 4.0)));
                    var kind = numbers.Length % 2 == 0 ? EffectSizeKind.Smcc : EffectSizeKind.Smcrh;
                    var shown = Effects
                        .Protect(kind, pairs, Math.Min(pairs.N, 1), Policy, numbers.Length % 3 == 0 ? 1 : -1)
                        .Released.ValueOrNull;
                    return shown is null
                        || (
                            pairs.N >= 10
                            && IsPrinted(shown.Cases.Printed, pairs.N)
                            && new[] { shown.Estimate, shown.StandardError, shown.Interval.Low, shown.Interval.High }.All(value =>
                                HasDecimals(value, 2)
                            )
                        );
                }
            )
            .Check(Cases(cases));

    [TestCase(Usual)]
    [TestCase(Many, Category = "Fuzz")]
    public void Pooled_AnyServices_KeepTheRules(int cases) =>
        Prop.ForAll(
                Numbers(0, 12),
                sizes =>
                {
                    var sample = new PooledSample(
                        sizes.Sum() / 17.0,
                        new Interval(-1.23456, 2.34567),
                        null,
                        sizes.Length % 2 == 0,
                        0.45678
                    );
                    var all = ReleasedPooled.Protect(sample, sizes, Policy).Released.ValueOrNull;
                    var rest = ReleasedPooled.ProtectRestOfNetwork(sample, sizes, Policy).Released.ValueOrNull;
                    return (
                            all is null
                            || (Releases.PolicyRules.IsShared([.. sizes.Where(size => size > 0)]) && IsPooledPrint(all, sizes.Sum()))
                        )
                        && (
                            rest is null
                            || (
                                sizes.Count(size => size > 0) >= 4
                                && sizes.Sum() >= 30
                                && Releases.PolicyRules.IsRest(sizes)
                                && IsPooledPrint(rest, sizes.Sum())
                            )
                        );
                }
            )
            .Check(Cases(cases));

    private static bool IsPooledPrint(ReleasedPooled shown, int people) =>
        IsPrinted(shown.Cases.Printed, people)
        && new[] { shown.Estimate, shown.Interval.Low, shown.Interval.High, shown.BetweenServices!.Value }.All(value =>
            HasDecimals(value, shown.Decimals)
        );

    private static bool IsPrinted(int printed, int truth) => printed % 5 == 0 && printed >= 10 && Math.Abs(printed - truth) <= 2;

    private static bool HasDecimals(double value, int decimals) =>
        Math.Abs(value * Math.Pow(10, decimals) - Math.Round(value * Math.Pow(10, decimals))) < 1e-6;

    private static Arbitrary<int[]> Numbers(int fewest, int most) =>
        Gen.Choose(fewest, most).SelectMany(length => Gen.Choose(0, 80).ArrayOf(length)).ToArbitrary();

    private static MeanSample Sample(int[] numbers)
    {
        var scale = numbers.Length % 2 == 0 ? ScaleKind.Points : ScaleKind.ItemMean;
        var values = numbers.Select(number => numbers.Length % 5 == 0 ? number / 40 : number / 8.0).ToArray();
        return new MeanSample(
            SampleMoments.OfValues(values),
            values.CountBy(value => value).Select(held => held.Value).DefaultIfEmpty().Max(),
            scale
        );
    }
}
