using NUnit.Framework;
using Portal.Analytics.Moments;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.Records;

namespace Portal.Tests.Outcomes;

/// <summary>Few enough families to work out by hand what missing last scores could change.</summary>
public sealed class MissingLastScoresTests
{
    private static readonly Measure Anxiety = MeasureCatalogue.Published.Find("HADS", "ANXIETY")!;

    [Test]
    public void Sensitivity_ThreeCompletersAndOneMissing_IsAsByHand()
    {
        // Means 12 and 8, slope 0.5: a first score of 20 predicts 12, an improvement of 8. Improvements known: 4, 2 and 6.
        var outcome = Outcome(Anxiety, (10, 6), (12, 10), (14, 8), (20, null));

        var found = outcome.Attrition.Sensitivity!;
        Assert.Multiple(() =>
        {
            Assert.That((found.Started, found.Missing, found.Completers, found.NoChange), Is.EqualTo((4, 0.25, 4.0, 3.0)));
            Assert.That(found.RegressionImputed, Is.EqualTo(5).Within(1e-12));
            Assert.That(found.Delta!.Select(line => line.Points), Is.EqualTo(new[] { 1, 2, 3, 4, 5 }));
            Assert.That(found.Delta!.Select(line => line.Estimate), Is.EqualTo(new[] { 4.75, 4.5, 4.25, 4, 3.75 }).Within(1e-12));
            // The only family without a last score has the highest first score.
            Assert.That(
                (found.InverseProbability, outcome.Reasons["attrition.sensitivity.inverseProbability"]),
                Is.EqualTo(((double?)null, "SEPARATION"))
            );
            Assert.That(found.ReliableImprovement, Is.EqualTo(new RateBoundsLine(1 / 3.0, 0.25, 0.5)));
            Assert.That(
                (outcome.Clinical!.RecoveryRate.Count, outcome.Clinical.RecoveryRate.Of, outcome.Clinical.ReliableRecoveryRate!.Count),
                Is.EqualTo((1, 3, 0))
            );
            Assert.That((outcome.Attrition.Completion.Count, outcome.Attrition.Completion.Of), Is.EqualTo((3, 4)));
        });
    }

    [Test]
    public void Sensitivity_HigherIsBetter_HasTheOtherSign()
    {
        var wellbeing = MeasureCatalogue.Published.Find("WEMWBS", "")!;

        var found = Outcome(wellbeing, (30, 40), (35, null)).Attrition.Sensitivity!;

        Assert.That((found.Completers, found.NoChange), Is.EqualTo((10.0, 5.0)));
    }

    [Test]
    public void Sensitivity_NobodyMissing_IsTheSameUnderEveryGuess()
    {
        var found = Outcome(Anxiety, (10, 6), (12, 10)).Attrition.Sensitivity!;

        Assert.That(
            new[] { found.Completers, found.NoChange, found.RegressionImputed, found.InverseProbability, found.Delta![4].Estimate },
            Is.All.EqualTo(3)
        );
    }

    [Test]
    public void Sensitivity_NobodyHasALastScore_LeavesOnlyNoChange()
    {
        var outcome = Outcome(Anxiety, (10, null));

        var found = outcome.Attrition.Sensitivity!;
        Assert.That(
            (found.Completers, found.NoChange, found.RegressionImputed, found.InverseProbability, found.Delta),
            Is.EqualTo(((double?)null, (double?)0.0, (double?)null, (double?)null, (object?)null))
        );
        Assert.That(found.ReliableImprovement, Is.EqualTo(new RateBoundsLine(null, 0, 1)));
        Assert.That(outcome.ReliableChange!.Rates.Improved.Fraction, Is.Null);
        foreach (var member in new[] { "completers", "regressionImputed", "inverseProbability", "delta", "reliableImprovement.observed" })
            Assert.That(outcome.Reasons["attrition.sensitivity." + member], Is.EqualTo("NO_CASES"), member);
        Assert.That(outcome.Reasons["reliableChange.rates"], Is.EqualTo("NO_CASES"));
        Assert.That(outcome.Reasons["clinical.recoveryRate"], Is.EqualTo("NONE_BEYOND_CUT_OFF"));
    }

    [Test]
    public void Sensitivity_NoFamilyAtAll_IsUndefinedThroughout()
    {
        var outcome = Outcome(Anxiety);

        var found = outcome.Attrition.Sensitivity!;
        Assert.That(
            (found.Started, found.Missing, found.NoChange, found.ReliableImprovement),
            Is.EqualTo((0, (double?)null, (double?)null, new RateBoundsLine(null, null, null)))
        );
        Assert.That(outcome.FloorCeiling!.FirstAtFloor.Fraction, Is.Null);
    }

    [TestCase("PRFQ", "CERTAINTY", "NO_DIRECTION")]
    [TestCase("GBO", "", "GOALS_DIFFER")]
    public void Sensitivity_MeasureThatHasNone_SaysWhy(string code, string subscale, string reason)
    {
        var outcome = Outcome(MeasureCatalogue.Published.Find(code, subscale)!, (3, 4), (2, null));

        Assert.That(
            (outcome.Attrition.Sensitivity, outcome.Reasons["attrition.sensitivity"]),
            Is.EqualTo(((SensitivityLine?)null, reason))
        );
    }

    [Test]
    public void Delta_ScaleOfThreePoints_HasNone()
    {
        var outcome = Outcome(Anxiety with { Maximum = 3 }, (3, 2), (2, 2), (1, 0), (2, null));

        Assert.That(
            (outcome.Attrition.Sensitivity!.Delta, outcome.Reasons["attrition.sensitivity.delta"]),
            Is.EqualTo(((IReadOnlyList<DeltaLine>?)null, "SCALE_TOO_SHORT"))
        );
    }

    [Test]
    public void FloorCeiling_ScoresAtTheEnds_AreCountedAmongAllFirstAndPairedLastScores()
    {
        var ends = Outcome(Anxiety, (21, 0), (21, null), (0, 0), (5, 21)).FloorCeiling!;

        Assert.That(
            new[] { ends.FirstAtFloor, ends.FirstAtCeiling, ends.LastAtFloor, ends.LastAtCeiling }.Select(share => (share.Count, share.Of)),
            Is.EqualTo(new[] { (1, 4), (2, 4), (2, 3), (1, 3) })
        );
    }

    private static MeasureOutcome Outcome(Measure measure, params (double First, double? Last)[] scores)
    {
        var pairs = PairedMoments.OfPairs(scores.Where(one => one.Last is not null).Select(one => (one.First, one.Last!.Value)));
        var moments = new MeasureMoments(1, measure.Code, measure.Subscale, SampleMoments.OfValues(scores.Select(one => one.First)), pairs);
        var standardiser = Standardiser.Published(measure);
        return MeasureFigures
            .Of(measure, OutcomeFilter.DefaultCohort, scores.Length, moments, standardiser)
            .WithScores(
                measure,
                [.. scores.Select(one => new ScorePair(measure.Code, measure.Subscale, one.First, one.Last, one.Last is null ? 0 : 1))],
                standardiser
            );
    }
}
