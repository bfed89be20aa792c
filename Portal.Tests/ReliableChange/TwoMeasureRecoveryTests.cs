using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.ReliableChange;

namespace Portal.Tests.ReliableChange;

public sealed class TwoMeasureRecoveryTests
{
    private static readonly MeasureRule Depression = new(ReliableChangeRule.Published(6), new ClinicalCutOff(10, true, -1), -1, 1);
    private static readonly MeasureRule Anxiety = new(ReliableChangeRule.Published(4), new ClinicalCutOff(8, true, -1), -1, 1);

    private static TwoMeasureOutcome? Judge(double? first1, double? last1, double? first2, double? last2) =>
        TwoMeasureRecovery.Judge(new TwoMeasureScores(first1, last1, first2, last2), Depression, Anxiety);

    [Test]
    public void Judge_OneMeasureUpAndOneDown_IsNeither()
    {
        var outcome = Judge(20, 12, 6, 12)!;

        Assert.That((outcome.ReliableImprovement, outcome.ReliableDeterioration), Is.EqualTo((false, false)));
    }

    [Test]
    public void Judge_BothMeasuresDown_IsDeterioration() => Assert.That(Judge(5, 14, 4, 9)!.ReliableDeterioration);

    [Test]
    public void Judge_OneMeasureStillClinicalAtTheEnd_IsNoRecovery() => Assert.That(Judge(15, 5, 12, 8)!.Recovery, Is.False);

    [Test]
    public void Judge_NeverClinical_CannotRecover() => Assert.That(Judge(9, 2, 7, 1)!.Recovery, Is.False);

    [Test]
    public void Judge_MeasuresSwapped_StaysTheSame() =>
        Assert.That(TwoMeasureRecovery.Judge(new TwoMeasureScores(12, 6, 15, 5), Anxiety, Depression), Is.EqualTo(Judge(15, 5, 12, 6)));

    [TestCase(null, 5.0, 12.0, 6.0)]
    [TestCase(15.0, null, 12.0, 6.0)]
    [TestCase(15.0, 5.0, null, 6.0)]
    [TestCase(15.0, 5.0, 12.0, null)]
    public void Judge_AnyScoreMissing_HasNoOutcome(double? first1, double? last1, double? first2, double? last2) =>
        Assert.That(Judge(first1, last1, first2, last2), Is.Null);

    [Test]
    public void Of_NobodyAtCaseness_HasNoRateOfRecovery()
    {
        var summary = TwoMeasureRecovery.Of([new TwoMeasureScores(9, 2, 7, 1)], Depression, Anxiety);

        Assert.That((summary.Paired, summary.Recovery.Cases), Is.EqualTo((1, 0)));
        Assert.That(summary.ReliableRecovery.Proportion.WhyUndefined, Is.EqualTo(UndefinedBecause.NoCases));
    }

    [Test]
    public void Judge_MeasureWithoutCutOff_Throws()
    {
        Assert.That(() => TwoMeasureRecovery.Judge(default, Depression with { CutOff = null }, Anxiety), Throws.ArgumentException);
        Assert.That(() => TwoMeasureRecovery.Judge(default, Depression, Anxiety with { CutOff = null }), Throws.ArgumentException);
    }
}
