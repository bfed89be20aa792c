using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.CaseMix;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Estimates;
using Portal.Analytics.Disclosure.Frozen;

namespace Portal.Tests.Disclosure;

public sealed class ReleasedDifferenceTests
{
    private static readonly DisclosurePolicy Policy = DisclosurePolicy.Sdc1;

    private static readonly int[] Others = [61, 48, 74, 22, 39, 55];

    private static DifferenceFromOthers Found(int n) => new(n, Others.Sum(), 8.24, 9.51, 16, 0.01, Others.Sum() - 11);

    private static Protected<ReleasedDifference> Protect(int n, int sign = -1, int mostFrequent = 3) =>
        ReleasedDifference.Protect(Estimated.Of(Found(n)), Others, Policy, sign, mostFrequent);

    // 24 cases print as 25, so the error is for 23: 4 sqrt(1/23 + 0.01) = 0.925. 299 others print as 300, so t has 298 - 11 = 287 degrees
    // of freedom: 1.9683; half-width 1.820 about the printed 1.3.
    [Test]
    public void Protect_Difference_HasOneDecimalAndThePrecisionOfTheFewestCases()
    {
        var released = Protect(24).Released.ValueOrNull!;

        Assert.That(
            (released.ToString(), released.Estimate, released.StandardError, released.Cases.Printed, released.LowPrecision),
            Is.EqualTo(("1.3", 1.3, 0.9, 25, true))
        );
        Assert.That(released.Interval, Is.EqualTo(new Interval(-0.5, 3.1)));
        Assert.That(Protect(24, 1).Released.ToString(), Is.EqualTo("-1.3"));
    }

    // 33 others and 11 coefficients leave 22 degrees of freedom: 2.0739; the error is 40 sqrt(1/23 + 0.01) = 9.25, the half-width 19.18.
    [Test]
    public void Protect_FewOthers_WidenTheInterval()
    {
        var found = Estimated.Of(Found(24) with { ResidualVariance = 1600, OtherN = 33, Df = 22 });

        var released = ReleasedDifference.Protect(found, [9, 8, 8, 8], Policy, -1, 3).Released.ValueOrNull!;

        Assert.That(released.Interval, Is.EqualTo(new Interval(-17.9, 20.5)));
    }

    [Test]
    public void Protect_WholePoints_HaveOneDecimalToo() =>
        Assert.That(
            ReleasedDifference.Protect(Estimated.Of(Found(24) with { Expected = 9.24 }), Others, Policy, -1, 3).Released.ToString(),
            Is.EqualTo("1.0")
        );

    [Test]
    public void Protect_AnyNumberBehindOnePrint_PrintsTheSame() =>
        Assert.That(Enumerable.Range(23, 5).Select(n => Protect(n).Released), Is.All.EqualTo(Protect(25).Released));

    [Test]
    public void Protect_AnyNumberOfOthersBehindOnePrint_PrintsTheSame()
    {
        var answers = Enumerable
            .Range(0, 5)
            .Select(more =>
                ReleasedDifference
                    .Protect(
                        Estimated.Of(Found(24) with { OtherN = 34 - 6 + more + 5, Df = 34 - 6 + more + 5 - 11 }),
                        [9, 8, 8, 8 + more],
                        Policy,
                        -1
                    )
                    .Released
            );

        Assert.That(answers.Distinct().Count(), Is.EqualTo(1));
        Assert.That(answers.First().IsShown);
    }

    [TestCase(9, 1, WithheldBecause.TooFewCases)]
    [TestCase(10, 9, WithheldBecause.OneValue)]
    [TestCase(10, 8, null)]
    public void Protect_OwnCases_AreJudgedAsForAMean(int n, int mostFrequent, WithheldBecause? expected) =>
        Assert.That(Protect(n, -1, mostFrequent).Reason, Is.EqualTo(expected));

    [Test]
    public void Protect_Others_AreJudgedAsTheRestOfTheNetwork()
    {
        var found = Estimated.Of(Found(24) with { OtherN = 90 });

        Assert.That(ReleasedDifference.Protect(found, [30, 30, 30], Policy).Reason, Is.EqualTo(WithheldBecause.TooFewContributors));
        Assert.That(ReleasedDifference.Protect(found, [60, 10, 10, 10], Policy).Reason, Is.EqualTo(WithheldBecause.DominantContributor));
        Assert.That(() => ReleasedDifference.Protect(found, [30, 30, 31], Policy), Throws.ArgumentException);
    }

    [TestCase(UndefinedBecause.TooFewCases, WithheldBecause.TooFewCases)]
    [TestCase(UndefinedBecause.NoCases, WithheldBecause.TooFewCases)]
    [TestCase(UndefinedBecause.Collinear, WithheldBecause.NoVariation)]
    public void Protect_Undefined_IsWithheld(UndefinedBecause undefined, WithheldBecause expected) =>
        Assert.That(
            ReleasedDifference.Protect(Estimated.Undefined<DifferenceFromOthers>(undefined), Others, Policy).Reason,
            Is.EqualTo(expected)
        );

    [Test]
    public void Protect_NothingLeftToChance_IsWithheld() =>
        Assert.That(
            ReleasedDifference.Protect(Estimated.Of(Found(24) with { ResidualVariance = 0 }), Others, Policy).Reason,
            Is.EqualTo(WithheldBecause.NoVariation)
        );

    [Test]
    public void Protect_BadArguments_AreRefused()
    {
        Assert.That(() => Protect(24, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Protect(24, 1, 25), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => ReleasedDifference.Protect(Estimated.Of(Found(24)), Others, Policy, 1, 0, 1),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );
    }

    [Test]
    public void Figure_OfADifference_KeepsWhatIsPrinted()
    {
        var figure = ReleasedFigure.Of(Protect(24).Released).ValueOrNull!;

        Assert.That(
            (figure.Unit, figure.Decimals, figure.Value, figure.Spread, figure.Cases, figure.LowPrecision),
            Is.EqualTo((FigureUnit.Points, 1, 1.3, 0.9, 25, true))
        );
        Assert.That(figure.Interval, Is.EqualTo(new Interval(-0.5, 3.1)));
        Assert.That(ReleasedFigure.Of(Protect(9).Released).ToString(), Is.EqualTo("c"));
    }
}
