using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Releases.Lattice;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.Releases;

namespace Portal.Tests.Attacks;

/// <summary>What somebody learns who reads two releases of one quarter, with one thing done in between.</summary>
[NeedsDatabase]
public sealed class NextReleaseTests
{
    private const int Families = 11;
    private const int Corrected = 3;

    // So far from its last score that a mean of eleven families tells it.
    private const int NewLast = 27;

    // Reliably improved before and after, so that no count of the measure changes.
    private const int StillImproved = 0;

    private static readonly string[] Services = ["HARBOUR", "TEASEL", "CURLEW", "FESCUE", "LAPWING", "MARRAM", "SALTWORT"];

    private RunningPortal _portal = null!;
    private HttpClient _reader = null!;
    private HttpClient _lead = null!;
    private string _first = "";

    [SetUp]
    public async Task SendAndRelease()
    {
        _portal = await RunningPortal.StartAsync();
        (_reader, _lead) = (await _portal.ClientAsync("reader"), await _portal.ClientAsync("lead@harbour"));
        foreach (var service in Services)
            await SampleExtracts.SendAsync(_portal, service, InventedExtract.Quarter, InventedExtract.Of(service, Families));
        _first = await PublishedRelease.MakeAsync(_portal, InventedExtract.Quarter);
        using var shared = await _lead.PutAsync(new Uri("/api/v1/services/HARBOUR/shares/reader", UriKind.Relative), null);
        shared.EnsureSuccessStatusCode();
    }

