using System.Globalization;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Portal.Api.Extracts;

namespace Portal.Tests.Samples;

/// <summary>The scores of the committed samples against the catalogue of measures and the rules of the contract.</summary>
[TestFixture]
internal sealed partial class SampleScoreTests
{
    private sealed record Scale(string Respondents, double Minimum, double Maximum, double Step, bool Antenatal);

    private static readonly Dictionary<(string, string), Scale> Catalogue = ReadCatalogue();

    [Test]
    public void Scores_Range_StepAndRespondent_AreTheCatalogues()
    {
        foreach (var row in SampleFolder.Rows(FileKind.Scores))
        {
            var scale = Catalogue[(row["measure"], row["subscale"])];
            Assert.That(scale.Respondents.Split(' '), Does.Contain(row["respondent"]), row["measure"]);
            Assert.That(scale.Antenatal, Is.False, row["measure"]);
            if (row["score"].Length == 0)
                continue;
            var steps = (Number(row["score"]) - scale.Minimum) / scale.Step;
            Assert.That(Number(row["score"]), Is.InRange(scale.Minimum, scale.Maximum), row["measure"]);
            Assert.That(steps, Is.EqualTo(Math.Round(steps)).Within(1e-6), row["measure"]);
        }
    }

    [Test]
    public void Scores_BlankOrGoal_HaveTheirConditionalCells()
    {
        foreach (var row in SampleFolder.Rows(FileKind.Scores))
        {
            Assert.That(row["score"].Length == 0, Is.EqualTo(row["not_done_reason"].Length > 0), row["case_ref"]);
            Assert.That(row["goal"].Length > 0, Is.EqualTo(row["measure"] == "GBO"), row["case_ref"]);
        }
    }

    [Test]
    public void Scores_End_ComesAfterABaselineOfAClosedCase()
    {
        var status = SampleFolder.Rows(FileKind.Cases).ToDictionary(row => (row.Case, row.Period), row => row["status"]);
        foreach (
            var rows in SampleFolder
                .Rows(FileKind.Scores)
                .GroupBy(row => (row.Case, row.Period, row["measure"], row["subscale"], row["respondent"], row["goal"]))
        )
        {
            var ends = rows.Where(row => row["timepoint"] is "END").Select(row => Number(row["week"])).ToList();
            if (ends.Count == 0)
                continue;
            var baselines = rows.Where(row => row["timepoint"] is "BASELINE" && row["score"].Length > 0)
                .Select(row => Number(row["week"]))
                .ToList();
            Assert.That(baselines, Is.Not.Empty, rows.Key.ToString());
            Assert.That(ends.Min(), Is.GreaterThan(baselines.Max()), rows.Key.ToString());
            Assert.That(status[(rows.Key.Case, rows.Key.Period)], Is.EqualTo("CLOSED"));
        }
    }

    [Test]
    public void Scores_SentBefore_StandUnchangedInEveryLaterQuarter()
    {
        static string Key(SampleRow row) => string.Join(',', ExtractFiles.Scores.Key.Select(column => row[column]));
        var scores = SampleFolder.Rows(FileKind.Scores).GroupBy(Key).Where(rows => rows.Select(row => row["score"]).Distinct().Count() > 1);
        Assert.That(scores.Select(rows => rows.Key), Is.Empty);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static Dictionary<(string, string), Scale> ReadCatalogue()
    {
        var lines = File.ReadAllLines(Path.Combine(SampleFolder.Path, "..", "..", "Portal.Api", "Extracts", "measures.csv"));
        var header = Cells(lines[0]);
        string Cell(List<string> cells, string column) => cells[header.IndexOf(column)];
        return lines
            .Skip(1)
            .Select(Cells)
            .ToDictionary(
                cells => (Cell(cells, "measure"), Cell(cells, "subscale")),
                cells => new Scale(
                    Cell(cells, "respondents"),
                    Number(Cell(cells, "min")),
                    Number(Cell(cells, "max")),
                    Number(Cell(cells, "step")),
                    Cell(cells, "antenatal_only") == "Y"
                )
            );
    }

    private static List<string> Cells(string line) =>
        [.. QuotedOrPlain.Matches(line).Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value)];

    [GeneratedRegex("(?<=^|,)(?:\"([^\"]*)\"|([^,\"]*))(?=,|$)")]
    private static partial Regex QuotedOrPlain { get; }
}
