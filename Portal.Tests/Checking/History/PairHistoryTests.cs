using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Checking.History;
using Portal.Api.Periods;
using static Portal.Tests.Checking.History.InventedHistory;

namespace Portal.Tests.Checking.History;

/// <summary>What pairs over four quarters tell. PHQ9: lower is better and the published standard deviation is 5.5.</summary>
public sealed class PairHistoryTests
{
    private const string Reversed = "history.direction_reversed";
    private const string Identical = "history.identical_scores";
    private const string Low = "history.low_pairing";

    [TestCase(8, true)]
    [TestCase(7, false)]
    public void Run_AllPairsMuchWorse_WarnsFromEightPairs(int pairs, bool warned) =>
        AssertFound(Pairs(Enumerable.Repeat(6, pairs)), Reversed, warned, pairs);

    [TestCase(7, true)]
    [TestCase(6, false)]
    public void Run_TenPairs_WarnsFromSeventyPercentWorse(int worse, bool warned) =>
        AssertFound(Pairs([.. Enumerable.Repeat(9, worse), .. Enumerable.Repeat(-1, 10 - worse)]), Reversed, warned, worse);

    // Half of 5.5 over eight pairs is 22 points.
    [TestCase(22, true)]
    [TestCase(21, false)]
    public void Run_EightPairs_WarnsFromHalfAStandardDeviation(int points, bool warned) =>
        AssertFound(Pairs(Enumerable.Range(0, 8).Select(pair => points / 8 + (pair < points % 8 ? 1 : 0))), Reversed, warned, 8);

    [Test]
    public void Run_HigherIsBetter_RisingScoresAreFine() =>
        Assert.That(
            Check(
                EarlierFacts.None,
                ClosedCases(8),
                Enumerable.Range(0, 8).SelectMany(number => Pair(number, "KPCS", 20 + number, 30 + number))
            ).Problems,
            Is.Empty
        );

    [Test]
    public void Run_NoPublishedSpread_UsesThatOfTheFirstScores() =>
        Assert.That(
            Check(
                    EarlierFacts.None,
                    ClosedCases(8),
                    Enumerable.Range(0, 8).SelectMany(number => Pair(number, "KPCS", 30 + number, 20 + number))
                )
                .Codes(),
            Is.EqualTo(new[] { Reversed })
        );

    [TestCase(8, 2, true, TestName = "Run_EightyPercentIdentical_Warns")]
    [TestCase(7, 3, false, TestName = "Run_SeventyPercentIdentical_IsFine")]
    [TestCase(8, 0, true, TestName = "Run_EightIdenticalPairs_Warn")]
    [TestCase(7, 0, false, TestName = "Run_SevenIdenticalPairs_AreTooFew")]
    public void Identical_Pairs(int same, int better, bool warned) =>
        AssertFound(Pairs([.. Enumerable.Repeat(0, same), .. Enumerable.Repeat(-4, better)]), Identical, warned, same);

    [TestCase(20, 3, true, TestName = "Run_UnderTwentyPercentPaired_Warns")]
    [TestCase(20, 4, false, TestName = "Run_ExactlyTwentyPercentPaired_IsFine")]
    [TestCase(19, 3, false, TestName = "Run_NineteenFirstScores_AreTooFew")]
    public void Pairing_Low(int baselines, int paired, bool warned) =>
        AssertFound(
            Check(
                EarlierFacts.None,
                ClosedCases(baselines),
                Enumerable
                    .Range(0, baselines)
                    .SelectMany(number =>
                        number < paired ? Pair(number, "PHQ9", 15, 9) : [Score(CaseRef(number), "PHQ9", "BASELINE", 0, 15)]
                    )
            ),
            Low,
            warned,
            baselines - paired
        );

    [TestCase("2024-07", true, TestName = "Run_PairsOfTheLastFourQuarters_Count")]
    [TestCase("2024-06", false, TestName = "Run_PairsOfOlderQuarters_DoNotCount")]
    public void Pairs_OfEarlierQuarters(string closed, bool warned)
    {
        Assert.That(Month.TryParse(closed, out var month));
        var earlier = Enumerable.Range(100, 7).Select(number => CaseRef(number)).ToList();
        var facts = new EarlierFacts(
            [],
            [.. earlier.Select(reference => new EarlierCase(reference, Before, "CLOSED", "ACCEPTED", month, null, 6))],
            [
                .. earlier.SelectMany(reference =>
                    new[] { EarlierScore(reference, "PHQ9", 10), EarlierScore(reference, "PHQ9", 16, "END", 18) }
                ),
            ]
        );

        AssertFound(Check(facts, ClosedCases(1), Pair(0, "PHQ9", 10, 16)), Reversed, warned, 1);
    }

    [Test]
    public void Run_NoRowOfThisExtractConcerned_IsNotAsked()
    {
        var earlier = Enumerable.Range(100, 9).Select(number => CaseRef(number)).ToList();
        var facts = new EarlierFacts(
            [],
            [.. earlier.Select(reference => new EarlierCase(reference, Before, "CLOSED", "ACCEPTED", new Month(2025, 2), null, 6))],
            [
                .. earlier.SelectMany(reference =>
                    new[] { EarlierScore(reference, "PHQ9", 10), EarlierScore(reference, "PHQ9", 16, "END", 18) }
                ),
            ]
        );

        Assert.That(Check(facts, ClosedCases(1), Pair(0, "PHQ9", 16, 10)).Problems, Is.Empty);
    }

    [TestCase(2, true)]
    [TestCase(1, false)]
    public void Run_AttendedContacts_AreAtLeastTwo(int contacts, bool warned) =>
        AssertFound(
            Check(
                EarlierFacts.None,
                Enumerable.Range(0, 8).Select(number => Closed(CaseRef(number), contacts: contacts)),
                Enumerable.Range(0, 8).SelectMany(number => Pair(number, "PHQ9", 10, 16))
            ),
            Reversed,
            warned,
            8
        );

    [Test]
    public void Run_TwoMeasuresReversed_AreOneProblemThatNamesBoth()
    {
        var problem = Check(
            EarlierFacts.None,
            ClosedCases(8),
            Enumerable.Range(0, 8).SelectMany(number => Pair(number, "PHQ9", 10, 16).Concat(Pair(number, "GAD7", 8, 15)))
        )
            .Problems.Single();

        Assert.That((problem.Code, problem.Count), Is.EqualTo((Reversed, 16)));
        Assert.That(
            problem.Message,
            Does.Contain("Patient Health Questionnaire 9: 8 of 8 pairs got worse, by 6.0 points")
                .And.Contain("Generalised Anxiety Disorder 7: 8 of 8")
        );
    }

    private static CheckedExtract Pairs(IEnumerable<int> changes)
    {
        var all = changes.ToList();
        return Check(EarlierFacts.None, ClosedCases(all.Count), all.SelectMany((change, number) => Pair(number, "PHQ9", 12, 12 + change)));
    }

    private static IEnumerable<string> ClosedCases(int count) => Enumerable.Range(0, count).Select(number => Closed(CaseRef(number)));

    private static IEnumerable<string> Pair(int number, string measure, double first, double last) =>
        [Score(CaseRef(number), measure, "BASELINE", 0, first), Score(CaseRef(number), measure, "END", 18, last)];

    private static void AssertFound(CheckedExtract found, string code, bool warned, int rows) =>
        Assert.That(
            found.Problems.Select(problem => (problem.Code, problem.Count)),
            warned ? Is.EqualTo(new[] { (code, rows) }) : Is.Empty
        );
}
