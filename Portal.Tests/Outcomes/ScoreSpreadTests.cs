using NUnit.Framework;
using Portal.Api.Extracts;
using Portal.Api.Outcomes;

namespace Portal.Tests.Outcomes;

/// <summary>Stretches of scores never show fewer than ten families, and lose none.</summary>
public sealed class ScoreSpreadTests
{
    private static readonly Measure Anxiety = MeasureCatalogue.Published.Find("HADS", "ANXIETY")!;

    private static IEnumerable<TestCaseData> Scores =>
        [
            new TestCaseData((double[])[.. Enumerable.Range(0, 22).Select(i => (double)i)]).SetArgDisplayNames("one family a score"),
            new TestCaseData((double[])[.. Enumerable.Repeat(7.0, 33)]).SetArgDisplayNames("one score"),
            new TestCaseData((double[])[.. Enumerable.Repeat(0.0, 19), 21]).SetArgDisplayNames("one family far off"),
            new TestCaseData((double[])[.. Enumerable.Range(0, 135).Select(i => (double)(i * i % 22))]).SetArgDisplayNames("135 families"),
        ];

    [TestCaseSource(nameof(Scores))]
    public void Of_AnyScores_HasTenFamiliesInEachStretchAndLosesNone(double[] scores)
    {
        var bins = ScoreSpread.Of(scores, Anxiety);

        Assert.That(bins.Sum(bin => bin.Families), Is.EqualTo(scores.Length));
        Assert.That(bins.Select(bin => bin.Families), Is.All.GreaterThanOrEqualTo(10));
        foreach (var (bin, next) in bins.Zip(bins.Skip(1)))
            Assert.That(next.From, Is.GreaterThan(bin.To));
        foreach (var bin in bins)
            Assert.That(scores.Count(score => score >= bin.From && score <= bin.To), Is.EqualTo(bin.Families));
        Assert.That((bins[0].From >= Anxiety.Minimum, bins[^1].To <= Anxiety.Maximum), Is.EqualTo((true, true)));
    }

    [Test]
    public void Of_FewerThanTwentyFamilies_SaysNothing() => Assert.That(ScoreSpread.Of([.. Enumerable.Repeat(3.0, 19)], Anxiety), Is.Empty);
}
