using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Checking.Mapping;
using static Portal.Tests.Checking.WideSheets;

namespace Portal.Tests.Checking;

/// <summary>Headings that name a measure or a risk: asked about with what they probably are, and known once that is said.</summary>
public sealed class WideHeadingTests
{
    [Test]
    public void ColumnsOfScoresAndRisks_AreAskedAboutWithWhatTheyProbablyAre()
    {
        var result = Check(Sheet());

        Assert.That(result.State, Is.EqualTo(CheckState.NeedsMapping));
        Assert.That(
            result.Questions.Headings.Select(question => question.Score),
            Is.EqualTo(
                new[]
                {
                    new HeadingMeaning.Score("HADS", "ANXIETY", "BASELINE", "MOTHER"),
                    new HeadingMeaning.Score("HADS", "ANXIETY", "END", "MOTHER"),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                }
            )
        );
        Assert.That(Kept(result), Does.Not.Contain("LANGUAGE"));
    }

    [TestCase("PHQ-9 (pre)", "PHQ9", "", "BASELINE", "MOTHER")]
    [TestCase("Dad's EPDS T2", "EPDS", "", "END", "FATHER")]
    [TestCase("HADS-D post", "HADS", "DEPRESSION", "END", "MOTHER")]
    [TestCase("HADS", "HADS", "", "", "MOTHER")]
    public void Heading_ThatNamesAMeasure_IsSuggested(string heading, string measure, string subscale, string timepoint, string respondent)
    {
        var question = Check(CsvText.Of(Extract.Text("cases.csv")).With(heading, _ => "1")).Questions.Headings.Single();

        Assert.That(question.Score, Is.EqualTo(new HeadingMeaning.Score(measure, subscale, timepoint, respondent)));
    }

    [TestCase("DV", "DOMESTIC_ABUSE", "REFERRAL")]
    [TestCase("Risk: poverty (end)", "POVERTY", "END")]
    public void Heading_ThatNamesARisk_IsSuggested(string heading, string code, string stage)
    {
        var question = Check(CsvText.Of(Extract.Text("cases.csv")).With(heading, _ => "Y")).Questions.Headings.Single();

        Assert.That(question.Risk, Is.EqualTo(new HeadingMeaning.Risk(code, stage)));
    }

    [Test]
    public void HeadingOfManyLetters_IsKnownOnceItIsSaid()
    {
        const string Heading = "Was there an interpreter for the family at the first appointment?";
        var sheet = CsvText.Of(Extract.Text("cases.csv")).With(Heading, _ => "no");

        var asked = Check(sheet).Questions.Headings.Single().Heading;
        var known = Check(sheet, $"{{\"files\":{{\"cases\":{{\"headings\":{{\"{asked}\":null}}}}}}}}");

        Assert.That(known.State, Is.EqualTo(CheckState.Ready));
    }
}
