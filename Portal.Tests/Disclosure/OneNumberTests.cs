using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Estimates;
using Portal.Analytics.Disclosure.Frozen;

namespace Portal.Tests.Disclosure;

/// <summary>Releases made before the count and the figures of a measure had to agree.</summary>
public sealed class OneNumberTests
{
    [Test]
    public void Open_CountIsWithheld_FiguresSayTenOrMoreAndTheTextStays()
    {
        var frozen = Frozen(InventedFigures.Withheld, ReleasedFigure.Of(InventedFigures.Mean(21, 12, 4)), InventedFigures.Count(20));
        var opened = FrozenRelease.Open(frozen.Text, frozen.ContentHash);
        foreach (var release in new[] { frozen, opened })
        {
            var mean = release.Cells[1].Figure.ValueOrNull!;
            Assert.That((mean.Cases, mean.CasesFrom, mean.CasesInWords), Is.EqualTo(((int?)null, (int?)10, "10 or more")));
            Assert.That(release[release.Cells[1].Address].ValueOrNull, Is.EqualTo(mean));
            Assert.That(release.Cells[2].Figure.ToString(), Is.EqualTo("c"), "counts of reliable change add up to the number");
        }

        Assert.That(opened.Text, Does.Contain("\"cases\":20"));
        Assert.That(
            FrozenRelease.Freeze(new JsonObject(), opened.Cells).Text,
            Does.Not.Contain("\"cases\":20").And.Contain("\"casesFrom\":10")
        );
    }

    [Test]
    public void Open_CountIsShown_FiguresKeepTheirNumber()
    {
        var release = Frozen(InventedFigures.Count(20), ReleasedFigure.Of(InventedFigures.Mean(21, 12, 4)), InventedFigures.Count(20));

        Assert.That(release.Cells.Select(cell => cell.Figure.ValueOrNull?.CasesInWords), Is.EqualTo(new[] { "", "20", "" }));
        Assert.That(release.Text, Does.Not.Contain("casesFrom"));
    }

    [Test]
    public void Open_FigureWithoutANumber_GetsNone()
    {
        var frozen = Frozen(InventedFigures.Withheld, ReleasedFigure.Of(InventedFigures.Mean(21, 12, 4)));
        var text = frozen.Text.Replace("\"cases\":20,", "", StringComparison.Ordinal);

        var mean = Open(text).Cells[1].Figure.ValueOrNull!;

        Assert.That((text.Length, mean.Cases, mean.CasesFrom), Is.EqualTo((frozen.Text.Length - 11, (int?)null, (int?)null)));
    }

    [TestCase(25, true)]
    [TestCase(30, false)]
    public void Open_MarkOfAnEarlierRelease_GoesByThePrintedNumber(int printed, bool expected)
    {
        var frozen = Frozen(InventedFigures.Count(20), ReleasedFigure.Of(InventedFigures.Mean(25, 12, 4)), InventedFigures.Count(20));
        var text = frozen.Text.Replace("\"cases\":25", $"\"cases\":{printed}", StringComparison.Ordinal);

        Assert.That(Open(text).Cells[1].Figure.ValueOrNull!.LowPrecision, Is.EqualTo(expected));
    }

    [TestCase(9, false)]
    [TestCase(10, true)]
    public void Number_OfCases_IsThatOfAMean(int cases, bool expected) =>
        Assert.That(Means.Number(cases, DisclosurePolicy.Sdc2).Released.IsShown, Is.EqualTo(expected));

    private static FrozenRelease Open(string text) =>
        FrozenRelease.Open(
            text,
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))
        );

    private static FrozenRelease Frozen(params Disclosed<ReleasedFigure>[] figures) =>
        FrozenRelease.Freeze(
            new JsonObject(),
            [
                .. figures.Zip(
                    new[] { "WITH_LAST_SCORE", "MEAN_CHANGE", "RELIABLY_IMPROVED" },
                    (figure, statistic) =>
                        new ReleaseCell(new("OUTCOME", "HADS", "ANXIETY", statistic, "OWN", "NONE", "", "2025-01", "2026-01"), figure)
                ),
            ]
        );
}
