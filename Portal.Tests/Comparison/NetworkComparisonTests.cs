using NUnit.Framework;
using Portal.Analytics.Comparison;
using Portal.Tests.Disclosure;
using Portal.Tests.Reference;

namespace Portal.Tests.Comparison;

public sealed class NetworkComparisonTests
{
    // tau 0.8 and standard error 0.6 make sqrt(0.36 + 0.64) = 1, so the limits are 2.7 +/- 1.959964 and +/- 3.090232.
    [TestCase(2.7, NetworkPosition.Similar, false)]
    [TestCase(4.65, NetworkPosition.Similar, false)]
    [TestCase(4.66, NetworkPosition.Similar, true)]
    [TestCase(5.79, NetworkPosition.Similar, true)]
    [TestCase(5.80, NetworkPosition.Higher, false)]
    [TestCase(0.75, NetworkPosition.Similar, false)]
    [TestCase(0.73, NetworkPosition.Similar, true)]
    [TestCase(-0.39, NetworkPosition.Similar, true)]
    [TestCase(-0.40, NetworkPosition.Lower, false)]
    public void OfChange_SpreadBetweenServices_WidensTheLimits(double estimate, NetworkPosition position, bool watch)
    {
        var compared = NetworkComparison.OfChange(new OwnEstimate(estimate, 0.6, 40, 0.8), InventedFigures.Rest(2.7, 0.4, 1.9, 0.8));

        Assert.That((compared.Position, compared.Watch, compared.Reason), Is.EqualTo((position, watch, (NotCompared?)null)));
        Assert.That(compared.Limits95!.Value.High, Is.EqualTo(2.7 + 1.959963984540054).Within(1e-12));
        Assert.That(compared.Limits998!.Value.Low, Is.EqualTo(2.7 - 3.090232306167813).Within(1e-12));
    }

    [Test]
    public void OfChange_OnALimitUpToRounding_IsInside([Range(-9, 9)] int tenths, [Values(1, -1)] int side)
    {
        var rest = InventedFigures.Rest(tenths / 10.0, 0.4, 1.9, 0.8);
        NetworkComparison At(double distance) =>
            NetworkComparison.OfChange(new OwnEstimate(Math.Round(tenths / 10.0 + side * distance, 13), 0.6, 40, 0.8), rest);

        Assert.That(At(3.090232306167813).Position, Is.EqualTo(NetworkPosition.Similar));
        Assert.That(At(1.959963984540054).Watch, Is.False);
    }

    // The case's target has one decimal, so it can be released unchanged; its services differ by chance alone.
    [Test]
    public void OfChange_NoSpread_HasTheLimitsOfTheReference()
    {
        var reference = ReferenceCase.CasesOf("funnel_limits.json").Single(one => one.Id == "external-target");
        var rest = InventedFigures.Rest((double)reference.Input["target"]!, 0.3, null, 0);
        var (values, errors) = (reference.Numbers("value"), reference.Numbers("se"));
        for (var service = 0; service < values.Length; service++)
        {
            var compared = NetworkComparison.OfChange(new OwnEstimate(values[service], errors[service], 40, 0.8), rest);
            double Expected(string level, string end) => (double)reference.Expected[level]!.AsObject()[end]!.AsArray()[service]!;
            var flag = (string)reference.Expected["p95_none"]!["flag"]!.AsArray()[service]!;

            Assert.That(compared.Limits95!.Value.Low, Is.EqualTo(Expected("p95_none", "lo")).Within(1e-12));
            Assert.That(compared.Limits95!.Value.High, Is.EqualTo(Expected("p95_none", "hi")).Within(1e-12));
            Assert.That(compared.Limits998!.Value.Low, Is.EqualTo(Expected("p998_none", "lo")).Within(1e-12));
            Assert.That(compared.Limits998!.Value.High, Is.EqualTo(Expected("p998_none", "hi")).Within(1e-12));
            Assert.That(compared.Watch || compared.Position != NetworkPosition.Similar, Is.EqualTo(flag != "in"));
        }
    }

    [TestCase(9, 0.8, NotCompared.OwnCasesTooFew)]
    [TestCase(10, null, NotCompared.OwnCompletionUnknown)]
    [TestCase(10, 0.49, NotCompared.OwnCompletionTooLow)]
    [TestCase(10, 0.5, null)]
    public void OfChange_OwnFigureTooThin_IsTooFewToSay(int cases, double? completion, NotCompared? reason)
    {
        var compared = NetworkComparison.OfChange(new OwnEstimate(40, 0.6, cases, completion), InventedFigures.Rest(2.7, 0.4, 1.9, 0.8));

        Assert.That(compared.Reason, Is.EqualTo(reason));
        Assert.That(compared.Position, Is.EqualTo(reason is null ? NetworkPosition.Higher : NetworkPosition.TooFewToSay));
        Assert.That(compared.Limits998 is null, Is.EqualTo(reason is not null));
        Assert.That(compared.Watch, Is.False);
    }

