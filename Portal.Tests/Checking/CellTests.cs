using NUnit.Framework;
using Portal.Api.Checking.Problems;
using Portal.Api.Periods;

namespace Portal.Tests.Checking;

/// <summary>One cell of the valid extract changed at a time.</summary>
public sealed class CellTests
{
    [TestCase("referral_month", "2025-03", null)]
    [TestCase("referral_month", " 2025-03 ", null)]
    [TestCase("referral_month", " 2025-03\u00A0", "value.invisible_trimmed")]
    [TestCase("referral_month", "2025-03-31", "value.day_dropped")]
    [TestCase("referral_month", "31/03/2025", "value.day_dropped")]
    [TestCase("referral_month", "01/02/2025", "value.day_dropped")]
    [TestCase("referral_month", "3/31/2025", "value.month_first")]
    [TestCase("referral_month", "31/02/2025", "value.not_month")]
    [TestCase("referral_month", "1/3/2025", "value.not_month")]
    [TestCase("referral_month", "2025-3", "value.month_spelled")]
    [TestCase("referral_month", "Mar-25", "value.month_spelled")]
    [TestCase("referral_month", "Mar 25", "value.not_month")]
    [TestCase("referral_month", "25-Mar", "value.not_month")]
    [TestCase("referral_month", "03/25", "value.not_month")]
    [TestCase("referral_month", "45741", "value.spreadsheet_serial")]
    [TestCase("referral_month", "#VALUE!", "value.spreadsheet_error")]
    [TestCase("referral_month", "2025-07", "period.after_quarter")]
    [TestCase("baby_sex", "#N/A", "value.spreadsheet_error")]
    [TestCase("baby_sex", "########", "value.spreadsheet_error")]
    [TestCase("baby_sex", "#N/A yet", "value.not_allowed")]
    [TestCase("household", "two_parent", "value.code_spelled")]
    [TestCase("household", "parent", "value.not_allowed")]
    [TestCase("household", "", "value.required")]
    [TestCase("household", "supp", "value.suppressed_input")]
    [TestCase("baby_ethnicity", "c", "value.code_spelled")]
    [TestCase("baby_ethnicity", "C", null)]
    [TestCase("deprivation_decile", "0", "value.out_of_range")]
    [TestCase("deprivation_decile", "10", null)]
    [TestCase("deprivation_decile", "11", "value.out_of_range")]
    [TestCase("deprivation_decile", "1.0", "value.zeros_dropped")]
    [TestCase("deprivation_decile", "1.5", "value.not_integer")]
    [TestCase("deprivation_decile", "11.0", "value.out_of_range")]
    [TestCase("deprivation_decile", "one", "value.not_number")]
    [TestCase("deprivation_decile", "c", "value.suppressed_input")]
    [TestCase("deprivation_decile", "<5", "value.suppressed_input")]
    [TestCase("deprivation_decile", "< 5", "value.suppressed_input")]
    [TestCase("deprivation_decile", "<5 as she said", "value.not_number")]
    [TestCase("deprivation_decile", "99999999999999999999", "value.out_of_range")]
    [TestCase("family_ref", "AB1", "value.bad_reference")]
    [TestCase("family_ref", "AB12", null)]
    [TestCase("family_ref", "ABCD", "value.bad_reference")]
    [TestCase("family_ref", "1234", "value.bad_reference")]
    [TestCase("family_ref", "AB_12", "value.bad_reference")]
    [TestCase("family_ref", "A2345678901234567890", null)]
    [TestCase("family_ref", "A23456789012345678901", "value.bad_reference")]
    public void Run_CellOfACase_BreaksThisRuleOrNone(string column, string value, string? code) =>
        Assert.That(
            Extract.CheckWithCell("cases.csv", 2, column, value).Codes(),
            Is.EqualTo(code is null ? Array.Empty<string>() : new[] { code })
        );

