using NUnit.Framework;
using Portal.Api.Checking.WholeExtract;

namespace Portal.Tests.Checking;

public sealed class ReportCountsTests
{
    private const string Header = "service_code,case_ref,measure,subscale,timepoint,week,respondent,score,not_done_reason,goal\n";

    [TestCase("baby_sex", 3)]
    [TestCase("baby_ethnicity", 3)]
    [TestCase("father_involvement", 3)]
    [TestCase("deprivation_decile", 3)]
    [TestCase("social_care_start", 3)]
    [TestCase("household", 4)]
    public void Completeness_OfTheValidExtract_CountsCodesForNotKnownAsUnknown(string field, int known) =>
        Assert.That(Extract.Check(Extract.Valid).Completeness, Does.Contain(new FieldCompleteness(field, known, 4)));

    [Test]
    public void Paired_ClosedCaseWithBothScores_Counts() =>
        Assert.That(
            Extract.Check(Extract.Valid).Paired,
            Does.Contain(new PairedCount("HADS", "ANXIETY", 1, 1, 1)).And.Contain(new PairedCount("GBO", "", 1, 1, 0))
        );

    [TestCase("BASELINE,0,MOTHER,9,,;REVIEW,4,MOTHER,8,,", 1, 1, TestName = "Paired_ReviewAfterBaseline_IsAPair")]
    [TestCase("BASELINE,0,MOTHER,9,,;END,0,MOTHER,8,,", 1, 0, TestName = "Paired_EndInTheSameWeek_IsNoPair")]
    [TestCase("BASELINE,0,MOTHER,9,,;END,9,FATHER,8,,", 1, 0, TestName = "Paired_AnotherRespondent_IsNoPair")]
    [TestCase("BASELINE,0,FATHER,9,,;BASELINE,0,MOTHER,9,,;END,9,FATHER,8,,", 1, 0, TestName = "Paired_RespondentsTie_MotherIsFirst")]
    [TestCase(
        "BASELINE,0,FATHER,9,,;BASELINE,1,MOTHER,9,,;END,9,FATHER,8,,",
        1,
        1,
        TestName = "Paired_EarliestBaseline_ChoosesTheRespondent"
    )]
    [TestCase("BASELINE,0,MOTHER,9,,;FOLLOW_UP,30,MOTHER,8,,", 1, 0, TestName = "Paired_FollowUp_IsNoLastScore")]
    [TestCase("BASELINE,0,MOTHER,,DECLINED,;END,9,MOTHER,8,,", 0, 0, TestName = "Paired_BaselineNotDone_IsNoFirst")]
    public void Paired_FollowsTheStatisticsOfRecord(string scores, int baseline, int paired)
    {
        var text = Header + string.Concat(scores.Split(';').Select(row => $"HARBOUR,C-7Q2K9,PHQ9,,{row}\n"));

        Assert.That(
            Extract.Check(Extract.With(Extract.File("scores.csv", text))).Paired,
            Is.EqualTo(new[] { new PairedCount("PHQ9", "", 1, baseline, paired) })
        );
    }

    [Test]
    public void Paired_OneAttendedContact_IsNotEligible()
    {
        var contacts = Extract
            .Text("contacts.csv")
            .Replace("TRIAD,FACE_TO_FACE,ATTENDED", "TRIAD,FACE_TO_FACE,DID_NOT_ATTEND", StringComparison.Ordinal);

        Assert.That(
            Extract.Check(Extract.With(Extract.File("contacts.csv", contacts))).Paired.Select(count => count.Eligible),
            Is.All.Zero
        );
    }
}
