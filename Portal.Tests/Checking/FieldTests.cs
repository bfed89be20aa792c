using System.Text;
using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Tests.Http;

namespace Portal.Tests.Checking;

/// <summary>What people and their programs did to files, each with its relatives, and what the portal must say instead.</summary>
public sealed class FieldTests
{
    // A mean with ten digits after the point was taken for an NHS number.
    [TestCase("1.3333333333", "score.off_step")]
    [TestCase("9.434765919", "score.off_step")]
    [TestCase("-0.9434765919", "score.below_range")]
    [TestCase("9434.765919", "score.above_range")]
    public void DecimalInANumberColumn_IsNoIdentifier(string score, string code) =>
        Assert.That(Codes(SampleFiles.Valid().With("scores.csv", 2, "score", score)), Is.EqualTo(new[] { code }));

    [TestCase("scores.csv", 2, "score", "9434765919")]
    [TestCase("scores.csv", 2, "score", "943 476 5919")]
    [TestCase("scores.csv", 2, "score", "943.476.5919")]
    [TestCase("scores.csv", 2, "not_done_reason", "943.476.5919")]
    [TestCase("cases.csv", 1, "family_ref", "943-476-5919")]
    public void NhsNumberInAnyDress_IsStillFound(string file, int record, string column, string value) =>
        Assert.That(Codes(SampleFiles.Valid().With(file, record, column, value)), Has.Member("identifier.nhs_number"));

    // 2.5 was taken where only whole points are given, and 6.625 is a mean of eight items.
    [TestCase("2.5", 1)]
    [TestCase("6.625", 1)]
    [TestCase("7", 0)]
    [TestCase("7.0", 0)]
    public void ScoreBetweenTheSteps_IsAWarning(string score, int warnings) =>
        Assert.That(
            Codes(SampleFiles.Valid().With("scores.csv", 2, "score", score)).Count(code => code == "score.off_step"),
            Is.EqualTo(warnings)
        );

    [Test]
    public void Measures_EveryEndAndCutOff_IsAScoreTheyCanGive() =>
        Assert.That(
            MeasureCatalogue.Published.All.SelectMany(measure =>
                new[] { measure.Minimum, measure.Maximum }
                    .Where(score => !measure.CanGive(score))
                    .Select(score => (measure.FullName, score))
            ),
            Is.Empty
        );

    [TestCase(0.1)]
    [TestCase(0.01)]
    public void Steps_ThatBinaryCannotHold_LeadEverywhere(double step)
    {
        var measure = MeasureCatalogue.Published.All.First(found => found.Step == step);
        for (var place = 0; measure.Minimum + place * step <= measure.Maximum; place++)
            Assert.That(measure.CanGive(Math.Round(measure.Minimum + place * step, 2)), Is.True, $"{place}");
        Assert.That(measure.CanGive(measure.Minimum + step / 2), Is.False);
    }

    // Excel writes MAR-25 back as Mar-25.
    [TestCase("c-7q2k9", 1)]
    [TestCase("C-7Q2k9", 1)]
    [TestCase("C-7Q2K8", 0)]
    [TestCase("C-702K9", 0)]
    public void ReferencesThatLookAlike_AreAWarning(string reference, int warnings)
    {
        var files = SampleFiles.Valid().Adding("cases.csv", 1, ("case_ref", reference), ("family_ref", ""));

        Assert.That(Codes(files).Count(code => code == "case.reference_lookalike"), Is.EqualTo(warnings));
    }

    [TestCase("C-1OXW3", "C-10XW3")]
    [TestCase("C-LIXW3", "C-11XW3")]
    public void ReferencesWithLettersLikeDigits_AreAWarning(string one, string other)
    {
        var files = SampleFiles.Valid().Adding("cases.csv", 4, ("case_ref", one)).Adding("cases.csv", 4, ("case_ref", other));

        Assert.That(Codes(files), Is.EqualTo(new[] { "case.reference_lookalike" }));
    }

    // Thousands of problems in place of one.
    [TestCase("cases.csv", true)]
    [TestCase("cases.csv", false)]
    [TestCase("scores.csv", true)]
    [TestCase("activity.csv", false)]
    public void Utf16WithoutItsMark_IsOneProblemOfTheFile(string name, bool bigEndian)
    {
        var files = SampleFiles.Valid();
        var bytes = new UnicodeEncoding(bigEndian, byteOrderMark: false).GetBytes(files[name]);

        var problem = Run([.. Upload(files).Where(file => file.Name != name), new UploadedFile(name, bytes)]).Problems.Single();

        Assert.That((problem.Code, problem.File, problem.Count), Is.EqualTo(("encoding.not_utf8", name, 1)));
    }

