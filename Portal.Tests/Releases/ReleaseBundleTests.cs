using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Extracts;
using Portal.Api.Releases.Bundle;
using Portal.Api.Releases.Lattice;
using Portal.Tests.Attacks;
using Portal.Tests.Charts;

namespace Portal.Tests.Releases;

public sealed class ReleaseBundleTests
{
    private static readonly FrozenRelease Release = InventedRelease.Frozen;

    private static readonly Dictionary<string, byte[]> Files = PrintedCells.Unzipped(Zip());

    private static byte[] Zip() => ReleaseBundle.Zip(Release, DisclosurePolicy.Sdc1, MeasureCatalogue.Published);

    [Test]
    public void Zip_SameRelease_IsTheSameBytes()
    {
        var again = Zip();
        Assert.That(Zip(), Is.EqualTo(again));
    }

    [Test]
    public void Cached_SameRelease_IsMadeOnce()
    {
        var first = ReleaseBundle.Cached(Release, DisclosurePolicy.Sdc1, MeasureCatalogue.Published);

        Assert.That(ReleaseBundle.Cached(Release, DisclosurePolicy.Sdc1, MeasureCatalogue.Published), Is.SameAs(first));
        Assert.That(first, Is.EqualTo(Zip()));
    }

    [Test]
    public void Zip_Files_AreThese() =>
        Assert.That(
            Files.Keys,
            Is.EqualTo(
                new[]
                {
                    "README.txt",
                    "cells.csv",
                    "cells.json",
                    "codebook.csv",
                    "head.json",
                    "release.jsonl",
                    "recompute.R",
                    "charts/changes.svg",
                    "charts/referral-risks.svg",
                    "charts/changes-narrow.svg",
                    "charts/referral-risks-narrow.svg",
                }
            )
        );

    [Test]
    public void FrozenText_IsWhatTheContentHashIsOf()
    {
        Assert.That(Convert.ToHexStringLower(SHA256.HashData(Files["release.jsonl"])), Is.EqualTo(Release.ContentHash));
        Assert.That(Text("README.txt"), Does.Contain(Release.ContentHash).And.Contain("sha256sum release.jsonl"));
        Assert.That(Text("head.json"), Is.EqualTo(Release.Head + "\n"));
    }

    [Test]
    public void Readme_Policy_IsPrintedWithEveryParameter()
    {
        var words = Text("README.txt");
        Assert.That(
            words,
            Does.Contain("Disclosure policy sdc-1").And.Contain("no comparison group").And.Contain("figures may not add up")
        );
        foreach (var (name, value) in DisclosurePolicy.Sdc1.Parameters())
            Assert.That(words, Does.Match($"(?m)^  {name} +{value}$"));
    }

    [Test]
    public void Cells_Csv_IsALineACellInTheOrderOfTheRelease()
    {
        var rows = Csv("cells.csv");
        Assert.That(Files["cells.csv"][..3], Is.EqualTo(Encoding.UTF8.Preamble.ToArray()));
        Assert.That(rows, Has.Count.EqualTo(Release.Cells.Count));
        foreach (var (row, cell) in rows.Zip(Release.Cells))
        {
            var at = cell.Address;
            Assert.That(
                new[]
                {
                    row["topic"],
                    row["item"],
                    row["part"],
                    row["statistic"],
                    row["scope"],
                    row["dimension"],
                    row["code"],
                    row["from"],
                    row["before"],
                },
                Is.EqualTo(new[] { at.Topic, at.Item, at.Part, at.Statistic, at.Scope, at.Dimension, at.Code, at.From, at.Before })
            );
            Assert.That(row["printed"], Is.EqualTo(cell.Figure.ToString()));
            if (!cell.Figure.IsShown)
                Assert.That(row.SkipWhile(pair => pair.Key != "printed").Skip(1).Select(pair => pair.Value), Is.All.Empty);
        }
    }

    [Test]
    public void Cells_Csv_HoldsIntervalsAndLabels()
    {
        Dictionary<string, string> Row(string item, string statistic) =>
            Csv("cells.csv").First(row => row["item"] == item && row["statistic"] == statistic && row["dimension"] == "NONE");
        var pooled = Row("HADS", Statistics.PooledChange);
        var effect = Row("MORS_SF", Statistics.EffectSmcc);

        Assert.That(
            new[]
            {
                "item_label",
                "printed",
                "unit",
                "low",
                "high",
                "prediction_low",
                "prediction_high",
                "spread",
                "cases",
                "low_precision",
            }.Select(column => pooled[column]),
            Is.EqualTo(
                new[] { "Hospital Anxiety and Depression Scale: Anxiety", "2.9", "POINTS", "2.5", "3.4", "1.0", "4.8", "0.8", "445", "N" }
            )
        );
        Assert.That((effect["unit"], effect["cases"], effect["low_precision"]), Is.EqualTo(("SD", "25", "Y")));
        Assert.That(Row("PERINATAL_MENTAL_ILLNESS", Statistics.RiskShare)["item_label"], Is.EqualTo("Perinatal mental illness"));
        Assert.That(Row("EPDS", Statistics.WithLastScore)["printed"], Is.EqualTo("-"));
    }