    // Ten families who all improved by one point do not prove that every family does.
    [Test]
    public void OfChange_OwnPairsAllAlike_IsTooFewToSay()
    {
        var compared = NetworkComparison.OfChange(new OwnEstimate(40, 0, 10, 0.8), InventedFigures.Rest(2.7, 0.4, 1.9, 0.8));

        Assert.That(
            (compared.Position, compared.Reason, compared.Limits998),
            Is.EqualTo((NetworkPosition.TooFewToSay, (NotCompared?)NotCompared.OwnVariationMissing, (Portal.Analytics.Interval?)null))
        );
    }

    [Test]
    public void OfChange_OthersNotShown_IsTooFewToSay()
    {
        var own = new OwnEstimate(40, 0.6, 40, 0.8);

        Assert.That(NetworkComparison.OfChange(own, InventedFigures.Withheld).Reason, Is.EqualTo(NotCompared.RestNotShown));
        Assert.That(
            NetworkComparison.OfChange(own, InventedFigures.Rest(2.7, 0.4, null, null)).Reason,
            Is.EqualTo(NotCompared.RestSpreadUnknown)
        );
    }

    [TestCase(double.NaN, 1, 10, 0.5)]
    [TestCase(1, -1, 10, 0.5)]
    [TestCase(1, 1, -1, 0.5)]
    [TestCase(1, 1, 10, 1.01)]
    public void OfChange_ImpossibleOwnFigure_IsRefused(double estimate, double error, int cases, double completion) =>
        Assert.That(
            () => NetworkComparison.OfChange(new OwnEstimate(estimate, error, cases, completion), InventedFigures.Withheld),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );

    // Ten cases at one half: P(R <= 0), P(R <= 1), P(R <= 2) are 1, 11 and 56 in 1024. The lower 95 % limit is 2 - (56/1024 -
    // 0.025)/(45/1024) = 1.324444 of ten, the upper one 8 - (1013/1024 - 0.975)/(45/1024) = 7.675556, the lower 99.8 % limit 1 - (11/1024 -
    // 0.001)/(10/1024) = 0.0024.
    [TestCase(0, NetworkPosition.Lower, false)]
    [TestCase(1, NetworkPosition.Similar, true)]
    [TestCase(2, NetworkPosition.Similar, false)]
    [TestCase(8, NetworkPosition.Similar, true)]
    [TestCase(10, NetworkPosition.Higher, false)]
    public void OfShare_TenCases_HaveExactBinomialLimits(int events, NetworkPosition position, bool watch)
    {
        var compared = NetworkComparison.OfShare(events, 10, InventedFigures.Share(500, 500));

        Assert.That((compared.Position, compared.Watch), Is.EqualTo((position, watch)));
        Assert.That(
            new[] { compared.Limits95!.Value.Low, compared.Limits95.Value.High },
            Is.EqualTo(new[] { 13.2444444444, 76.7555555556 }).Within(1e-9)
        );
        Assert.That(compared.Limits998!.Value.Low, Is.EqualTo(0.024).Within(1e-9));
    }

    [Test]
    public void OfShare_TooThin_IsTooFewToSay()
    {
        Assert.That(NetworkComparison.OfShare(9, 9, InventedFigures.Share(500, 500)).Reason, Is.EqualTo(NotCompared.OwnCasesTooFew));
        Assert.That(NetworkComparison.OfShare(9, 30, InventedFigures.Share(5, 500)).Reason, Is.EqualTo(NotCompared.RestNotShown));
    }

    [Test]
    public void Compare_UnitsOrCountsThatDoNotFit_AreRefused()
    {
        Assert.That(() => NetworkComparison.OfShare(3, 30, InventedFigures.Rest(2.7, 0.4, 1.9, 0.8)), Throws.ArgumentException);
        Assert.That(
            () => NetworkComparison.OfChange(new OwnEstimate(1, 1, 20, 1), InventedFigures.Share(500, 500)),
            Throws.ArgumentException
        );
        Assert.That(() => NetworkComparison.OfShare(31, 30, InventedFigures.Withheld), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => NetworkComparison.OfShare(-1, 30, InventedFigures.Withheld), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