    [Test]
    public void ScoreColumnMissing_IsNamedOnceWithoutItsConsequences()
    {
        var files = SampleFiles.Valid();
        var rows = files["scores.csv"].Split('\n').Select(row => row.Split(',')).ToList();
        var place = Array.IndexOf(rows[0], "score");
        files["scores.csv"] = string.Join('\n', rows.Select(row => string.Join(',', row.Where((_, index) => index != place))));

        var problem = Run(files).Problems.Single();

        Assert.That((problem.Code, problem.File, problem.Column), Is.EqualTo(("header.missing", "scores.csv", "score")));
    }

    [Test]
    public void SecondMother_UnderTheSameRespondent_NamesBothRowsAndTheWayOut()
    {
        var files = SampleFiles.Valid().Adding("scores.csv", 1, ("score", "9"));

        var twin = Run(files).Problems.Single();

        Assert.That(twin.Code, Is.EqualTo("row.duplicate_key"));
        Assert.That(twin.Message, Does.Contain("Row 6 has the key of row 2"));
        Assert.That(Api.Extracts.Rules.RuleCatalogue.Find(twin.Code)!.Explained!.Fix, Does.Contain("a second mother is OTHER_CAREGIVER"));
    }

    [TestCase("cases.csv", "Total,,,20")]
    [TestCase("scores.csv", "TOTAL:,,,,,,,31,,")]
    [TestCase("contacts.csv", ",,Grand total,12")]
    [TestCase("activity.csv", "Sum")]
    public void TotalRow_BelowTheData_IsPassedOver(string file, string row)
    {
        var files = SampleFiles.Valid();
        files[file] = files[file].TrimEnd('\n') + "\n" + row + "\n";

        var found = Run(files);

        Assert.That(found.Problems.Select(problem => (problem.Code, problem.File)), Is.EqualTo(new[] { ("row.total_passed_over", file) }));
        Assert.That(found.Files.Select(one => one.Rows), Is.EqualTo(Run(SampleFiles.Valid()).Files.Select(one => one.Rows)));
        Assert.That(
            System.Text.Json.JsonSerializer.Serialize(found.Rows),
            Is.EqualTo(System.Text.Json.JsonSerializer.Serialize(Run(SampleFiles.Valid()).Rows))
        );
    }

    [TestCase("Totality,,,20", "service.mismatch")]
    [TestCase("Total,,,20", "row.total")]
    public void TotalRow_AmongTheData_IsNamed(string row, string code)
    {
        var files = SampleFiles.Valid();
        var lines = files["activity.csv"].TrimEnd('\n').Split('\n').ToList();
        lines.Insert(1, row + new string(',', lines[0].Count(letter => letter == ',') - 3));
        files["activity.csv"] = string.Join('\n', lines) + "\n";

        Assert.That(Codes(files), Has.Member(code));
    }

    // Two files joined on the command line.
    [TestCase("\uFEFF")]
    [TestCase("")]
    public void SecondHeader_WithOrWithoutItsMark_IsARepeatedHeader(string mark)
    {
        var files = SampleFiles.Valid();
        files["scores.csv"] += mark + files["scores.csv"].Split('\n')[0] + "\n";

        Assert.That(Codes(files), Is.EqualTo(new[] { "row.repeated_header" }));
    }

    // Programs that hold every number with decimals write 3.0, in columns of numbers and of codes.
    [TestCase("cases.csv", 1, "days_to_first_contact", "21.0")]
    [TestCase("cases.csv", 1, "deprivation_decile", "3.00")]
    [TestCase("cases.csv", 1, "baby_sex", "2.0")]
    [TestCase("scores.csv", 1, "week", "0.0")]
    [TestCase("contacts.csv", 1, "contact", "1.0")]
    [TestCase("feedback.csv", 1, "value", "3.0")]
    [TestCase("activity.csv", 1, "people", "12.0")]
    public void WholeNumberWithZeros_IsRead(string file, int record, string column, string value)
    {
        var plain = Run(SampleFiles.Valid().With(file, record, column, value.Split('.')[0]));

        var found = Run(SampleFiles.Valid().With(file, record, column, value));

        Assert.That(
            found.Problems.Select(problem => (problem.Code, problem.Column)),
            Is.EqualTo(new[] { ("value.zeros_dropped", column) })
        );
        Assert.That(
            System.Text.Json.JsonSerializer.Serialize(found.Rows),
            Is.EqualTo(System.Text.Json.JsonSerializer.Serialize(plain.Rows))
        );
    }

