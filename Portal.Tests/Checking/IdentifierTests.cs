using System.Text;
using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Checking.Identifiers;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts.Rules;
using Portal.Api.Periods;

namespace Portal.Tests.Checking;

/// <summary>Every value here is a published example, reserved for fiction, or made up.</summary>
public sealed class IdentifierTests
{
    private static readonly string[] Canaries =
    [
        "943 476 5919",
        "9434765919",
        "943-476-5919",
        "NHS9434765919",
        "C-9434765919",
        "\uFF19434765919",
        "943\u00A0476\u00A05919",
        "ZZ99 3VZ",
        "zz99  3vz",
        "lives at ZZ99 3VZ",
        "12/03/2025",
        "2025-03-12",
        "12.3.2025",
        "12/3/25",
        "12 March 2025",
        "March 12, 2025",
        "12th of March 2025",
        "20250312",
        "C-2025-03-12",
        "12MAR2025",
        "parent@example.org",
        "\"Parent <parent@example.org>\"",
        "PARENT\uFF20EXAMPLE.ORG",
        "07700 900123",
        "07700900123",
        "7700900123",
        "+44 7700 900123",
        "+44 (0)7700 900123",
        "00447700900123",
        "(020) 7946 0958",
        "01632 960123",
        "QQ123456C",
        "QQ 12 34 56 C",
        "qq123456c",
    ];

    private static readonly string[] Clean =
    [
        "C-7Q2K9",
        "F-31XD8",
        "AB12-CD34",
        "C001234567",
        "case-2025-001",
        "M11AA",
        "SW1A1AA",
        "QQ123456X",
        "0123456789ABC",
        "18-20",
        "0-2",
        "36+",
        "2025-03",
        "-104",
        "12.5",
        "200000",
        "0.3333333333333333",
        "PARENT_INFANT_PSYCHOTHERAPY",
        "ESQ_12",
        "5e-05",
        "9434765918",
        "12/2025",
        "A1-B2-C3",
        "C-12-05-19",
    ];

    [TestCaseSource(nameof(Canaries))]
    public void Run_IdentifierInACell_RefusesTheFileAndNeverShowsIt(string canary)
    {
        foreach (var (file, column) in new[] { ("activity.csv", "hours"), ("scores.csv", "case_ref"), ("cases.csv", "household") })
            AssertRefusedInSilence(
                Extract.CheckWithCell(file, 1, column, canary.Contains(',', StringComparison.Ordinal) ? $"\"{canary}\"" : canary),
                canary
            );
    }

    [TestCaseSource(nameof(Canaries))]
    public void Run_IdentifierInTheHeader_RefusesTheFileAndNeverShowsIt(string canary) =>
        AssertRefusedInSilence(
            Extract.CheckWithCell("activity.csv", 0, "hours", canary.Contains(',', StringComparison.Ordinal) ? $"\"{canary}\"" : canary),
            canary
        );

    [TestCaseSource(nameof(Canaries))]
    public void Run_IdentifierInAFileName_RefusesTheFileAndNeverShowsIt(string canary) =>
        AssertRefusedInSilence(
            Extract.Check(Extract.With(Extract.File($"scores {canary.Replace('/', '-')}.csv", Extract.Text("scores.csv")))),
            canary
        );

    [TestCaseSource(nameof(Canaries))]
    public void Run_IdentifierBesideOtherProblems_ShowsNoValueOfThatFile(string canary)
    {
        var text =
            $"service_code,activity,audience,sessions,people,hours,{canary.Replace(',', ' ')}\nHARBOUR,zebra,{canary.Replace(',', ' ')},"
            + $"zebra,1,zebra\n";

        var result = Extract.Check(Extract.With(Extract.File("activity.csv", text)));

        Assert.That(result.Problems.SelectMany(problem => problem.Places).Select(place => place.Value), Is.All.Null);
        AssertRefusedInSilence(result, canary);
    }

    [TestCaseSource(nameof(Clean))]
    public void Find_WhatIsNoIdentifier_IsLeftAlone(string cell) =>
        Assert.That(new IdentifierScan().Find(Encoding.UTF8.GetBytes(cell), takesDates: false), Is.Null);

    [TestCase("Scores 2025 Q2.csv")]
    [TestCase("scores_2025-07-03.csv")]
    [TestCase("cases 20250703 v2.csv")]
    [TestCase("cases 01.04.2025 to 30.06.2025.csv")]
    public void FindInName_DayOfTheExport_IsNoBirthday(string name) =>
        Assert.That(IdentifierScan.FindInName(name, new Quarter(2025, 2)), Is.Null);

    [Test]
    public void Run_IdentifierInTheNameOfAZip_IsRefused() =>
        AssertRefusedInSilence(Extract.Check(new UploadedFile("943 476 5919.zip", (byte[])[(byte)'P', (byte)'K', 3, 4])), "943 476 5919");

    [Test]
    public void Messages_OfAllRules_HoldNothingThatLooksLikeAnIdentifier() =>
        Assert.That(
            RuleCatalogue.All.Where(rule => new IdentifierScan().Find(Encoding.UTF8.GetBytes(rule.Message), takesDates: false) is not null),
            Is.Empty
        );

    [TestCase("name")]
    [TestCase("Date of Birth")]
    [TestCase("DOB")]
    [TestCase("nhs_number")]
    [TestCase("NHS No.")]
    [TestCase("Postcode")]
    [TestCase("home address")]
    [TestCase("E-mail")]
    [TestCase("Mother's phone")]
    public void Run_ColumnForAnIdentifier_IsRefused(string name)
    {
        var text = Extract
            .Text("activity.csv")
            .Replace("hours\n", $"hours,{name}\n", StringComparison.Ordinal)
            .Replace("9\n", "9,\n", StringComparison.Ordinal)
            .Replace("6.5\n", "6.5,\n", StringComparison.Ordinal);

        var result = Extract.Check(Extract.With(Extract.File("activity.csv", text)));

        Assert.That(result.Codes(), Is.EqualTo(new[] { "header.identifier" }));
        Assert.That(result.PassedFileGate, Is.False);
    }

    private static void AssertRefusedInSilence(CheckedExtract result, string canary)
    {
        var report = string.Join(
            '\n',
            result.Problems.Select(problem =>
                string.Join(
                    '|',
                    problem.Code,
                    problem.File,
                    problem.Column,
                    problem.ColumnLetter,
                    problem.Message,
                    problem.Help,
                    string.Join(',', problem.Places)
                )
            )
        );
        Assert.Multiple(() =>
        {
            Assert.That(result.Codes(), Has.Some.StartsWith("identifier."));
            Assert.That(result.PassedFileGate, Is.False);
            Assert.That(result.Rows, Is.Null);
            Assert.That(report, Does.Not.Contain(canary).IgnoreCase);
        });
    }
}