    [TearDown]
    public async Task StopPortal()
    {
        _reader.Dispose();
        _lead.Dispose();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task NothingChanged_NextRelease_DiffersNowhere()
    {
        var second = await PublishedRelease.MakeAsync(_portal, InventedExtract.Quarter, "Nothing");

        Assert.That(Lines(await NetworkAsync(second)), Is.EqualTo(Lines(await NetworkAsync(_first))));
        Assert.That(Lines(await OwnAsync(second)), Is.EqualTo(Lines(await OwnAsync(_first))));
        Assert.That(await RestAsync(second), Is.EqualTo(await RestAsync(_first)));
        Assert.That(Mean(await NetworkAsync(second), ReleaseLattice.Network), Is.Not.Null);
        Assert.That(Mean(await OwnAsync(second), ReleaseLattice.Own), Is.Not.Null);
    }

    [Test]
    public async Task OneFamilyCorrected_OwnReports_DoNotTellItsScore()
    {
        var second = await CorrectAsync(NewLast);
        var (before, after) = (await OwnAsync(_first), await OwnAsync(second));

        Assert.That(
            after.Where(cell => cell.Value != before[cell.Key]).Select(cell => $"{cell.Key.Statistic} {before[cell.Key]} {cell.Value}"),
            Is.Empty,
            Told(before, after, ReleaseLattice.Own, Families, NewLast)
        );
        Assert.That(Mean(after, ReleaseLattice.Own), Is.Not.Null);
    }

    [Test]
    public async Task OneFamilyCorrected_PooledCells_DoNotTellItsScore()
    {
        var second = await CorrectAsync(StillImproved);
        var (before, after) = (await NetworkAsync(_first), await NetworkAsync(second));

        Assert.That(
            after
                .Where(cell => cell.Value != before[cell.Key])
                .Select(cell => $"{cell.Key.Scope} {cell.Key.Statistic} {before[cell.Key]} {cell.Value}"),
            Is.Empty,
            Told(before, after, ReleaseLattice.Network, Families * Services.Length, StillImproved)
        );
        Assert.That(Mean(after, ReleaseLattice.Network), Is.Not.Null);
    }

    // A lead of another service takes its own families off, so that those of the others are fewer still.
    [Test]
    public async Task OneFamilyCorrected_RestOfTheNetwork_DoesNotTellItsScore()
    {
        var second = await CorrectAsync(StillImproved);
        var (before, after) = (await RestAsync(_first), await RestAsync(second));

        Assert.That(after, Is.EqualTo(before));
    }

    [Test]
    public async Task ServiceOptedOut_NextRelease_HoldsNoCellThatItIsIn()
    {
        using (var left = await _lead.DeleteAsync(new Uri("/api/v1/services/HARBOUR/opt-in/2025", UriKind.Relative)))
            left.EnsureSuccessStatusCode();
        var second = await PublishedRelease.MakeAsync(_portal, InventedExtract.Quarter, "One service less");
        var after = await NetworkAsync(second);
        var referred = after
            .Where(cell => cell.Key is { Statistic: Statistics.Referrals, Scope: ReleaseLattice.Network, Dimension: ReleaseLattice.None })
            .Select(cell => cell.Value)
            .ToArray();

        Assert.That((await NetworkAsync(_first)).Values.Where(printed => printed != "c"), Is.Not.Empty);
        Assert.That(
            after.Where(cell => cell.Value != "c").Select(cell => $"{cell.Key.Scope} {cell.Key.Statistic} {cell.Value}"),
            Is.Empty,
            $"66 families take part, and {string.Join(", ", referred)} were referred"
        );
    }

    // What was published before stands; a cell that is not kept says where.
    [Test]
    public async Task ServiceOptedOut_NextRelease_NamesTheEarlierOneAndSaysHowManyFiguresAndNotWhose()
    {
        var before = await CellsAsync(_first);
        using (var left = await _lead.DeleteAsync(new Uri("/api/v1/services/HARBOUR/opt-in/2025", UriKind.Relative)))
            Assert.That(
                (string?)JsonNode.Parse(await left.Content.ReadAsStringAsync())!["words"],
                Does.Contain("stand as they are").And.Contain("shows c and names the earlier release")
            );
        var second = await PublishedRelease.MakeAsync(_portal, InventedExtract.Quarter, "One service less");
        var cells = JsonNode.Parse(await CellsAsync(second))!["cells"]!.AsArray();
        var named = cells.Where(cell => cell!["earlier"] is not null).ToArray();
        var shown = PrintedCells.OfJson(before).Values.Count(printed => printed != "c");
        var files = PrintedCells.Unzipped(
            await _reader.GetByteArrayAsync(new Uri($"/api/v1/network/releases/{second}/bundle.zip", UriKind.Relative))
        );
        var page = (await _reader.GetAnswerAsync($"/releases/{second}")).Body;

        Assert.That(await CellsAsync(_first), Is.EqualTo(before));
        Assert.That(named.Select(cell => (string?)cell!["earlier"]), Is.All.EqualTo(_first));
        // Counts of people who are in both windows are withheld beside the other window's before they could be kept.
        Assert.That(named, Has.Length.InRange(5, shown));
        Assert.That((int?)JsonNode.Parse(files.Text("head.json"))!["noLongerKept"], Is.EqualTo(named.Length));
        Assert.That(files.Text("cells.csv"), Does.Contain("," + _first + "\r\n"));
        Assert.That(string.Concat(files.Keys.Select(files.Text)) + page, Does.Not.Contain("HARBOUR").And.Not.Contain("Harbour"));
        Assert.That(
            page,
            Does.Contain($"{named.Length} figures that an earlier release shows").And.Contain($"href=\"/releases/{_first}\"")
        );
        Assert.That((await _lead.GetAnswerAsync("/opt-in/HARBOUR")).Body, Does.Contain("shows c and names the earlier release"));
        Assert.That((await _lead.GetAnswerAsync("/opt-in/HARBOUR/2026/out")).Body, Does.Contain("shows c and names the earlier release"));
    }

    // What is kept is in the first release already; that the family is gone must not show.
    [Test]
    public async Task FamilyErased_NextRelease_KeepsWhatWasReleasedAndForgetsItsValues()
    {
        var fingerprints = await EmptiedAsync();
        using (var admin = await _portal.ClientAsync("admin"))
        {
            var order = new JsonObject
            {
                ["service"] = "HARBOUR",
                ["caseRef"] = InventedExtract.CaseRef("HARBOUR", Corrected),
                ["reason"] = "REQUEST_OF_FAMILY",
            };
            var erased = await admin.PostAnswerAsync("/api/v1/admin/erasures", Requests.Json(order.ToJsonString()));
            Assert.That(erased.Status, Is.EqualTo(201), erased.Body);
        }

        var emptied = await EmptiedAsync();
        var second = await PublishedRelease.MakeAsync(_portal, InventedExtract.Quarter, "One family less");

        Assert.That((fingerprints, emptied), Is.EqualTo((0, 2)), "first score and pair of one family");
        var (before, after) = (await NetworkAsync(_first), await NetworkAsync(second));
        var (ownBefore, ownAfter) = (await OwnAsync(_first), await OwnAsync(second));
        // All are referred in both windows, so that a count of one less is withheld beside the other window's.
        Assert.That(after.Where(cell => cell.Value != "c" && cell.Value != before[cell.Key]), Is.Empty);
        Assert.That(ownAfter.Where(cell => cell.Value != "c" && cell.Value != ownBefore[cell.Key]), Is.Empty);
        Assert.That(
            (Mean(after, ReleaseLattice.Network), Mean(ownAfter, ReleaseLattice.Own)),
            Is.EqualTo((Mean(before, ReleaseLattice.Network), Mean(ownBefore, ReleaseLattice.Own)))
        );
        Assert.That(Mean(after, ReleaseLattice.Network), Is.Not.Null);
    }

    // A release of sdc-1 took no fingerprints: nothing differs from it until a service sends again.
    [Test]
    public async Task ReleaseWithoutFingerprints_NextRelease_IsTheSameUntilSomethingIsSent()
    {
        await ExecuteAsync("DELETE FROM release_value; UPDATE release_population SET variant = NULL");
        var second = await PublishedRelease.MakeAsync(_portal, InventedExtract.Quarter, "Nothing");
        await ExecuteAsync("DELETE FROM release_value; UPDATE release_population SET variant = NULL");
        var third = await CorrectAsync(NewLast);

        Assert.That(Lines(await NetworkAsync(second)), Is.EqualTo(Lines(await NetworkAsync(_first))));
        Assert.That(Lines(await OwnAsync(second)), Is.EqualTo(Lines(await OwnAsync(_first))));
        Assert.That(Lines(await NetworkAsync(third)), Is.EqualTo(Lines(await NetworkAsync(_first))));
        Assert.That(Lines(await OwnAsync(third)), Is.EqualTo(Lines(await OwnAsync(_first))));
    }

    private async Task<int> EmptiedAsync()
    {
        await using var connection = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        return await connection.ExecuteScalarAsync<int>(
            "SELECT count(*)::int FROM release_value v, generate_series(1, length(v.fingerprints), 4) AS place "
                + "WHERE substring(v.fingerprints FROM place FOR 4) = '\\x00000001'"
        );
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        await connection.ExecuteAsync(sql);
    }

    private async Task<string> CellsAsync(string id) => (await _reader.GetAnswerAsync($"/api/v1/network/releases/{id}/cells.json")).Body;

    private async Task<string> CorrectAsync(int last)
    {
        var exact = await ExactAsync();
        await SampleExtracts.SendAsync(
            _lead,
            "HARBOUR",
            InventedExtract.Quarter,
            InventedExtract.Of("HARBOUR", Families, (Corrected, last))
        );
        Assert.That(await ExactAsync(), Is.Not.EqualTo(exact), "the service sees its own correction");
        return await PublishedRelease.MakeAsync(_portal, InventedExtract.Quarter, "One score corrected");
    }

    private static string Told(
        Dictionary<CellAddress, string> before,
        Dictionary<CellAddress, string> after,
        string scope,
        int families,
        int last
    ) =>
        $"n * (mean - earlier mean) = {families * (Mean(after, scope) - Mean(before, scope)):0.0}; "
        + $"the last score was changed by {last - InventedExtract.Last(Corrected)}";

    private static double? Mean(Dictionary<CellAddress, string> cells, string scope) =>
        cells.Single(cell => cell.Key is { Item: "EPDS", Statistic: Statistics.MeanLast } && cell.Key.Scope == scope).Value is var printed
        && double.TryParse(printed, System.Globalization.CultureInfo.InvariantCulture, out var mean)
            ? mean
            : null;

    private async Task<string> ExactAsync() =>
        (await _lead.GetAnswerAsync("/api/v1/services/HARBOUR/outcomes?from=2025-01&before=2026-01")).Body;

    private async Task<Dictionary<CellAddress, string>> NetworkAsync(string id) => PrintedCells.OfJson(await CellsAsync(id));

    private async Task<Dictionary<CellAddress, string>> OwnAsync(string id) =>
        PrintedCells.OfJson((await _reader.GetAnswerAsync($"/api/v1/shared/HARBOUR/releases/{id}/cells.json")).Body);

    private static string[] Lines(Dictionary<CellAddress, string> cells) => [.. cells.Select(cell => $"{cell.Key} {cell.Value}")];

    private async Task<string> RestAsync(string id)
    {
        using var teasel = await _portal.ClientAsync("lead@teasel");
        var answer = (await teasel.GetAnswerAsync($"/api/v1/services/TEASEL/benchmark?release={id}")).Json;
        return answer["measures"]!.ToJsonString();
    }
}