    [TestCase("cases.csv", 1, "days_to_first_contact", "21.5", "value.not_integer")]
    [TestCase("cases.csv", 1, "days_to_first_contact", "21.", "value.not_number")]
    [TestCase("cases.csv", 1, "baby_sex", "3.0", "value.not_allowed")]
    [TestCase("cases.csv", 1, "baby_sex", "2.1", "value.not_allowed")]
    [TestCase("feedback.csv", 1, "value", "1e0", "value.not_number")]
    public void NumberThatIsNotWhole_IsStillRefused(string file, int record, string column, string value, string code) =>
        Assert.That(Codes(SampleFiles.Valid().With(file, record, column, value)), Is.EqualTo(new[] { code }));

    // Nobody finds a capital among 200 rows.
    [TestCase("scores.csv", "c-7q2k9")]
    [TestCase("risks.csv", "C-7Q2k9")]
    [TestCase("contacts.csv", "c-7Q2K9")]
    [TestCase("feedback.csv", "c-7q2K9")]
    public void Orphan_ThatLooksLikeAListedCase_NamesIt(string file, string reference)
    {
        var orphan = Run(SampleFiles.Valid().With(file, 1, "case_ref", reference))
            .Problems.Single(problem => problem.Code == "orphan.case_ref");

        Assert.That(orphan.Message, Does.EndWith($"C-7Q2K9 exists, {reference} does not."));
    }

    [Test]
    public void Orphans_OfWhichOneLooksLikeAListedCase_NameIt()
    {
        var files = SampleFiles.Valid().Adding("risks.csv", 1, ("case_ref", "C-0X0X0")).Adding("risks.csv", 1, ("case_ref", "C-7Q2k9"));

        var orphan = Run(files).Problems.Single(problem => problem.Code == "orphan.case_ref");

        Assert.That((orphan.Count, orphan.Message.Contains("C-7Q2K9 exists, C-7Q2k9 does not.")), Is.EqualTo((2, true)));
    }

    [TestCase("Y", "", 1)]
    [TestCase("Y", "F-31XD8", 0)]
    [TestCase("N", "", 0)]
    [TestCase("U", "", 0)]
    public void Twin_WithoutFamilyReference_IsANote(string multiple, string family, int notes)
    {
        var found = Run(SampleFiles.Valid().With("cases.csv", 1, "multiple_birth", multiple).With("cases.csv", 1, "family_ref", family));

        Assert.That(found.Problems.Count(problem => problem.Code == "case.twin_without_family"), Is.EqualTo(notes));
        Assert.That(found.TotalErrors + found.Problems.Count(problem => problem.Severity == Api.Extracts.Rules.Severity.Warning), Is.Zero);
    }

    // Contacts and risks of the quarter's own months alone: eligible families and risks assessed went to nought without a word.
    [TestCase("contacts.csv")]
    [TestCase("risks.csv")]
    [TestCase("scores.csv")]
    public void RowsOfTheQuarterAlone_AreAWarningAgainstTheQuarterBefore(string file)
    {
        var before = Run(SampleFiles.Valid());
        var files = SampleFiles.Valid();
        var lines = files[file].TrimEnd('\n').Split('\n');
        files[file] = lines[0] + "\n" + lines[^1] + "\n";

        var found = After(before, files).Problems.Single(problem => problem.Code == "history.rows_gone");

        Assert.That((found.File, found.Count), Is.EqualTo((file, lines.Length - 2)));
    }

