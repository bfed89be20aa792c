using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Checking.History;
using Portal.Api.Checking.Problems;
using static Portal.Tests.Checking.History.InventedHistory;

namespace Portal.Tests.Checking.History;

public sealed class CaseHistoryTests
{
    private const string Vanished = "history.case_vanished";
    private const string Jump = "history.volume_jump";

    [TestCase("OPEN", true)]
    [TestCase("WAITING", true)]
    [TestCase("CLOSED", false)]
    public void Run_CaseOfTheQuarterBeforeNotListed_VanishedUnlessClosed(string status, bool warned)
    {
        var found = Check(EarlierFacts.None with { Cases = [EarlierOpen("C-002", status)] }, [Open("C-001")]);

        Assert.That(found.Codes(), warned ? Is.EqualTo(new[] { Vanished }) : Is.Empty);
    }

    [Test]
    public void Run_CaseOfAnOlderQuarterNotListed_HasNotVanished() =>
        Assert.That(
            Check(EarlierFacts.None with { Cases = [EarlierOpen("C-002", period: Before.Plus(-1))] }, [Open("C-001")]).Problems,
            Is.Empty
        );

    [Test]
    public void Run_SeveralVanished_AreCountedWithoutTheirReferences()
    {
        var problem = Check(
            EarlierFacts.None with
            {
                Cases = [EarlierOpen("C-ABC2"), EarlierOpen("C-ABC3"), EarlierOpen("C-001")],
            },
            [Open("C-001")]
        )
            .Problems.Single();

        Assert.Multiple(() =>
        {
            Assert.That((problem.Code, problem.File, problem.Count), Is.EqualTo((Vanished, "cases.csv", 2)));
            Assert.That(problem.Places, Is.EqualTo(new Place[] { new(null, null, null), new(null, null, null) }));
            Assert.That(problem.Message, Does.Contain("Jan-Mar 2025").And.Not.Contain("C-ABC"));
        });
    }

    [Test]
    public void Run_CaseReferenceThatIsNotValid_LeavesTheVanishedUnasked() =>
        Assert.That(
            Check(EarlierFacts.None with { Cases = [EarlierOpen("C-002")] }, [Open("C 002")]).Codes(),
            Is.EqualTo(new[] { "value.bad_reference" })
        );

    [Test]
    public void Run_ErrorElsewhere_IsReportedBesideTheVanished() =>
        Assert.That(
            Check(
                    EarlierFacts.None with
                    {
                        Cases = [EarlierOpen("C-002")],
                    },
                    [Open("C-001").Replace("TWO_PARENT", "CASTLE", StringComparison.Ordinal)]
                )
                .Codes(),
            Is.EqualTo(new[] { "value.not_allowed", Vanished })
        );

    [TestCase(20, 10, false, TestName = "Run_ReferralsExactlyHalfTheMedian_AreUsual")]
    [TestCase(20, 9, true, TestName = "Run_ReferralsUnderHalfTheMedian_Jump")]
    [TestCase(20, 40, false, TestName = "Run_ReferralsExactlyTwiceTheMedian_AreUsual")]
    [TestCase(20, 41, true, TestName = "Run_ReferralsOverTwiceTheMedian_Jump")]
    [TestCase(9, 4, false, TestName = "Run_FewerThanTenReferrals_AreNotCompared")]
    [TestCase(10, 4, true, TestName = "Run_TenReferralsUsually_AreCompared")]
    [TestCase(4, 9, false, TestName = "Run_NineReferralsAfterFour_AreNotCompared")]
    [TestCase(4, 10, true, TestName = "Run_TenReferralsAfterFour_Jump")]
    public void Referrals_AgainstTheMedian(int median, int now, bool warned) =>
        Assert.That(
            Check(Referrals(median, median, median, median), Referred(now)).Codes(),
            warned ? Is.EqualTo(new[] { Jump }) : Is.Empty
        );

    [TestCase(12, true)]
    [TestCase(13, false)]
    public void Run_EvenNumberOfQuarters_MedianIsBetweenTheMiddleTwo(int now, bool warned) =>
        Assert.That(Check(Referrals(40, 10, 30, 20), Referred(now)).Codes().Contains(Jump), Is.EqualTo(warned));

    [Test]
    public void Run_FewerThanFourQuarters_NumbersAreNotCompared() =>
        Assert.That(Check(Referrals(20, 20, 20), Referred(1)).Problems, Is.Empty);

    [Test]
    public void Run_ReferralsOfOtherQuarters_DoNotCount() =>
        Assert.That(
            Check(
                    Referrals(20, 20, 20, 20),
                    [.. Referred(9), .. Enumerable.Range(100, 11).Select(number => Open(CaseRef(number), "2025-03"))]
                )
                .Codes(),
            Is.EqualTo(new[] { Jump })
        );

    [Test]
    public void Run_FirstExtractEver_HasNoProblemOfHistory()
    {
        var found = ExtractCheck.Run(Extract.Request, Extract.Valid, EarlierFacts.None);

        Assert.That((found.Problems.Count, found.HistoryChecked), Is.EqualTo((0, true)));
    }

    private static IEnumerable<string> Referred(int count) => Enumerable.Range(1, count).Select(number => Open(CaseRef(number), "2025-04"));
}
