using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Checking.History;
using Portal.Api.Checking.Problems;
using static Portal.Tests.Checking.History.InventedHistory;

namespace Portal.Tests.Checking.History;

/// <summary>First scores that change, last scores that stand alone, and scores on another scale.</summary>
public sealed class ScoreHistoryTests
{
    private const string Changed = "history.baseline_changed";
    private const string Alone = "history.end_without_baseline";
    private const string Shift = "history.scale_shift";

    [TestCase("BASELINE,0,14", false, TestName = "Run_FirstScoreAsBefore_IsFine")]
    [TestCase("BASELINE,0,13", true, TestName = "Run_FirstScoreDiffers_Warns")]
    [TestCase("BASELINE,1,14", false, TestName = "Run_WeekPutRight_IsFine")]
    [TestCase("BASELINE,1,13", true, TestName = "Run_WeekAndScoreDiffer_Warns")]
    [TestCase("BASELINE,0,", true, TestName = "Run_FirstScoreBlankedWithReason_Warns")]
    [TestCase("BASELINE,0,14;BASELINE,-4,20", false, TestName = "Run_OlderFirstScoreAdded_IsFine")]
    public void Baseline_AgainstTheEarlierOne(string rows, bool warned)
    {
        var found = Check(EarlierFacts.None with { Scores = [EarlierScore("C-001", "PHQ9", 14)] }, [Open("C-001")], Rows(rows));

        Assert.That(found.Codes(), warned ? Is.EqualTo(new[] { Changed }) : Is.Empty);
        Assert.That(
            found.Problems.SelectMany(problem => problem.Places).Select(place => (place.Record, place.Line)),
            warned ? Is.EqualTo(new[] { (1, 2) }) : Is.Empty
        );
    }

    [Test]
    public void Run_FirstScoreOfAListedCaseMissing_WarnsWithoutALine()
    {
        var found = Check(
            EarlierFacts.None with
            {
                Scores = [EarlierScore("C-001", "PHQ9", 14)],
            },
            [Open("C-001"), Open("C-002")],
            [Score("C-002", "PHQ9", "BASELINE", 0, 9)]
        );

        Assert.That(found.Codes(), Is.EqualTo(new[] { Changed }));
        Assert.That(
            (found.Problems[0].Column, found.Problems[0].Count, found.Problems[0].Places[0]),
            Is.EqualTo(("score", 1, new Place(null, null, null)))
        );
    }

    [Test]
    public void Run_ScoresNotSent_FirstScoresAreNotMissing() =>
        Assert.That(Check(EarlierFacts.None with { Scores = [EarlierScore("C-001", "PHQ9", 14)] }, [Open("C-001")]).Problems, Is.Empty);

    [Test]
    public void Run_ScoresThatCannotBeReadWhole_AreNotAsked() =>
        Assert.That(
            Check(EarlierFacts.None with { Scores = [EarlierScore("C-001", "PHQ9", 14)] }, [Open("C-001")], ["HARBOUR,C-001,PHQ9"]).Codes(),
            Is.EqualTo(new[] { "row.too_few_cells" })
        );

    [TestCase("END,9,7", true, TestName = "Run_LastScoreAlone_Warns")]
    [TestCase("END,9,7;BASELINE,0,12", false, TestName = "Run_LastScoreWithFirst_IsFine")]
    [TestCase("END,9,7;BASELINE,0,", false, TestName = "Run_FirstScoreStatedAsNotDone_IsFine")]
    [TestCase("END,9,", false, TestName = "Run_LastScoreNotDone_IsFine")]
    [TestCase("REVIEW,9,7", false, TestName = "Run_ReviewAlone_IsFine")]
    public void End_WithoutBaseline(string rows, bool warned) =>
        Assert.That(Check(EarlierFacts.None, [Closed("C-001")], Rows(rows)).Codes(), warned ? Is.EqualTo(new[] { Alone }) : Is.Empty);

    [Test]
    public void Run_LastScoreOfAnotherRespondent_AsksWhoRated() =>
        Assert.That(
            Check(
                    EarlierFacts.None,
                    [Closed("C-001")],
                    [Score("C-001", "PHQ9", "BASELINE", 0, 9), Score("C-001", "PHQ9", "END", 9, 7, respondent: "FATHER")]
                )
                .Codes(),
            Is.EqualTo(new[] { "score.rater_changed" })
        );

    [Test]
    public void Run_FirstScoreSentOnlyBefore_IsOneWarningThatSaysSo()
    {
        var found = Check(
            EarlierFacts.None with
            {
                Scores = [EarlierScore("C-001", "PHQ9", 14)],
            },
            [Closed("C-001")],
            [Score("C-001", "PHQ9", "END", 9, 7)]
        );

        Assert.That(found.Codes(), Is.EqualTo(new[] { Alone }));
        Assert.That(found.Problems[0].Message, Does.Contain("earlier quarter and are missing now: 1."));
    }

