using System.Text;
using NUnit.Framework;
using Portal.Api.Releases.Lattice;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Attacks;

/// <summary>The same attacks on the release of the sample network as it is served, and attempts to get more than is served.</summary>
[NeedsDatabase]
public sealed class ServedReleaseAttackTests
{
    private static readonly string[] Trackers =
    [
        "from=2025-11&before=2025-12",
        "from=2025-02&before=2026-02",
        "service=HARBOUR",
        "services=HARBOUR,TEASEL",
        "exclude=HARBOUR",
        "measure=HADS",
        "dimension=BABY_AGE&code=UNBORN",
        "band=0-2",
        "quarter=2025-Q3",
        "policy=none",
        "SmallestShown=1",
        "round=1",
        "viewer=HARBOUR",
        "own=true",
        "reasons=true",
        "draft=true",
        "confidence=0.5",
        "decimals=6",
    ];

    private static readonly string[] ChosenScopes =
    [
        "REST",
        "OWN",
        "HARBOUR",
        "NATION_E,NATION_W",
        "NATION_E&scope=NATION_W",
        "network",
        "NETWORK%20",
        "NATION_E%00",
        "E",
        "NATION_",
        "-NATION_E",
        "SERVICE_HARBOUR",
        "1",
    ];

    [Test]
    public async Task Served_CellsOfEverySurface_AreTheSameFigures()
    {
        var (json, csv, files) = await DownloadAsync();
        var cells = PrintedCells.OfJson(json);

        Assert.That(PrintedCells.OfCsv(csv).SequenceEqual(cells), Is.True);
        Assert.That(PrintedCells.OfCsv(files["cells.csv"]).SequenceEqual(cells), Is.True);
        Assert.That(PrintedCells.OfJson(files.Text("cells.json")).SequenceEqual(cells), Is.True);
        Assert.That(PrintedCells.OfText(files.Text("release.jsonl")).SequenceEqual(cells), Is.True);
        Assert.That(cells.Values.Count(printed => printed == "c"), Is.InRange(1000, cells.Count - 450));
    }

    [Test]
    public async Task SubtractFromATotal_SampleNetwork_LeavesFiveValuesOrEight()
    {
        var solved = Subtraction.InTables(PrintedCells.OfJson((await DownloadAsync()).Json));

        Assert.That(solved, Has.Count.GreaterThan(50));
        Assert.That(solved.Where(one => one.IsGivenAway), Is.Empty);
    }

    [Test]
    public async Task SolveTwoWayTable_SampleNetwork_LeavesTenPeopleInTheHiddenNations()
    {
        var solved = Subtraction.InScopes(PrintedCells.OfJson((await DownloadAsync()).Json));

        Assert.That(solved, Has.Count.GreaterThan(20));
        Assert.That(solved.Where(one => one.High < 10), Is.Empty);
    }

    [Test]
    public async Task Tracker_AnyFilter_ChangesNothing()
    {
        var (client, id) = await ServedSurface.OpenAsync("member@harbour");
        using (client)
            foreach (var path in ServedSurface.Paths.Skip(1).Concat(ServedSurface.PathsOfAService).Select(path => Of("HARBOUR", path, id)))
            {
                var plain = await ServedSurface.GetAsync(client, path);
                Assert.That(plain.Status, Is.EqualTo(200), path);
                // What is ignored alone is ignored in company: all at once asks less often, and each alone is asked of the cells.
                foreach (var filter in path.EndsWith("cells.json", StringComparison.Ordinal) ? Trackers : [AllOf(path)])
                {
                    var asked = await ServedSurface.GetAsync(
                        client,
                        path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + filter
                    );
                    Assert.That(asked.Status, Is.EqualTo(200), $"{path} {filter}");
                    Assert.That(asked.Body.AsSpan().SequenceEqual(plain.Body), Is.True, $"{path} {filter}");
                }
            }
    }

    [Test]
    public async Task Comparison_ServiceOfSomebodyElse_IsTheAnswerForAnUnknownOne()
    {
        var (client, id) = await ServedSurface.OpenAsync("lead@harbour");
        using (client)
            foreach (var path in ServedSurface.PathsOfAService)
            {
                var unknown = await ServedSurface.GetAsync(client, Of("NOSUCH", path, id));
                Assert.That(unknown.Status, Is.EqualTo(404), path);
                foreach (var code in new[] { "TEASEL", "LAPWING" })
                {
                    var foreign = await ServedSurface.GetAsync(client, Of(code, path, id));
                    Assert.That(foreign.Status, Is.EqualTo(404), path);
                    Assert.That(foreign.Body, Is.EqualTo(unknown.Body), path);
                }
            }
    }