    [TestCase("12", null)]
    [TestCase("0", null)]
    [TestCase("21", null)]
    [TestCase("12.5", "score.off_step")]
    [TestCase("21.01", "score.above_range")]
    [TestCase("-0.5", "score.below_range")]
    [TestCase("1,5", "value.not_number")]
    [TestCase("12%", "value.not_number")]
    [TestCase("+12", "value.not_number")]
    [TestCase("1e1", "value.not_number")]
    [TestCase(".5", "value.not_number")]
    [TestCase("12.", "value.not_number")]
    [TestCase("*", "value.suppressed_input")]
    public void Run_Score_BreaksThisRuleOrNone(string value, string? code) =>
        Assert.That(
            Extract.CheckWithCell("scores.csv", 2, "score", value.Contains(',', StringComparison.Ordinal) ? $"\"{value}\"" : value).Codes(),
            Is.EqualTo(code is null ? Array.Empty<string>() : new[] { code })
        );

    [TestCase("ESQ_1", "4", "value.out_of_range")]
    [TestCase("ESQ_13", "3", "value.not_allowed")]
    [TestCase("FFT", "3", "value.not_allowed")]
    [TestCase("ESQ_12", "0", "value.out_of_range")]
    [TestCase("ESQ_12", "1", null)]
    public void Run_FeedbackAnswer_IsWeighedByItsForm(string item, string value, string? code)
    {
        var text = Extract.Text("feedback.csv").Replace("ESQ_1,3", $"{item},{value}", StringComparison.Ordinal);

        Assert.That(
            Extract.Check(Extract.With(Extract.File("feedback.csv", text))).Codes(),
            Is.EqualTo(code is null ? Array.Empty<string>() : new[] { code })
        );
    }

    // The draft holds a mark in place of words, and the mark must be as wrong as they were.
    [TestCase("baby_sex", "#N/A")]
    [TestCase("baby_sex", "#N/A1")]
    [TestCase("baby_sex", "########")]
    [TestCase("deprivation_decile", "#VALUE!")]
    [TestCase("days_to_first_contact", "< 5")]
    [TestCase("days_to_first_contact", "she never came")]
    [TestCase("referral_month", "after the birth")]
    [TestCase("family_ref", "the twins")]
    public void Draft_OfACellThatIsNotRead_SaysTheSame(string column, string value)
    {
        var sent = Extract.CheckWithCell("cases.csv", 2, column, value);

        var kept = Extract.Check([.. sent.Files.Select(file => new UploadedFile(file.Name, file.Kept) { SentAs = file.Sha256 })]);

        Assert.That(kept.Problems, Is.EqualTo(sent.Problems).UsingPropertiesComparer());
    }

    [Test]
    public void Run_BadReference_IsNotShown() =>
        Assert.That(
            Extract.CheckWithCell("cases.csv", 2, "family_ref", "smith").Problems.Single().Places,
            Is.EqualTo(new[] { new Place(2, 3, null) })
        );

    [Test]
    public void Run_ValueLongerThanAnyCode_IsNotShown() =>
        Assert.That(
            Extract.CheckWithCell("cases.csv", 2, "household", new string('X', 60)).Problems.Single().Places[0].Value,
            Is.EqualTo("[removed]")
        );

    [Test]
    public void Run_FullDate_KeepsTheMonthOnly() =>
        Assert.That(
            Extract.CheckWithCell("cases.csv", 2, "referral_month", "14/03/2025").Rows!.Cases[1].ReferralMonth,
            Is.EqualTo(new Month(2025, 3))
        );

    [Test]
    public void Run_SeveralProblemsInARow_AreAllReportedInOnePass()
    {
        var text = Extract
            .Text("cases.csv")
            .Replace("2025-03,GP,0-2,1,", "March,G P,0-2,1,", StringComparison.Ordinal)
            .Replace(",1,E,N,EARLY_HELP", ",1,,N,EARLY_HELP", StringComparison.Ordinal);

        Assert.That(
            Extract.Check(Extract.With(Extract.File("cases.csv", text))).Codes(),
            Is.EquivalentTo(new[] { "value.not_month", "value.not_allowed", "case.decile_without_nation" })
        );
    }
}
