using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.ReliableChange;

namespace Portal.Tests.ReliableChange;

public sealed class ReliableChangeSummaryTests
{
    private static readonly MeasureRule Rule = new(ReliableChangeRule.Published(4), new ClinicalCutOff(13, true, -1), -1, 1);

    private static readonly (double? First, double? Last)[] Scores =
    [
        (13, 9),
        (13, 10),
        (17, 13),
        (12, 8),
        (20, 12),
        (10, 14),
        (18, null),
        (null, 7),
    ];

    private static int[] Counts(ReliableChangeSummary summary) =>
        [
            summary.Started,
            summary.Paired,
            summary.StartedClinical,
            summary.Recovered,
            summary.Improved,
            summary.Unchanged,
            summary.Deteriorated,
        ];

    [Test]
    public void Of_RowsWithMissingScores_CountsTheStartedBesideThePaired() =>
        Assert.That(Counts(ReliableChangeSummary.Of(Scores, Rule)), Is.EqualTo(new[] { 7, 6, 4, 2, 2, 1, 1 }));

    [Test]
    public void Of_ScoresOfAMeasureReadTheOtherWay_GivesTheSameCounts()
    {
        var reversed = Rule with { CutOff = new ClinicalCutOff(-13, true, 1), Sign = 1 };

        Assert.That(
            Counts(ReliableChangeSummary.Of(Scores.Select(pair => (-pair.First, -pair.Last)), reversed)),
            Is.EqualTo(Counts(ReliableChangeSummary.Of(Scores, Rule)))
        );
    }

    [Test]
    public void Of_MeasureWithoutCutOff_HasNobodyRecoveredAndNoRateOfIt()
    {
        var summary = ReliableChangeSummary.Of(Scores, Rule with { CutOff = null });

        Assert.That(Counts(summary), Is.EqualTo(new[] { 7, 6, 0, 0, 4, 1, 1 }));
        Assert.That(summary.Recovery.Proportion.WhyUndefined, Is.EqualTo(UndefinedBecause.NoCases));
    }

    [Test]
    public void Of_NoScores_HasNoRates()
    {
        var summary = ReliableChangeSummary.Of([], Rule);

        Assert.That(
            new[] { summary.ReliableImprovement, summary.Deterioration, summary.Recovery }.Select(rate => rate.Interval.WhyUndefined),
            Has.All.EqualTo(UndefinedBecause.NoCases)
        );
    }

    [Test]
    public void ByRater_RatersWhoDisagree_AreKeptApart()
    {
        var raters = ReliableChangeSummary.ByRater([("MOTHER", 13, 9), ("FATHER", 10, 14), ("MOTHER", 17, 13)], Rule);

        Assert.That(raters.Select(rater => rater.Rater), Is.EqualTo(new[] { "FATHER", "MOTHER" }));
        Assert.That(raters.Select(rater => rater.Summary.ReliableImprovement.Events), Is.EqualTo(new[] { 0, 2 }));
        Assert.That(raters.Select(rater => rater.Summary.Paired), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public void Judge_MissingScore_HasNoJudgement()
    {
        Assert.That(Rule.Judge(null, 5), Is.Null);
        Assert.That(Rule.Judge(5, null), Is.Null);
    }

    [Test]
    public void Judge_DirectionNeither_Throws() =>
        Assert.That(() => (Rule with { Sign = 0 }).Judge(13, 9), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
