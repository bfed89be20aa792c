using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;
using static Portal.Tests.Checking.WideSheets;

namespace Portal.Tests.Checking;

/// <summary>Sheets with one row a case, whose columns hold scores and risks: read as the files that they stand for, and never guessed.</summary>
public sealed class WideSheetTests
{
    [Test]
    public void CombinedSheet_IsReadAsTheFilesThatItStandsFor()
    {
        var result = Check(Sheet(), Combined);

        Assert.That(result.State, Is.EqualTo(CheckState.Ready), string.Join(", ", result.Codes()));
        Assert.That(Told(result.Rows!.Scores!), Is.EquivalentTo(Told(Extract.Check(Extract.Valid).Rows!.Scores!)));
        Assert.That(
            result.Rows.Risks!.Select(row => (row.CaseRef, row.RiskCode, row.Stage, row.Present)),
            Is.EquivalentTo(
                new[]
                {
                    ("C-7Q2K9", "ISOLATION", "REFERRAL", "Y"),
                    ("C-7Q2K9", "POVERTY", "REFERRAL", "N"),
                    ("C-4M8TB", "PREMATURITY", "REFERRAL", "Y"),
                }
            )
        );
        Assert.That(
            result.Files.Select(file => (file.Name, file.Rows, file.MadeFrom)),
            Is.EqualTo(
                new (string, int, FileKind?)[]
                {
                    ("cases.csv", 4, null),
                    ("risks.csv", 3, FileKind.Cases),
                    ("scores.csv", 4, FileKind.Cases),
                }
            )
        );
    }

    // The draft holds the sheet, so the tables are made of it again.
    [Test]
    public void DraftOfACombinedSheet_SaysTheSame()
    {
        var first = Check(Sheet(), Combined);

        var again = Again(first, Combined);

        Assert.That(again.Problems, Is.EqualTo(first.Problems).UsingPropertiesComparer());
        Assert.That(again.Rows!.Scores, Is.EqualTo(first.Rows!.Scores));
        Assert.That(again.ContentHash, Is.EqualTo(first.ContentHash));
    }

    [Test]
    public void WideFileOfScores_IsReadAsRows()
    {
        var sheet = CsvText.Of($"service_code,case_ref,{Start},Weeks,{End}\nHARBOUR,C-7Q2K9,12,18,7\nHARBOUR,C-4M8TB,9,,\n");

        var result = Run(
            """{"files":{"scores":{"scores":""" + Scores + "}}}",
            [.. Extract.Valid.Where(file => file.Name == "cases.csv"), Extract.File("scores.csv", sheet.ToString())]
        );

        Assert.That(result.State, Is.EqualTo(CheckState.Ready), string.Join(", ", result.Codes()));
        Assert.That(
            result.Rows!.Scores!.Select(row => (row.CaseRef, row.Timepoint, row.Week, row.Score)),
            Is.EqualTo(
                new (string, string, int, double?)[]
                {
                    ("C-7Q2K9", "BASELINE", 0, 12),
                    ("C-7Q2K9", "END", 18, 7),
                    ("C-4M8TB", "BASELINE", 0, 9),
                }
            )
        );
        Assert.That(result.Files.Single(file => file.Kind == FileKind.Scores).MadeFrom, Is.Null);
    }

    [TestCase("HADS anxiety at the end", "70", "score.above_range")]
    [TestCase("HADS anxiety at the end", "seven", "value.not_number")]
    [TestCase("Alone", "perhaps", "value.not_allowed")]
    [TestCase("Weeks", "late", "value.not_number")]
    [TestCase("Weeks", "", "value.required")]
    public void ProblemInAMadeRow_IsShownWhereItStandsInTheSheet(string heading, string cell, string code)
    {
        var sheet = Sheet();
        sheet.Rows[1][sheet.Rows[0].IndexOf(heading)] = cell;

        var problem = Check(sheet, Combined).Problems.Single(found => found.Severity == Severity.Error);

        Assert.That(
            (problem.Code, problem.File, problem.Column, problem.Records),
            Is.EqualTo((code, "cases.csv", heading, new[] { 1 })).UsingPropertiesComparer()
        );
        Assert.That(problem.Places.Single().Line, Is.EqualTo(2));
        Assert.That(problem.ColumnLetter, Is.EqualTo(Letter(sheet.Rows[0].IndexOf(heading))));
    }

    [Test]
    public void WordsInAColumnOfScores_AreNeitherShownNorKept()
    {
        var sheet = Sheet();
        sheet.Rows[1][sheet.Rows[0].IndexOf(End)] = "zq-canary cried a lot";

        var result = Check(sheet, Combined);

        Assert.That(result.State, Is.EqualTo(CheckState.NeedsFixing));
        Assert.That(Kept(result), Does.Not.Contain("zq-canary").And.Contain("LANGUAGE"));
        Assert.That(result.Problems.SelectMany(problem => problem.Places).Select(place => place.Value ?? ""), Has.None.Contains("zq"));
        Assert.That(Again(result, Combined).Problems, Is.EqualTo(result.Problems).UsingPropertiesComparer());
    }

