using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Proportions;
using Portal.Analytics.Trends;

namespace Portal.Tests.Trends;

public sealed class ProportionTrendTests
{
    private static readonly EventCount[] Rising = Quarters((12, 40), (15, 44), (14, 39), (22, 50), (30, 47));

    private static EventCount[] Quarters(params (int X, int N)[] counts) =>
        [.. counts.Select(count => new EventCount("Q", count.X, count.N))];

    private static CochranArmitageTrend Test(IReadOnlyList<EventCount> quarters) =>
        ((Estimated<CochranArmitageTrend>.Defined)CochranArmitageTrend.Test(quarters)).Value;

    private static LogisticTrend Fit(IReadOnlyList<EventCount> quarters) =>
        ((Estimated<LogisticTrend>.Defined)LogisticTrend.Fit(quarters)).Value;

    [Test]
    public void Trend_TimeReversedOrEventsSwapped_FlipsTheSign()
    {
        EventCount[] swapped = [.. Rising.Select(quarter => quarter with { Events = quarter.Cases - quarter.Events })];

        foreach (var other in new[] { [.. Rising.Reverse()], swapped })
        {
            Assert.That(Test(other).Z, Is.EqualTo(-Test(Rising).Z).Within(1e-12));
            Assert.That(Fit(other).Slope, Is.EqualTo(-Fit(Rising).Slope).Within(1e-10));
            Assert.That(Fit(other).SlopeStandardError, Is.EqualTo(Fit(Rising).SlopeStandardError).Within(1e-10));
        }
    }

    [Test]
    public void Trend_QuartersWithoutCasesBefore_OnlyMoveTheIntercept()
    {
        EventCount[] later = [.. Quarters((0, 0), (0, 0)), .. Rising];

        Assert.That(Test(later).Z, Is.EqualTo(Test(Rising).Z).Within(1e-12));
        Assert.That(Fit(later).Slope, Is.EqualTo(Fit(Rising).Slope).Within(1e-10));
        Assert.That(Fit(later).Intercept, Is.EqualTo(Fit(Rising).Intercept - 2 * Fit(Rising).Slope).Within(1e-9));
    }

    [Test]
    public void Logistic_AnyQuarters_ExpectsAsManyEventsAsThereWere()
    {
        var fit = Fit(Rising);
        double Chance(int i) => Logit.ToProportion(fit.Intercept + fit.Slope * (i + 1));

        Assert.That(Rising.Select((quarter, i) => quarter.Cases * Chance(i)).Sum(), Is.EqualTo(93).Within(1e-9));
        Assert.That(
            Rising.Select((quarter, i) => quarter.Cases * Chance(i) * i).Sum(),
            Is.EqualTo(Rising.Select((quarter, i) => (double)quarter.Events * i).Sum()).Within(1e-9)
        );
    }

    [Test]
    public void Logistic_TwoQuarters_IsTheLogOddsRatio()
    {
        var fit = Fit(Quarters((3, 10), (8, 12)));

        Assert.That(fit.Slope, Is.EqualTo(Math.Log(8.0 / 4 / (3.0 / 7))).Within(1e-10));
        Assert.That(fit.SlopeStandardError, Is.EqualTo(Math.Sqrt(1.0 / 3 + 1.0 / 7 + 1.0 / 8 + 1.0 / 4)).Within(1e-10));
    }

    [Test]
    public void Logistic_SteepTrend_IsFound()
    {
        Assert.That(Fit(Quarters((1, 1000), (999, 1000))).Slope, Is.EqualTo(2 * Math.Log(999)).Within(1e-9));
        Assert.That(Fit(Quarters((999, 1000), (1, 1000))).Slope, Is.EqualTo(-2 * Math.Log(999)).Within(1e-9));
    }

    [Test]
    public void Logistic_CountsThatDoNotTell_IsNamed()
    {
        static UndefinedBecause? Why(params (int X, int N)[] counts) => LogisticTrend.Fit(Quarters(counts)).WhyUndefined;

        Assert.That(Why(), Is.EqualTo(UndefinedBecause.TooFewCases));
        Assert.That(Why((0, 5), (0, 6)), Is.EqualTo(UndefinedBecause.NoVariation));
        Assert.That(Why((5, 5), (6, 6)), Is.EqualTo(UndefinedBecause.NoVariation));
        Assert.That(Why((0, 5), (2, 6), (7, 7)), Is.EqualTo(UndefinedBecause.Separation));
        Assert.That(Why((5, 5), (2, 6), (0, 7)), Is.EqualTo(UndefinedBecause.Separation));
        Assert.That(Why((0, 0), (2, 6)), Is.EqualTo(UndefinedBecause.TooFewCases));
        Assert.That(Why((1, 5), (2, 6), (7, 7)), Is.Null);
    }

    [Test]
    public void CochranArmitage_CountsThatDoNotTell_IsNamed()
    {
        static UndefinedBecause? Why(params (int X, int N)[] counts) => CochranArmitageTrend.Test(Quarters(counts)).WhyUndefined;

        Assert.That(Why((2, 6), (0, 0)), Is.EqualTo(UndefinedBecause.TooFewCases));
        Assert.That(Why((0, 6), (0, 3)), Is.EqualTo(UndefinedBecause.NoVariation));
        Assert.That(Why((6, 6), (3, 3)), Is.EqualTo(UndefinedBecause.NoVariation));
    }

    [Test]
    public void Trend_ImpossibleCount_Throws()
    {
        Assert.That(() => CochranArmitageTrend.Test(Quarters((7, 6))), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => LogisticTrend.Fit(Quarters((7, 6))), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
