using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;
using Portal.Tests.Reference;

namespace Portal.BrowserTests.Network;

/// <summary>The calculator's page against the reference files: what is pasted comes back as the figures of another program.</summary>
public class CalculatorTests
{
    [Test]
    public async Task Pool_ReferenceTrials_ShowsTheExpectedEstimateAndWhatOneStudyChanges()
    {
        var reference = Case("meta_random_effects.json", "bcg-logrr");
        var without = Case("meta_diagnostics.json", "bcg-logrr-REML-z").Expected["leave_one_out"]!;
        await using var visit = await PooledAsync(Table(reference, "", _ => ""), "z");

        var expected = reference.Expected["methods"]!["REML"]!["z"]!;
        Assert.That(await visit.Page.Locator("dl.facts dd").First.InnerTextAsync(), Does.StartWith(Words(expected)));
        var rows = visit.Page.Locator("#influence tbody tr");
        Assert.That(await rows.CountAsync(), Is.EqualTo(13));
        var last = await rows.Last.Locator("td").AllInnerTextsAsync();
        Assert.That(last[0], Is.EqualTo(Figure(without["estimate"]![12]!)));
        Assert.That(last[1], Is.EqualTo($"{Figure(without["ci_lb"]![12]!)} to {Figure(without["ci_ub"]![12]!)}"));
        Assert.That(visit.Complaints, Is.Empty);
    }

    [Test]
    public async Task Pool_Moderator_ShowsTheExpectedCoefficients()
    {
        var reference = Case("meta_regression.json", "bcg-ablat");
        await using var visit = await PooledAsync(Table(reference, ",x:latitude", place => "," + reference.Input["X"]![place]![1]), "knha");

        var expected = reference.Expected["methods"]!["REML"]!["knha"]!;
        foreach (var (name, place) in new[] { ("intercept", 0), ("latitude", 1) })
        {
            var cells = await visit.Page.Locator($"#moderators tr:has(th:text-is('{name}')) td").AllInnerTextsAsync();
            Assert.That(
                cells.Take(2),
                Is.EqualTo(
                    new[]
                    {
                        Figure(expected["estimate"]![place]!),
                        $"{Figure(expected["ci_lb"]![place]!)} to {Figure(expected["ci_ub"]![place]!)}",
                    }
                ),
                name
            );
        }
    }

    [Test]
    public async Task Pool_Subgroups_ShowsTheExpectedMeans()
    {
        var (cells, groups) = (
            Case("meta_regression.json", "bcg-alloc-cellmeans"),
            Case("meta_regression.json", "bcg-alloc-separate-tau2").Input["group"]!.AsArray()
        );
        await using var visit = await PooledAsync(Table(cells, ",subgroup", place => "," + groups[place]), "z");

        var expected = cells.Expected["methods"]!["REML"]!["z"]!;
        var shown = await visit.Page.Locator("#subgroups tbody tr td:nth-of-type(2)").AllInnerTextsAsync();
        Assert.That(shown, Is.EquivalentTo(expected["estimate"]!.AsArray().Select(estimate => Figure(estimate!))));
    }

    [Test]
    public async Task Pool_OneStudy_SaysWhyThereIsNothingToLeaveOut()
    {
        await using var visit = await PooledAsync("label,effect,variance\nA,0.4,0.02\n", "z");

        Assert.That(
            await visit.Page.Locator("h3:text-is('What one study changes') + p").InnerTextAsync(),
            Does.StartWith("There is one service or study,")
        );
    }

    private static async Task<Visit> PooledAsync(string table, string test)
    {
        var visit = await Visit.OpenAsync(await RunningPortal.WithSamplesAsync(), "analyst", scripts: false);
        await visit.Page.GotoAsync("/network/calculator");
        await visit.Page.GetByLabel("Table").FillAsync(table);
        await visit.Page.Locator("#test").SelectOptionAsync(test);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Pool the figures" }).FollowAsync();
        return visit;
    }

    private static ReferenceCase Case(string file, string id) => ReferenceCase.CasesOf(file).Single(reference => reference.Id == id);

    private static string Table(ReferenceCase reference, string headings, Func<int, string> cells)
    {
        var table = new StringBuilder("label,effect,variance").Append(headings).Append('\n');
        foreach (var (place, study) in reference.Studies().Index())
            table.Append(CultureInfo.InvariantCulture, $"trial {place + 1},{study.Effect:R},{study.Variance:R}{cells(place)}\n");
        return table.ToString();
    }

    private static string Words(JsonNode expected) =>
        $"{Figure(expected["estimate"]!)} (95 % interval {Figure(expected["ci_lb"]!)} to {Figure(expected["ci_ub"]!)}); 13 studies";

    private static string Figure(JsonNode value) => ((double)value).ToString("0.####", CultureInfo.InvariantCulture).Replace('-', '\u2212');
}