    [Test]
    public void Cells_Json_SaysTheSame()
    {
        var json = JsonNode.Parse(Files["cells.json"])!;
        Assert.That((string)json["contentHash"]!, Is.EqualTo(Release.ContentHash));
        foreach (var (node, cell) in json["cells"]!.AsArray().Zip(Release.Cells))
        {
            Assert.That((string)node!["statistic"]!, Is.EqualTo(cell.Address.Statistic));
            if (cell.Figure.ValueOrNull is { } figure)
                Assert.That(
                    ((double)node["value"]!, (double?)node["low"], (int?)node["cases"]),
                    Is.EqualTo((figure.Value, figure.Interval?.Low, figure.Cases))
                );
            else
                Assert.That(((string)node["value"]!, node["low"]), Is.EqualTo((cell.Figure.ToString(), (JsonNode?)null)));
        }
    }

    [Test]
    public void Codebook_EveryColumnAndEveryCodeOfTheCells_IsExplained()
    {
        var explained = Csv("codebook.csv").Select(row => (row["column"], row["code"])).ToHashSet();
        var cells = Csv("cells.csv");
        string[] coded = ["topic", "item", "part", "statistic", "scope", "dimension", "code", "unit", "low_precision"];

        Assert.That(cells[0].Keys.Where(column => !explained.Contains((column, ""))), Is.Empty);
        Assert.That(
            cells.SelectMany(row => coded.Select(column => (column, row[column]))).Where(code => !explained.Contains(code)).Distinct(),
            Is.Empty
        );
        Assert.That(Csv("codebook.csv").Select(row => row["label"]), Has.None.Empty);
    }

    [Test]
    public void Labels_EveryStatistic_HasOne()
    {
        var codes = typeof(Statistics)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!);
        Assert.That(StatisticLabels.All.Select(code => code.Value), Is.EquivalentTo(codes));
        Assert.That(StatisticLabels.Of("LEFT_THE_LIST"), Is.EqualTo("LEFT_THE_LIST"));
    }

    [Test]
    public void Charts_ShowTheReleasedFigures()
    {
        var (risks, changes) = (SvgText.Read(Text("charts/referral-risks.svg")), SvgText.Read(Text("charts/changes-narrow.svg")));
        Assert.Multiple(() =>
        {
            Assert.That(risks.Group("Offending").Words(), Does.Contain("c"));
            Assert.That(risks.Words(), Does.Contain("Risks known at referral: all services"));
            Assert.That(
                string.Join(' ', risks.Words()),
                Does.Contain("Referred October 2024 to September 2025").And.Contain(Release.ContentHash[..12]).And.Contain("sdc-1")
            );
            Assert.That(changes.Group("Hospital Anxiety and Depression Scale").Words(), Does.Contain("0.70"));
            Assert.That(changes.Group("1 other measure").Words(), Does.Contain("c"));
            Assert.That(changes.Description(), Does.Contain("not shown, to protect families: Edinburgh Postnatal Depression Scale."));
        });
    }

    [Test]
    public void Pictures_ScopeThatTheReleaseDoesNotHold_AreEmpty()
    {
        var risks = SvgText.Read(ReleasePictures.Risks(Release, DisclosurePolicy.Sdc1, "HOST_NHS").Svg);
        var changes = SvgText.Read(
            ReleasePictures.Changes(Release, DisclosurePolicy.Sdc1, MeasureCatalogue.Published, "NATION_W", ChartLayout.Narrow).Svg
        );
        Assert.That(string.Join(' ', risks.Words()), Does.Contain("Hosted by the NHS").And.Contain("holds no referral risks"));
        Assert.That(string.Join(' ', changes.Words()), Does.Contain("Wales").And.Contain("holds no changes of scores"));
    }

    private static string Text(string file) => Encoding.UTF8.GetString(Files[file]);

    // Read by a library that is not the one that wrote it.
    private static List<Dictionary<string, string>> Csv(string file)
    {
        using var reader = CsvHelper.CsvReader.Create(new MemoryStream(Files[file]), new CsvHelper.CsvReaderOptions { Separator = ',' });
        var columns = reader.Headers.ToArray();
        var rows = new List<Dictionary<string, string>>();
        while (reader.Read())
            rows.Add(columns.ToDictionary(column => column, column => reader.GetString(column)));
        return rows;
    }
}
