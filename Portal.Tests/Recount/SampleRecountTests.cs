using NUnit.Framework;

namespace Portal.Tests.Recount;

/// <summary>The recount itself, on files small enough to count by hand.</summary>
[TestFixture]
internal sealed class SampleRecountTests
{
    private const string CaseHeader = "case_ref,referral_month,risks_assessed,decision,status,closure_month,contacts_attended";
    private const string ScoreHeader = "case_ref,measure,subscale,timepoint,week,respondent,score,goal";

    private string _folder = "";

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("recount-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    private void Write(string quarter, string kind, string header, params string[] rows)
    {
        Directory.CreateDirectory(Path.Combine(_folder, quarter));
        File.WriteAllLines(Path.Combine(_folder, quarter, kind + ".csv"), [header, .. rows]);
    }

    private void WriteClosed(params string[] references) =>
        Write("2025-Q2", "cases", CaseHeader, [.. references.Select(reference => $"{reference},2025-01,,ACCEPTED,CLOSED,2025-05,4")]);

    private void WriteScores(params string[] rows) => Write("2025-Q2", "scores", ScoreHeader, rows);

    private ServiceRecount Counted(string from = "2025-01", string before = "2026-01") => SampleRecount.OfService(_folder, from, before);

    private PairRecount Phq9() => Counted().Pairs[("PHQ9", "")];

    [Test]
    public void OfService_ThreePairs_GivesHandCheckedMoments()
    {
        WriteClosed("A1", "A2", "A3", "A4");
        WriteScores(
            "A1,PHQ9,,BASELINE,0,MOTHER,10,",
            "A1,PHQ9,,END,9,MOTHER,6,",
            "A2,PHQ9,,BASELINE,0,MOTHER,12,",
            "A2,PHQ9,,END,9,MOTHER,10,",
            "A3,PHQ9,,BASELINE,0,MOTHER,14,",
            "A3,PHQ9,,END,9,MOTHER,8,",
            "A4,PHQ9,,BASELINE,0,MOTHER,20,"
        );

        var counted = Phq9();

        Assert.Multiple(() =>
        {
            Assert.That((counted.Baseline, counted.Paired), Is.EqualTo((4, 3)));
            Assert.That(counted.PreMean, Is.EqualTo(12));
            Assert.That(counted.PostMean, Is.EqualTo(8));
            Assert.That(counted.PreSd, Is.EqualTo(2).Within(1e-15));
            Assert.That(counted.PostSd, Is.EqualTo(2).Within(1e-15));
            Assert.That(counted.Correlation, Is.EqualTo(0.5).Within(1e-15));
        });
    }

    [Test]
    public void OfService_SeveralBaselinesAndLaterScores_TakesEarliestAndLatest()
    {
        WriteClosed("A1");
        WriteScores(
            "A1,PHQ9,,BASELINE,2,MOTHER,19,",
            "A1,PHQ9,,BASELINE,1,MOTHER,15,",
            "A1,PHQ9,,REVIEW,8,MOTHER,11,",
            "A1,PHQ9,,REVIEW,12,MOTHER,3,",
            "A1,PHQ9,,END,12,MOTHER,7,",
            "A1,PHQ9,,FOLLOW_UP,20,MOTHER,1,"
        );

        Assert.That((Phq9().PreMean, Phq9().PostMean), Is.EqualTo((15.0, 7.0)));
    }

    [Test]
    public void OfService_LaterScoreInTheWeekOfTheBaseline_IsNotPaired()
    {
        WriteClosed("A1");
        WriteScores("A1,PHQ9,,BASELINE,3,MOTHER,15,", "A1,PHQ9,,END,3,MOTHER,7,");

        Assert.That((Phq9().Baseline, Phq9().Paired), Is.EqualTo((1, 0)));
    }

    [Test]
    public void OfService_BlankScores_AreNotScores()
    {
        WriteClosed("A1");
        WriteScores(
            "A1,PHQ9,,BASELINE,0,MOTHER,,",
            "A1,PHQ9,,BASELINE,1,FATHER,15,",
            "A1,PHQ9,,REVIEW,5,FATHER,9,",
            "A1,PHQ9,,END,9,FATHER,,"
        );

        Assert.That((Phq9().PreMean, Phq9().PostMean), Is.EqualTo((15.0, 9.0)));
    }

    [TestCase(0, 12.0)]
    [TestCase(1, 12.0)]
    [TestCase(2, 20.0)]
    public void OfService_TwoRespondents_TakesTheEarlierAndTheMotherOnATie(int weekOfMother, double expected)
    {
        WriteClosed("A1");
        WriteScores(
            "A1,PHQ9,,BASELINE,1,FATHER,20,",
            "A1,PHQ9,,END,9,FATHER,18,",
            $"A1,PHQ9,,BASELINE,{weekOfMother},MOTHER,12,",
            "A1,PHQ9,,END,9,MOTHER,8,"
        );

        Assert.That((Phq9().Paired, Phq9().PreMean), Is.EqualTo((1, (double?)expected)));
    }

    [Test]
    public void OfService_OnlyTheOtherRespondentHasALaterScore_IsNotPaired()
    {
        WriteClosed("A1");
        WriteScores("A1,PHQ9,,BASELINE,0,MOTHER,12,", "A1,PHQ9,,BASELINE,1,FATHER,20,", "A1,PHQ9,,END,9,FATHER,18,");

        Assert.That((Phq9().Baseline, Phq9().Paired), Is.EqualTo((1, 0)));
    }

    [Test]
    public void OfService_Goals_AveragesThoseThatHaveBothScores()
    {
        WriteClosed("A1", "A2");
        WriteScores(
            "A1,GBO,,BASELINE,0,MOTHER,2,1",
            "A1,GBO,,BASELINE,0,MOTHER,9,2",
            "A1,GBO,,BASELINE,6,MOTHER,5,3",
            "A1,GBO,,REVIEW,6,MOTHER,4,1",
            "A1,GBO,,END,9,MOTHER,6,1",
            "A1,GBO,,REVIEW,6,MOTHER,9,3",
            "A1,GBO,,END,9,MOTHER,8,3",
            "A2,GBO,,BASELINE,0,MOTHER,3,1"
        );

        var counted = Counted().Pairs[("GBO", "")];

        Assert.That((counted.Baseline, counted.Paired, counted.PreMean, counted.PostMean), Is.EqualTo((2, 1, (double?)3.5, (double?)7)));
    }

    [Test]
    public void OfService_Cohort_NeedsClosedAcceptedInWindowAndTwoContacts()
    {
        Write(
            "2025-Q2",
            "cases",
            CaseHeader,
            "A1,2025-01,,ACCEPTED,CLOSED,2025-05,2",
            "A2,2025-01,,ACCEPTED,CLOSED,2025-05,1",
            "A3,2025-01,,ACCEPTED,CLOSED,2025-05,",
            "A4,2025-01,,ACCEPTED,OPEN,,9",
            "A5,2025-04,,DECLINED,CLOSED,2025-05,",
            "A6,2025-01,,ACCEPTED,CLOSED,2025-04,9",
            "A7,2024-12,,ACCEPTED,CLOSED,2025-06,9"
        );

        var counted = Counted("2025-05", "2025-06");

        Assert.That((counted.Eligible, counted.FilteredByContacts), Is.EqualTo((1, true)));
    }

    [Test]
    public void OfService_ContactsFileSent_CountsAttendedRows()
    {
        WriteClosed("A1", "A2");
        Write("2025-Q2", "contacts", "case_ref,attendance", "A1,ATTENDED", "A1,DID_NOT_ATTEND", "A2,ATTENDED", "A2,ATTENDED");

        Assert.That(Counted().Eligible, Is.EqualTo(1));
    }

    [Test]
    public void OfService_NeitherContactsNorCountsSent_DoesNotFilter()
    {
        Write("2025-Q2", "cases", CaseHeader, "A1,2025-01,,ACCEPTED,CLOSED,2025-05,", "A2,2025-01,,ACCEPTED,CLOSED,2025-05,");

        Assert.That((Counted().Eligible, Counted().FilteredByContacts), Is.EqualTo((2, false)));
    }

    [Test]
    public void OfService_FileNotSentInTheLatestQuarter_KeepsTheEarlierRows()
    {
        Write("2025-Q1", "cases", CaseHeader, "A1,2025-01,,ACCEPTED,OPEN,,2");
        Write("2025-Q1", "scores", ScoreHeader, "A1,PHQ9,,BASELINE,0,MOTHER,12,", "A1,PHQ9,,REVIEW,5,MOTHER,9,");
        WriteClosed("A1");

        Assert.That((Phq9().Paired, Phq9().PostMean), Is.EqualTo((1, (double?)9)));
    }

    [Test]
    public void OfService_FileSentLaterWithoutTheCasesRows_HasNoRows()
    {
        Write("2025-Q1", "cases", CaseHeader, "A1,2025-01,,ACCEPTED,OPEN,,2");
        Write("2025-Q1", "scores", ScoreHeader, "A1,PHQ9,,BASELINE,0,MOTHER,12,");
        WriteClosed("A1");
        WriteScores();

        Assert.That(Counted().Pairs, Is.Empty);
    }

    [Test]
    public void OfService_Risks_CountUnlistedAsNoOnlyWhenAssessed()
    {
        Write(
            "2025-Q2",
            "cases",
            CaseHeader,
            "A1,2025-04,Y,ACCEPTED,OPEN,,",
            "A2,2025-04,Y,PENDING,WAITING,,",
            "A3,2025-04,,DECLINED,CLOSED,2025-05,",
            "A4,2025-04,,ACCEPTED,OPEN,,",
            "A5,2025-04,Y,ACCEPTED,OPEN,,",
            "A6,2025-03,Y,ACCEPTED,OPEN,,"
        );
        Write(
            "2025-Q2",
            "risks",
            "case_ref,risk_code,stage,present",
            "A1,ISOLATION,REFERRAL,Y",
            "A3,ISOLATION,REFERRAL,Y",
            "A3,POVERTY,REFERRAL,N",
            "A4,ISOLATION,REFERRAL,N",
            "A4,ISOLATION,END,Y",
            "A5,ISOLATION,REFERRAL,U",
            "A6,ISOLATION,REFERRAL,Y"
        );

        var counted = Counted("2025-04", "2025-07");

        Assert.Multiple(() =>
        {
            Assert.That(counted.Referrals, Is.EqualTo(5));
            Assert.That(counted.Risks["ISOLATION"], Is.EqualTo(new RiskRecount(2, 4)));
            Assert.That(counted.Risks["POVERTY"], Is.EqualTo(new RiskRecount(0, 4)));
            Assert.That(counted.Risks["HOUSING"], Is.EqualTo(new RiskRecount(0, 3)));
        });
    }
}
