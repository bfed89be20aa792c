using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Tests.Checking;

/// <summary>
/// What a person or a spreadsheet does to a value that can be read in one way only is read in that way, and a note says how. What has two
/// readings is not read.
/// </summary>
public sealed class UnmistakableTests
{
    // The list of extract.md, a line for each thing that is done to a value: what stands in the cell, what it is, and the note.
    [TestCase("cases.csv", "household", "two parent", "TWO_PARENT", "value.code_spelled")]
    [TestCase("cases.csv", "household", "Two-Parent", "TWO_PARENT", "value.code_spelled")]
    [TestCase("cases.csv", "household", "Two parents", "TWO_PARENT", "value.code_spelled")]
    [TestCase("cases.csv", "household", "two\u2013parent", "TWO_PARENT", "value.code_spelled")]
    [TestCase("cases.csv", "household", "Not known", "U", "value.code_spelled")]
    [TestCase("cases.csv", "referral_source", "health visitor", "HEALTH_VISITOR", "value.code_spelled")]
    [TestCase("cases.csv", "referral_source", "gp", "GP", "value.code_spelled")]
    [TestCase("cases.csv", "interpreter_used", "Yes", "Y", "value.code_spelled")]
    [TestCase("cases.csv", "interpreter_used", "no", "N", "value.code_spelled")]
    [TestCase("cases.csv", "interpreter_used", "TRUE", "Y", "value.code_spelled")]
    [TestCase("cases.csv", "interpreter_used", "false", "N", "value.code_spelled")]
    [TestCase("cases.csv", "interpreter_used", "1", "Y", "value.code_spelled")]
    [TestCase("cases.csv", "interpreter_used", "0", "N", "value.code_spelled")]
    [TestCase("cases.csv", "interpreter_used", "1.0", "Y", "value.zeros_dropped")]
    [TestCase("cases.csv", "baby_sex", "Female", "2", "value.code_spelled")]
    [TestCase("cases.csv", "baby_sex", "2.0", "2", "value.zeros_dropped")]
    [TestCase("cases.csv", "baby_ethnicity", "White British", "A", "value.code_spelled")]
    [TestCase("cases.csv", "baby_age_band", "3 - 5", "3-5", "value.code_spelled")]
    [TestCase("cases.csv", "baby_age_band", "3\u20135", "3-5", "value.code_spelled")]
    [TestCase("cases.csv", "baby_age_band", "3-5 months", "3-5", "value.code_spelled")]
    [TestCase("cases.csv", "baby_age_band", "03-May", "3-5", "value.band_date")]
    [TestCase("cases.csv", "baby_age_band", "3-May", "3-5", "value.band_date")]
    [TestCase("cases.csv", "baby_age_band", "05-Mar", "3-5", "value.band_date")]
    [TestCase("cases.csv", "baby_age_band", "03/05/2026", "3-5", "value.band_date")]
    [TestCase("cases.csv", "baby_age_band", "3/5/2026", "3-5", "value.band_date")]
    [TestCase("cases.csv", "baby_age_band", "2026-05-03", "3-5", "value.band_date")]
    [TestCase("cases.csv", "baby_age_band", "2026-05-03 00:00:00", "3-5", "value.band_date")]
    [TestCase("cases.csv", "baby_age_band", "46145", "3-5", "value.band_date")]
    [TestCase("cases.csv", "baby_age_band", "06-Nov", "6-11", "value.band_date")]
    [TestCase("cases.csv", "baby_age_band", "Nov-06", "6-11", "value.band_date")]
    [TestCase("cases.csv", "baby_age_band", "11-Jun", "6-11", "value.band_date")]
    [TestCase("cases.csv", "baby_age_band", "Dec-17", "12-17", "value.band_date")]
    [TestCase("cases.csv", "baby_age_band", "17-Dec", "12-17", "value.band_date")]
    [TestCase("cases.csv", "baby_age_band", "01/12/2017", "12-17", "value.band_date")]
    [TestCase("cases.csv", "referral_month", "Mar-25", "2025-03", "value.month_spelled")]
    [TestCase("cases.csv", "referral_month", "Mar 2025", "2025-03", "value.month_spelled")]
    [TestCase("cases.csv", "referral_month", "march 2025", "2025-03", "value.month_spelled")]
    [TestCase("cases.csv", "referral_month", "March-2025", "2025-03", "value.month_spelled")]
    [TestCase("cases.csv", "referral_month", "03/2025", "2025-03", "value.month_spelled")]
    [TestCase("cases.csv", "referral_month", "3/2025", "2025-03", "value.month_spelled")]
    [TestCase("cases.csv", "referral_month", "2025/03", "2025-03", "value.month_spelled")]
    [TestCase("cases.csv", "referral_month", "Sept 2024", "2024-09", "value.month_spelled")]
    [TestCase("cases.csv", "referral_month", "September 2024", "2024-09", "value.month_spelled")]
    [TestCase("cases.csv", "referral_month", "01-Mar-2025", "2025-03", "value.day_dropped")]
    [TestCase("cases.csv", "referral_month", "5 March 2025", "2025-03", "value.day_dropped")]
    [TestCase("cases.csv", "referral_month", "01/03/2025 00:00", "2025-03", "value.day_dropped")]
    [TestCase("cases.csv", "referral_month", "2025-03-05 00:00:00", "2025-03", "value.day_dropped")]
    [TestCase("cases.csv", "referral_month", "2025-03-05T10:20:00Z", "2025-03", "value.day_dropped")]
    [TestCase("cases.csv", "referral_month", "2025-03-05T10:20:00.000+01:00", "2025-03", "value.day_dropped")]
    [TestCase("cases.csv", "household", "TWO_PARENT\u00A0", "TWO_PARENT", "value.invisible_trimmed")]
    [TestCase("cases.csv", "household", "\u200BTWO_PARENT", "TWO_PARENT", "value.invisible_trimmed")]
    [TestCase("cases.csv", "household", "\"TWO_PARENT\n\"", "TWO_PARENT", "value.invisible_trimmed")]
    [TestCase("cases.csv", "days_to_first_contact", "14.0", "14", "value.zeros_dropped")]
    [TestCase("cases.csv", "service_code", "harbour", null, "service.spelled_otherwise")]
    [TestCase("cases.csv", "service_code", "Harbour", null, "service.spelled_otherwise")]
    [TestCase("scores.csv", "measure", "hads", "HADS", "value.code_spelled")]
    [TestCase("scores.csv", "measure", "Hospital Anxiety and Depression Scale", "HADS", "value.code_spelled")]
    [TestCase("scores.csv", "subscale", "Anxiety", "ANXIETY", "value.code_spelled")]
    [TestCase("scores.csv", "timepoint", "Before the work", "BASELINE", "value.code_spelled")]
    public void ValueWithOneReading_IsReadWithANote(string file, string column, string typed, string? means, string note)
    {
        var result = Extract.CheckWithCell(file, RecordOf(file), column, typed);

        Assert.That(result.State, Is.EqualTo(CheckState.Ready), string.Join(", ", result.Codes()));
        Assert.That(result.Codes(), Is.EqualTo(new[] { note }));
        Assert.That(RuleCatalogue.Find(note)!.Severity, Is.EqualTo(Severity.Note));
        var plain = Extract.CheckWithCell(file, RecordOf(file), column, means ?? "HARBOUR");
        if (column == "measure" || means is not null)
            Assert.That(Rows(result), Is.EqualTo(Rows(plain)));
        if (note is "value.code_spelled" or "value.band_date" or "value.month_spelled")
            Assert.That(result.Problems.Single().Values.Single(), Is.EqualTo(new ValueCount(typed, 1, means)));
    }

