using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Api.Extracts;
using Portal.Api.Releases.Lattice;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Releases;

/// <summary>
/// Whoever reads the page of a release, its source or its printed sheet finds the released cells, and nothing beside them.
/// </summary>
public sealed class ReleasePageAttackTests
{
    private const string Tables = """
        () => [...document.querySelectorAll('main table')].map(table => [[table.caption?.textContent.trim() ?? ''],
          ...[...table.tBodies].flatMap(body => [...body.rows]).map(row => [...row.cells].map(cell => cell.textContent.trim()))])
        """;

    private const string Generated = """
        () => [...document.querySelectorAll('main, main *')].flatMap(part => ['::before', '::after', '::marker'].map(place => getComputedStyle(part, place).content)).filter(text => /[0-9]/.test(text))
        """;

    // The button that sorts by a column has a type, which says nothing but that.
    private const string Attributes = """
        () => [...document.querySelectorAll('main table *')].flatMap(part => [...part.attributes])
          .filter(attribute => attribute.name !== 'type' || attribute.value !== 'button').map(attribute => attribute.name)
        """;

    private const string Numbers = "from => [...new Set(document.querySelector('main')[from].match(/[0-9][0-9.,]*/g))]";

    [TestCase("NETWORK")]
    [TestCase("NATION_E")]
    [TestCase("NATION_W")]
    [TestCase("HOST_NHS")]
    public async Task Page_OnScreenAndOnPaper_HoldsTheReleasedCellsOnly(string scope)
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), "reader");
        var page = visit.Page;
        var id = (string)(await JsonAsync(page, "/api/v1/network/releases"))["items"]![0]!["id"]!;
        var cells = (await JsonAsync(page, $"/api/v1/network/releases/{id}/cells.json"))["cells"]!
            .AsArray()
            .Where(cell => (string)cell!["scope"]! == scope)
            .ToLookup(
                cell => ((string)cell!["statistic"]!, (string)cell["item"]!, (string)cell["dimension"]!, (string)cell["code"]!),
                cell => cell!["value"]!
            );

        await page.GotoAsync($"/releases/{id}?scope={scope}");
        var tables = await page.EvaluateAsync<string[][][]>(Tables);
        var numbers = await page.EvaluateAsync<string[]>(Numbers, "textContent");

        Assert.That(
            Table(tables, "Risks known at referral").Select(row => row[..5]),
            Is.EqualTo(
                CareCodes.Risk.Codes.Select(risk =>
                    new[]
                    {
                        risk.Label,
                        Count(Statistics.RiskPresent, risk.Value),
                        Count(Statistics.RiskAbsent, risk.Value),
                        Count(Statistics.RiskNotKnown, risk.Value),
                        Share(Statistics.RiskShare, risk.Value),
                    }
                )
            )
        );
        foreach (var dimension in ReleaseLattice.Dimensions)
            Assert.That(
                Table(tables, dimension.Label).Select(row => row[..3]),
                Is.EqualTo(
                    dimension.Bands.Select(band =>
                        new[]
                        {
                            band.Label,
                            Count(Statistics.Referrals, "", dimension.Code, band.Code),
                            Share(Statistics.ReferralsShare, "", dimension.Code, band.Code),
                        }
                    )
                ),
                dimension.Label
            );
        // An interval is beside a figure that is shown, or is not there.
        foreach (
            var row in Table(tables, "Risks known at referral")
                .Concat(ReleaseLattice.Dimensions.SelectMany(dimension => Table(tables, dimension.Label)))
        )
            Assert.That(row[^1].Length > 0, Is.EqualTo(row[^2].EndsWith('%')), string.Join('|', row));
        Assert.That(
            (await page.EvaluateAsync<string[]>(Attributes)).Distinct(),
            Is.SubsetOf(new[] { "class", "scope", "colspan", "href" })
        );

        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.That(await page.EvaluateAsync<string[]>(Numbers, "innerText"), Is.Not.Empty.And.SubsetOf(numbers));
        Assert.That(await page.EvaluateAsync<string[]>(Generated), Is.Empty);

        string Count(string statistic, string item, string dimension = ReleaseLattice.None, string code = "") =>
            Printed(statistic, item, dimension, code, number => number.ToString("N0", CultureInfo.InvariantCulture));

        string Share(string statistic, string item, string dimension = ReleaseLattice.None, string code = "") =>
            Printed(statistic, item, dimension, code, number => number.ToString(CultureInfo.InvariantCulture) + " %");

        string Printed(string statistic, string item, string dimension, string code, Func<double, string> print) =>
            cells[(statistic, item, dimension, code)].First() is var value && value.GetValueKind() == System.Text.Json.JsonValueKind.Number
                ? print((double)value)
                : (string)value!;
    }

    private static string[][] Table(string[][][] tables, string caption) => tables.Single(table => table[0][0] == caption)[1..];

    private static async Task<JsonNode> JsonAsync(IPage page, string path) =>
        JsonNode.Parse(await (await page.APIRequest.GetAsync(path)).TextAsync())!;
}