    // Four weeks a month from January to June, with a note that says so.
    [Test]
    public void EndWithoutAWeek_IsEstimatedFromTheMonths()
    {
        var result = Check(
            Sheet(),
            Combined
                .Replace(",\"weekHeading\":\"Weeks\"", "", StringComparison.Ordinal)
                .Replace("\"risks\":", "\"headings\":{\"Weeks\":null},\"risks\":", StringComparison.Ordinal)
        );

        Assert.That(result.State, Is.EqualTo(CheckState.Ready), string.Join(", ", result.Codes()));
        Assert.That(result.Rows!.Scores!.Single(row => row.Timepoint == "END").Week, Is.EqualTo(20));
        var note = result.Problems.Single(problem => problem.Code == "score.week_estimated");
        Assert.That((note.File, note.Column, note.Count), Is.EqualTo(("cases.csv", End, 1)));
    }

    [Test]
    public void ScoresInTwoPlaces_AreRefused()
    {
        var result = Run(
            Combined,
            [Extract.File("cases.csv", Sheet().ToString()), .. Extract.Valid.Where(file => file.Name == "scores.csv")]
        );

        Assert.That(result.Problems.Single(problem => problem.Severity == Severity.Error).Code, Is.EqualTo("file.in_two_places"));
        Assert.That(result.MayBeKept, Is.False);
    }

    [Test]
    public void RisksInTwoPlaces_AreRefused()
    {
        var result = Run(
            Combined,
            [Extract.File("cases.csv", Sheet().ToString()), .. Extract.Valid.Where(file => file.Name == "risks.csv")]
        );

        var problem = result.Problems.Single(found => found.Severity == Severity.Error);
        Assert.That((problem.Code, problem.File), Is.EqualTo(("file.in_two_places", "risks.csv")));
        Assert.That(result.MayBeKept, Is.False);
    }

    [Test]
    public void TwoColumnsForTheSameScores_AreRefused() =>
        Assert.That(
            Check(
                    Sheet().With("HADS again", _ => "3"),
                    Combined.Replace(
                        "\"Karitane\"",
                        "\"HADS again\":{\"measure\":\"HADS\",\"subscale\":\"ANXIETY\",\"timepoint\":\"BASELINE\",\"respondent\":\"MOTHER\"},\"Karitane\"",
                        StringComparison.Ordinal
                    )
                )
                .Codes(),
            Has.Member("header.duplicate")
        );

    // The same bytes say something else, so they are no repetition of what stands.
    [Test]
    public void AnotherMeaningOfTheSameBytes_IsAnotherContent()
    {
        var first = Check(Sheet(), Combined);
        var other = Check(Sheet(), Combined.Replace("\"END\"", "\"FOLLOW_UP\"", StringComparison.Ordinal));

        Assert.That(other.Files.Single(file => file.Kind == FileKind.Cases).Sha256, Is.EqualTo(first.Files[0].Sha256));
        Assert.That(other.ContentHash, Is.Not.EqualTo(first.ContentHash));
    }

    // What nobody can see is not kept either: a row without scores is read nowhere.
    [Test]
    public void NameInPlaceOfAReference_OfARowWithoutScores_IsNotKept()
    {
        var result = Run(
            """{"files":{"scores":{"scores":""" + Scores + "}}}",
            [
                .. Extract.Valid.Where(file => file.Name == "cases.csv"),
                Extract.File("scores.csv", $"service_code,case_ref,{Start}\nHARBOUR,C-7Q2K9,12\nHARBOUR,zq canary,\n"),
            ]
        );

        Assert.That(Kept(result), Does.Not.Contain("canary").And.Contain("C-7Q2K9"));
    }

    // The label of a code has two words, as somebody's own words have.
    [Test]
    public void LabelsToTheRightOfAColumnThatIsLeftOut_StayInTheDraft()
    {
        const string Mapping = """{"files":{"cases":{"headings":{"Notes":null}}}}""";
        var sheet = CsvText.Of(Extract.Text("cases.csv"));
        foreach (var row in sheet.Rows)
            row.Insert(0, row == sheet.Rows[0] ? "Notes" : "said so");
        sheet.Replace("referral_source", cell => cell == "HEALTH_VISITOR" ? "Health visitor" : cell);

        var first = Check(sheet, Mapping);

        Assert.That(first.State, Is.EqualTo(CheckState.Ready));
        Assert.That(Again(first, Mapping).Rows!.Cases, Is.EqualTo(first.Rows!.Cases));
    }

    private static IEnumerable<ScoreRow> Told(IReadOnlyList<ScoreRow> rows) => rows.Select(row => row with { Record = 0 });

    private static string Letter(int place) => place < 26 ? $"{(char)('A' + place)}" : $"A{(char)('A' + place - 26)}";
}