    // Either another reading is as good, or none is certain.
    [TestCase("cases.csv", "referral_month", "3/31/2025", "value.month_first")]
    [TestCase("cases.csv", "referral_month", "1/3/2025", "value.not_month")]
    [TestCase("cases.csv", "referral_month", "Mar 25", "value.not_month")]
    [TestCase("cases.csv", "referral_month", "25-Mar", "value.not_month")]
    [TestCase("cases.csv", "referral_month", "03/25", "value.not_month")]
    [TestCase("cases.csv", "referral_month", "202503", "value.not_month")]
    [TestCase("cases.csv", "referral_month", "45741", "value.spreadsheet_serial")]
    [TestCase("cases.csv", "baby_age_band", "35", "value.not_allowed")]
    [TestCase("cases.csv", "baby_age_band", "04-May", "value.not_allowed")]
    [TestCase("cases.csv", "baby_age_band", "46146", "value.not_allowed")]
    [TestCase("cases.csv", "baby_age_band", "Mar-12", "value.not_allowed")]
    [TestCase("cases.csv", "baby_sex", "-1", "value.not_allowed")]
    [TestCase("cases.csv", "baby_sex", "1.5", "value.not_allowed")]
    [TestCase("cases.csv", "household", "Two", "value.not_allowed")]
    [TestCase("cases.csv", "household", "TWOPARENT", "value.not_allowed")]
    [TestCase("cases.csv", "household", "TWO\u200B__PARENTS_", "value.not_allowed")]
    [TestCase("cases.csv", "interpreter_used", "Sometimes", "value.not_allowed")]
    [TestCase("cases.csv", "days_to_first_contact", "14.5", "value.not_integer")]
    [TestCase("cases.csv", "days_to_first_contact", "1 4", "value.not_number")]
    [TestCase("cases.csv", "days_to_first_contact", "14,0", "value.not_number")]
    [TestCase("cases.csv", "service_code", "Harbour team", "service.mismatch")]
    public void ValueWithTwoReadings_IsNotRead(string file, string column, string typed, string code)
    {
        var cell = typed.Contains(',', StringComparison.Ordinal) ? $"\"{typed}\"" : typed;

        Assert.That(Extract.CheckWithCell(file, RecordOf(file), column, cell).Codes(), Is.EqualTo(new[] { code }));
    }