    // Total stress is 36 to 180 and usually about 90; its subscales are 12 to 60.
    [TestCase(9, 1, true, TestName = "Run_NinetyPercentFitTheSubscale_Warns")]
    [TestCase(8, 2, false, TestName = "Run_EightyPercentFitTheSubscale_IsUsual")]
    [TestCase(8, 0, true, TestName = "Run_EightScoresFitTheSubscale_Warns")]
    [TestCase(7, 0, false, TestName = "Run_SevenScores_AreTooFew")]
    public void Scale_OfASibling(int fitting, int others, bool warned)
    {
        var found = OfScale(
            "PSI_SF",
            Enumerable.Repeat(90.0, 8),
            [.. Enumerable.Repeat(45.0, fitting), .. Enumerable.Repeat(95.0, others)]
        );

        Assert.That(found.Codes(), warned ? Is.EqualTo(new[] { Shift }) : Is.Empty);
        Assert.That(found.Problems.Sum(problem => problem.Count), Is.EqualTo(warned ? fitting : 0));
    }

    [TestCase(3, true, TestName = "Run_UsualScoresRarelyFitTheSubscale_Warns")]
    [TestCase(4, false, TestName = "Run_HalfTheUsualScoresFitTheSubscale_IsUsual")]
    public void Scale_UsualScoresThatFitToo(int usualFitting, bool warned) =>
        Assert.That(
            OfScale(
                    "PSI_SF",
                    [.. Enumerable.Repeat(55.0, usualFitting), .. Enumerable.Repeat(90.0, 8 - usualFitting)],
                    Enumerable.Repeat(45.0, 8)
                )
                .Codes()
                .Contains(Shift),
            Is.EqualTo(warned)
        );

    [TestCase("KPCS", 40, 8, true, TestName = "Run_MeanExactlyAFifth_Warns")]
    [TestCase("KPCS", 40, 9, false, TestName = "Run_MeanAboveAFifth_IsUsual")]
    [TestCase("KPCS", 8, 40, true, TestName = "Run_MeanExactlyFiveTimes_Warns")]
    [TestCase("KPCS", 8, 39, false, TestName = "Run_MeanUnderFiveTimes_IsUsual")]
    [TestCase("KPCS", 40, 0, false, TestName = "Run_MeanOfNought_IsNoOtherScale")]
    [TestCase("WEMWBS", 45, 20, true, TestName = "Run_ShortFormEnteredAsTheLongOne_Warns")]
    public void Scale_Mean(string measure, double usual, double now, bool warned) =>
        Assert.That(
            OfScale(measure, Enumerable.Repeat(usual, 8), Enumerable.Repeat(now, 8)).Codes(),
            warned ? Is.EqualTo(new[] { Shift }) : Is.Empty
        );

    [TestCase(8, true)]
    [TestCase(7, false)]
    public void Run_UsualScores_AreAtLeastEight(int usual, bool warned) =>
        Assert.That(OfScale("KPCS", Enumerable.Repeat(40.0, usual), Enumerable.Repeat(2.0, 8)).Codes().Contains(Shift), Is.EqualTo(warned));

    [Test]
    public void Run_ScoresSentAgain_DoNotHideTheNewOnes()
    {
        var earlier = Enumerable.Range(100, 40).Select(number => EarlierScore(CaseRef(number), "KPCS", 40)).ToList();
        var fresh = Enumerable.Range(1, 8).Select(number => CaseRef(number)).ToList();
        var found = Check(
            EarlierFacts.None with
            {
                Scores = earlier,
            },
            [.. fresh.Select(reference => Open(reference)), .. earlier.Select(score => Open(score.CaseRef))],
            [
                .. fresh.Select(reference => Score(reference, "KPCS", "BASELINE", 0, 2)),
                .. earlier.Select(score => Score(score.CaseRef, "KPCS", "BASELINE", 0, 40)),
            ]
        );

        Assert.That((found.Codes().Single(), found.Problems[0].Count), Is.EqualTo((Shift, 8)));
    }

    private static CheckedExtract OfScale(string measure, IEnumerable<double> usual, IEnumerable<double> now)
    {
        var scores = now.ToList();
        return Check(
            EarlierFacts.None with
            {
                Scores = [.. usual.Select((score, number) => EarlierScore(CaseRef(500 + number), measure, score))],
            },
            scores.Select((_, number) => Open(CaseRef(number))),
            scores.Select((score, number) => Score(CaseRef(number), measure, "BASELINE", 0, score))
        );
    }

    private static IEnumerable<string> Rows(string rows) =>
        rows.Split(';')
            .Select(row => row.Split(','))
            .Select(cells =>
                Score(
                    "C-001",
                    "PHQ9",
                    cells[0],
                    int.Parse(cells[1], System.Globalization.CultureInfo.InvariantCulture),
                    cells[2].Length == 0 ? null : double.Parse(cells[2], System.Globalization.CultureInfo.InvariantCulture)
                )
            );
}
