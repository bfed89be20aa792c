using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Estimates;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moments;

namespace Portal.Tests.Disclosure;

public sealed class FrozenReleaseTests
{
    private static readonly JsonObject Head = new() { ["release"] = "2025-Q3", ["policy"] = "sdc-1" };

    // Every unit, with and without each optional part; withheld and impossible.
    private static readonly Disclosed<ReleasedFigure>[] Figures =
    [
        InventedFigures.Count(63),
        ReleasedFigure.Of(InventedFigures.Table(63, 40).Total),
        InventedFigures.Share(51, 30),
        ReleasedFigure.Of(InventedFigures.Mean(24, -12.345, 4.21)),
        ReleasedFigure.Of(InventedFigures.Mean(240, 2.346, 0.8, ScaleKind.ItemMean)),
        ReleasedFigure.SpreadOf(InventedFigures.Mean(240, 12, 4.2)),
        InventedFigures.Effect(EffectSizeKind.Smcc, new PairedMoments(24, 10, 14, 23 * 36, 23 * 36, 23 * 23.5, 23 * 25)),
        InventedFigures.Pooled(0.456, 0.155, 0.56, 0.2, true),
        InventedFigures.Pooled(2.7, 0.4, null, null),
        InventedFigures.Withheld,
        InventedFigures.Impossible,
    ];

    private static ReleaseCell[] Cells => [.. Figures.Select((figure, place) => new ReleaseCell(At("STATISTIC_" + place), figure))];

    private static CellAddress At(string statistic) =>
        new("OUTCOME", "HADS", "ANXIETY", statistic, "NETWORK", "NONE", "", "2024-10", "2025-10");

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [Test]
    public void Open_WhatWasFrozen_IsTheSame()
    {
        var frozen = FrozenRelease.Freeze(Head, Cells);
        var opened = FrozenRelease.Open(frozen.Text, frozen.ContentHash);

        Assert.That(opened.Cells, Is.EqualTo(Cells));
        Assert.That((opened.Text, opened.Head, opened.ContentHash), Is.EqualTo((frozen.Text, Head.ToJsonString(), HashOf(frozen.Text))));
        foreach (var cell in Cells)
            Assert.That(opened[cell.Address], Is.EqualTo(cell.Figure));
    }

    [Test]
    public void Open_CellThatNamesAnEarlierRelease_NamesItStill()
    {
        var frozen = FrozenRelease.Freeze(Head, [Cells[9] with { Earlier = "2025-Q2" }]);

        Assert.That(FrozenRelease.Open(frozen.Text, frozen.ContentHash).Cells[0].Earlier, Is.EqualTo("2025-Q2"));
    }

    [Test]
    public void Freeze_SameCells_IsTheSameText()
    {
        var again = FrozenRelease.Freeze(Head, Cells).Text;
        Assert.That(FrozenRelease.Freeze(Head, Cells).Text, Is.EqualTo(again));
    }

    [Test]
    public void Freeze_Text_IsAHeadAndALineACell()
    {
        var lines = FrozenRelease.Freeze(Head, [Cells[2], Cells[9], Cells[10]]).Text.Split('\n');

        Assert.That(
            lines,
            Is.EqualTo(
                new[]
                {
                    """{"release":"2025-Q3","policy":"sdc-1"}""",
                    """{"at":["OUTCOME","HADS","ANXIETY","STATISTIC_2","NETWORK","NONE","","2024-10","2025-10"],"print":"63","figure":"""
                        + """{"unit":"PERCENT","decimals":0,"value":63,"interval":[52,72],"prediction":"""
                        + """null,"spread":null,"cases":80,"lowPrecision":false}}""",
                    """{"at":["OUTCOME","HADS","ANXIETY","STATISTIC_9","NETWORK","NONE","","2024-10","2025-10"],"print":"c"}""",
                    """{"at":["OUTCOME","HADS","ANXIETY","STATISTIC_10","NETWORK","NONE","","2024-10","2025-10"],"print":"-"}""",
                    "",
                }
            )
        );
    }