    [Test]
    public void CodesAndLabels_OfEveryList_AreReadAsTheirCode()
    {
        foreach (var list in CodeLists.All)
        foreach (var code in list.Codes)
        foreach (
            var written in new[]
            {
                code.Value,
                code.Value.ToLowerInvariant(),
                code.Value.Replace('_', ' '),
                code.Value.Replace('_', '-'),
                $" {code.Value}\u00A0",
                code.Label,
                code.Label.ToUpperInvariant(),
            }
        )
        {
            var read = list.Find(Fold.Trimmed(written)) ?? list.FindSpelled(written);
            Assert.That(read, Is.EqualTo(code.Value), $"{list.Name}: {written}");
        }
    }

    [Test]
    public void AgeBands_ThatAreNoDates_AreNeverReadFromOne()
    {
        var bands = new HashSet<string?>();
        for (var day = new DateOnly(2016, 1, 1); day.Year < 2031; day = day.AddDays(1))
            bands.Add(Api.Checking.Rows.BandDate.Read(day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));

        Assert.That(bands, Is.EquivalentTo(new[] { null, "3-5", "6-11", "12-17" }));
    }

    // A birthday in the column of age bands is neither shown nor kept, and it is no alarm that stops the file.
    [Test]
    public void FullDateInTheColumnOfAgeBands_IsNeitherShownNorKept()
    {
        var result = Extract.CheckWithCell("cases.csv", 2, "baby_age_band", "14/02/2025");

        Assert.That(result.Codes(), Is.EqualTo(new[] { "value.not_allowed" }));
        Assert.That(result.Problems.Single().Places.Single().Value, Is.EqualTo(Problem.Removed));
        Assert.That(System.Text.Encoding.UTF8.GetString(result.Files[0].Kept.Span), Does.Not.Contain("14/02/2025").And.Contain("3-5"));
    }

    [Test]
    public void InvisibleCharacterInsideAValue_IsNamed()
    {
        var problem = Extract.CheckWithCell("cases.csv", 2, "family_ref", "F-31\u200BXD8").Problems.Single();

        Assert.That(problem.Code, Is.EqualTo("value.bad_reference"));
        Assert.That(problem.Message, Does.Contain("U+200B"));
    }

    [Test]
    public void SameWordInManyRows_IsOneLineWithItsCount()
    {
        var rows = Extract.Text("activity.csv").TrimEnd().Split('\n').ToList();
        for (var copy = 0; copy < 5; copy++)
            rows.Add($"HARBOUR,Meetings,MIXED,{copy + 1},3,2");

        var result = Extract.Check(Extract.With(Extract.File("activity.csv", string.Join('\n', rows))));

        var problem = result.Problems.First(found => found.Code == "value.not_allowed");
        Assert.That((problem.Count, problem.Values.Single()), Is.EqualTo((5, new ValueCount("Meetings", 5, (string?)null))));
    }

    private static int RecordOf(string file) => file == "cases.csv" ? 2 : 1;

    private static string Rows(CheckedExtract extract) =>
        string.Join('\n', extract.Rows!.Cases) + string.Join('\n', extract.Rows.Scores ?? []);
}