    [Test]
    public async Task Comparison_NamesOfOtherServices_AreNowhere()
    {
        var (client, id) = await ServedSurface.OpenAsync("member@harbour");
        using (client)
            foreach (var path in ServedSurface.PathsOfAService.Select(path => Of("HARBOUR", path, id)))
            {
                var text = Encoding.UTF8.GetString((await ServedSurface.GetAsync(client, path)).Body);
                foreach (var service in Portal.Api.Samples.SampleServices.All.Where(service => service.Code != "HARBOUR"))
                    Assert.That(text, Does.Not.Contain(service.Code).And.Not.Contain(service.Name), path);
            }
    }

    [Test]
    public async Task Tracker_ScopeOutsideTheLattice_IsNotFound()
    {
        var (client, id) = await ServedSurface.OpenAsync("member@harbour");
        using (client)
            foreach (var scope in ChosenScopes)
            foreach (var chart in new[] { "changes", "referral-risks" })
                Assert.That(
                    (await client.GetAnswerAsync($"/api/v1/network/releases/{id}/charts/{chart}.svg?scope={scope}")).Status,
                    Is.AnyOf(400, 404),
                    scope
                );
    }

    [TestCase("/api/v1/network/profile?window=R12:2025-Q1")]
    [TestCase("/api/v1/network/outcomes?window=R12:2025-Q1")]
    [TestCase("/api/v1/network/outcomes.csv")]
    [TestCase("/api/v1/network/charts/forest.svg?measure=HADS")]
    [TestCase("/api/v1/network/releases/{id}/preview")]
    public async Task Tracker_WindowsOfTheWorkspace_AreForAnalystsOnly(string path)
    {
        foreach (var user in new[] { "member@harbour", "lead@harbour", "reader" })
        {
            var (client, id) = await ServedSurface.OpenAsync(user);
            using (client)
                Assert.That(
                    (await client.GetAnswerAsync(path.Replace("{id}", id, StringComparison.Ordinal))).Status,
                    Is.EqualTo(403),
                    user
                );
        }
    }

    [Test]
    public async Task Names_OfServices_AreOnNoSurface()
    {
        var (client, id) = await ServedSurface.OpenAsync("reader");
        using (client)
            foreach (var path in ServedSurface.Paths.Select(path => path.Replace("{id}", id, StringComparison.Ordinal)))
            {
                var body = (await ServedSurface.GetAsync(client, path)).Body;
                var texts = path.EndsWith(".zip", StringComparison.Ordinal)
                    ? PrintedCells.Unzipped(body).Values.Select(Encoding.UTF8.GetString)
                    : [Encoding.UTF8.GetString(body)];
                foreach (var text in texts)
                foreach (var service in Portal.Api.Samples.SampleServices.All)
                    Assert.That(text, Does.Not.Contain(service.Code).And.Not.Contain(service.Name), path);
            }
    }

    [Test]
    public async Task Pictures_HiddenRisk_IsHiddenInTipAndDescriptionToo()
    {
        var (_, _, files) = await DownloadAsync();
        var cells = PrintedCells.OfText(files.Text("release.jsonl"));
        var picture = Charts.SvgText.Read(files.Text("charts/referral-risks.svg"));
        var withheld = cells
            .Where(cell => cell.Key is { Statistic: Statistics.RiskShare, Scope: ReleaseLattice.Network } && cell.Value == "c")
            .Select(cell => cell.Key.Item)
            .ToArray();
        var labels = withheld.Select(risk => Portal.Api.Extracts.CareCodes.Risk.Codes.Single(code => code.Value == risk).Label).ToArray();

        foreach (var label in labels)
            Assert.That(
                string.Join(' ', Charts.SvgText.Group(picture, label).Descendants().Select(part => part.Value)),
                Does.Not.Match("[0-9]+ %|[0-9]+ of"),
                label
            );
    }

    // A comparison is of one measure, which it is asked for.
    private static string AllOf(string path) =>
        string.Join(
            '&',
            Trackers.Where(one =>
                !path.Contains("measure=", StringComparison.Ordinal) || !one.StartsWith("measure=", StringComparison.Ordinal)
            )
        );

    private static string Of(string service, string path, string id) =>
        path.Replace("{service}", service, StringComparison.Ordinal).Replace("{id}", id, StringComparison.Ordinal);

    private static async Task<(string Json, byte[] Csv, Dictionary<string, byte[]> Files)> DownloadAsync()
    {
        var (client, id) = await ServedSurface.OpenAsync("reader");
        using (client)
        {
            var path = $"/api/v1/network/releases/{id}";
            return (
                Encoding.UTF8.GetString((await ServedSurface.GetAsync(client, path + "/cells.json")).Body),
                (await ServedSurface.GetAsync(client, path + "/cells.csv")).Body,
                PrintedCells.Unzipped((await ServedSurface.GetAsync(client, path + "/bundle.zip")).Body)
            );
        }
    }
}