    [Test]
    public void Freeze_OneAddressTwice_IsRefused() =>
        Assert.That(() => FrozenRelease.Freeze(Head, [Cells[0], Cells[0]]), Throws.ArgumentException);

    [Test]
    public void Freeze_Nothing_IsAReleaseWithoutCells()
    {
        var frozen = FrozenRelease.Freeze(Head, []);
        Assert.That(FrozenRelease.Open(frozen.Text, frozen.ContentHash).Cells, Is.Empty);
    }

    [Test]
    public void Item_UnknownAddress_IsWithheldLikeAnyOther()
    {
        var frozen = FrozenRelease.Freeze(Head, Cells);
        Assert.That(frozen[At("NEVER_COUNTED")], Is.SameAs(frozen[Cells[9].Address]));
    }

    [TestCase("\"value\":63", "\"value\":64")]
    [TestCase("\"print\":\"c\"", "\"print\":\"-\"")]
    [TestCase("2025-Q3", "2025-Q4")]
    public void Open_ChangedText_IsRefusedWithoutTellingIt(string from, string to)
    {
        var frozen = FrozenRelease.Freeze(Head, Cells);
        var changed = frozen.Text.Replace(from, to, StringComparison.Ordinal);

        Assert.That(changed, Is.Not.EqualTo(frozen.Text));
        Assert.That(
            () => FrozenRelease.Open(changed, frozen.ContentHash),
            Throws
                .InstanceOf<FrozenReleaseException>()
                .With.Message.EqualTo("The frozen text has changed since it was frozen: its hash differs.")
        );
    }

    [Test]
    public void Open_HashInCapitals_IsNotTheHash()
    {
        var frozen = FrozenRelease.Freeze(Head, Cells);
        Assert.That(
            () => FrozenRelease.Open(frozen.Text, frozen.ContentHash.ToUpperInvariant()),
            Throws.InstanceOf<FrozenReleaseException>()
        );
    }

    private const string Address = """["A","B","C","D","E","F","G","H","I"]""";

    [TestCase("", TestName = "Open_Nothing_IsNoRelease")]
    [TestCase("{}\nhello\n", TestName = "Open_CellThatIsNoJson_IsNoRelease")]
    [TestCase("{}\nnull\n", TestName = "Open_CellThatIsNull_IsNoRelease")]
    [TestCase("{}\n{\"at\":[\"A\",\"B\"],\"print\":\"c\"}\n", TestName = "Open_ShortAddress_IsNoRelease")]
    [TestCase("{}\n{\"at\":" + Address + ",\"print\":\"17\"}\n", TestName = "Open_NumberWithoutFigure_IsNoRelease")]
    [TestCase("{}\n{\"at\":" + Address + ",\"print\":\"c\",\"true\":4}\n", TestName = "Open_MemberBeyondTheForm_IsNoRelease")]
    [TestCase(
        "{}\n{\"at\":" + Address + ",\"print\":\"15\",\"figure\":{\"unit\":\"COUNT\",\"decimals\":0,\"value\":20}}\n",
        TestName = "Open_FigureThatPrintsOtherwise_IsNoRelease"
    )]
    [TestCase(
        "{}\n{\"at\":" + Address + ",\"print\":\"20\",\"figure\":{\"unit\":\"STONES\",\"decimals\":0,\"value\":20}}\n",
        TestName = "Open_UnknownUnit_IsNoRelease"
    )]
    [TestCase(
        "{}\n{\"at\":" + Address + ",\"print\":\"20\",\"figure\":{\"unit\":\"COUNT\",\"decimals\":0,\"value\":20,\"interval\":[1]}}\n",
        TestName = "Open_IntervalWithOneEnd_IsNoRelease"
    )]
    [TestCase(
        "{}\n{\"at\":" + Address + ",\"print\":\"c\"}\n{\"at\":" + Address + ",\"print\":\"-\"}\n",
        TestName = "Open_OneAddressTwice_IsNoRelease"
    )]
    public void Open_NoRelease(string text) =>
        Assert.That(
            () => FrozenRelease.Open(text, HashOf(text)),
            Throws.InstanceOf<FrozenReleaseException>().With.Message.EqualTo("The frozen text is not a release.")
        );
}