    [TestCase("cases.csv", "baby_ethnicity", "99", 1)]
    [TestCase("cases.csv", "deprivation_decile", "", 1)]
    [TestCase("risks.csv", "present", "U", 1)]
    [TestCase("cases.csv", "baby_ethnicity", "B", 0)]
    public void KnownValue_ThatBecomesUnknown_IsAWarningAgainstTheQuarterBefore(string file, string column, string value, int lost)
    {
        var files = SampleFiles.Valid().With(file, 1, column, value);
        if (column == "deprivation_decile")
            files = files.With(file, 1, "deprivation_nation", "");

        Assert.That(
            After(Run(SampleFiles.Valid()), files)
                .Problems.Count(problem => problem.Code == "history.value_lost" && problem.Column == column),
            Is.EqualTo(lost)
        );
    }

    [Test]
    public void SameFiles_AfterTheQuarterBefore_LoseNothing() =>
        Assert.That(
            After(Run(SampleFiles.Valid()), SampleFiles.Valid())
                .Problems.Where(problem => problem.Code is "history.rows_gone" or "history.value_lost"),
            Is.Empty
        );

    // Seven, ten and nineteen rows were called orphans although one reference had been copied over another.
    [Test]
    public void ReferenceCopiedOverAnother_IsAskedAboutAlone()
    {
        var files = SampleFiles.Valid();
        files["cases.csv"] = files["cases.csv"].Replace("C-7Q2K9", "C-4M8TB", StringComparison.Ordinal);

        var found = Run(files);

        Assert.That(
            found
                .Problems.Where(problem => problem.Severity == Api.Extracts.Rules.Severity.Error)
                .Select(problem => problem.Code)
                .Distinct(),
            Is.EqualTo(new[] { "row.duplicate_key" })
        );
        Assert.That(
            found.Problems.Single(problem => problem.Code == "row.duplicate_key").Message,
            Does.EndWith("References that have rows in other files and are not listed: 1. One of them may belong in this row.")
        );
    }

    // Two references without a case are not explained by one copy.
    [Test]
    public void MoreOrphansThanCopies_AreOrphans()
    {
        var files = SampleFiles.Valid();
        files["cases.csv"] = files["cases.csv"].Replace("C-7Q2K9", "C-4M8TB", StringComparison.Ordinal);
        files["risks.csv"] = files["risks.csv"].TrimEnd('\n') + "\nHARBOUR,C-8ZZ1Y,ISOLATION,REFERRAL,Y,MOTHER,CURRENT\n";

        Assert.That(Run(files).Problems.Select(problem => problem.Code), Does.Contain("orphan.case_ref"));
    }

    [Test]
    public void FeedbackAndActivity_OfAnotherQuarter_AreNotMissed()
    {
        var files = SampleFiles.Valid();
        foreach (var name in new[] { "feedback.csv", "activity.csv" })
            files[name] = string.Join('\n', files[name].Split('\n').Take(2)) + "\n";

        Assert.That(After(Run(SampleFiles.Valid()), files).Problems.Where(problem => problem.Code == "history.rows_gone"), Is.Empty);
    }

    internal static CheckedExtract After(CheckedExtract quarterBefore, Dictionary<string, string> files) =>
        ExtractCheck.Run(
            new CheckRequest("HARBOUR", new Quarter(2025, 2), MeasureCatalogue.Published, UploadLimits.Default),
            [.. Upload(files)],
            Api.Checking.History.EarlierFacts.None with
            {
                Quarters = [new Api.Checking.History.EarlierQuarter(new Quarter(2025, 1), 3)],
                Cases =
                [
                    .. (quarterBefore.Rows?.Cases ?? []).Select(row => new Api.Checking.History.EarlierCase(
                        row.CaseRef,
                        new Quarter(2025, 1),
                        "CLOSED",
                        row.Decision,
                        null,
                        null,
                        null
                    )),
                ],
                Record = quarterBefore.Rows is { } rows ? new(rows.Cases, rows.Risks, rows.Scores, rows.Contacts, null, null) : null,
            }
        );

    internal static CheckedExtract Run(Dictionary<string, string> files) => Run([.. Upload(files)]);

    private static CheckedExtract Run(IReadOnlyList<UploadedFile> files) =>
        ExtractCheck.Run(new CheckRequest("HARBOUR", new Quarter(2025, 2), MeasureCatalogue.Published, UploadLimits.Default), files);

    private static IEnumerable<UploadedFile> Upload(Dictionary<string, string> files) =>
        files.Select(file => new UploadedFile(file.Key, Encoding.UTF8.GetBytes(file.Value)));

    private static IEnumerable<string> Codes(Dictionary<string, string> files) => Run(files).Problems.Select(problem => problem.Code);
}
