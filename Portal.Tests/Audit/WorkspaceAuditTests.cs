using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Api.Periods;
using Portal.Api.Workspace;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.OptIn;
using Portal.Tests.Workspace;

namespace Portal.Tests.Audit;

/// <summary>
/// Every look of an analyst at figures of several services is in the log, and every copy of them says that it is internal.
/// </summary>
[NeedsDatabase]
public sealed class WorkspaceAuditTests
{
    private const string Window = "?window=R12:2024-Q4";

    private RunningPortal _portal = null!;
    private HttpClient _analyst = null!;
    private string _release = "";

    [OneTimeSetUp]
    public async Task StartPortal()
    {
        _portal = await RunningPortal.StartAsync();
        _analyst = await _portal.ClientAsync("analyst");
        _release = await new InventedSnapshot(_portal)
            .With("HARBOUR", new Month(2024, 5), InventedPairs.Some(20, 1))
            .FreezeAsync("2024-Q4");
    }

    [OneTimeTearDown]
    public async Task StopPortal()
    {
        _analyst.Dispose();
        await _portal.DisposeAsync();
    }

    [TestCase("/api/v1/network/outcomes", "WORKSPACE_VIEWED", "api/v1/network/outcomes?{asked}&measure=PHQ9")]
    [TestCase("/api/v1/network/profile", "WORKSPACE_VIEWED", "api/v1/network/profile?{asked}")]
    [TestCase("/network", "WORKSPACE_VIEWED", "network?{asked}&measure=HADS&subscale=ANXIETY")]
    [TestCase("/api/v1/network/outcomes.csv", "FIGURES_DOWNLOADED", "api/v1/network/outcomes.csv?{asked}&measure=PHQ9")]
    [TestCase("/api/v1/network/charts/referral-risks.svg", "PICTURE_DOWNLOADED", "api/v1/network/charts/referral-risks.svg?{asked}")]
    [TestCase("/api/v1/network/charts/forest.svg", "PICTURE_DOWNLOADED", "api/v1/network/charts/forest.svg?{asked}&measure=PHQ9")]
    public async Task View_ByAnAnalyst_IsToldOnceWithWhatWasAsked(string path, string auditEvent, string subject)
    {
        var before = await EntriesAsync();

        Assert.That((await _analyst.GetAnswerAsync(path + Window + "&measure=PHQ9")).Status, Is.EqualTo(200));

        var added = (await EntriesAsync()).Except(before).ToList();
        var told = subject.Replace("{asked}", $"release={_release}&window=R12:2024-Q4", StringComparison.Ordinal);
        Assert.That(added.Select(entry => entry.Told), Is.EqualTo(new[] { ("analyst", auditEvent, (string?)null, (string?)told) }));
    }

    [TestCase("/api/v1/network/analysis", "WORKSPACE_VIEWED")]
    [TestCase("/api/v1/network/analysis.csv", "FIGURES_DOWNLOADED")]
    public async Task Analysis_WithEveryPartOfTheQuestion_IsToldWithIt(string path, string auditEvent)
    {
        var before = await EntriesAsync();
        var moderators = Moderator.All.Select(moderator => moderator.Code).Where(code => code.EndsWith('+')).Append("BASELINE_MEAN");
        var query =
            $"?measure=HADS&subscale=ANXIETY&by=NATION{string.Concat(moderators.Select(code => "&moderator=" + Uri.EscapeDataString(code)))}";

        var answer = await _analyst.GetAnswerAsync(path + query);

        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        var (_, told) = (await EntriesAsync()).Except(before).Single();
        Assert.That(
            told,
            Is.EqualTo(
                (
                    "analyst",
                    auditEvent,
                    (string?)null,
                    (string?)(
                        $"{path[1..]}?release={_release}&from=2024-01&before=2025-01&measure=HADS&subscale=ANXIETY&by=NATION"
                        + string.Concat(moderators.Select(code => "&moderator=" + code))
                    )
                )
            )
        );
    }

    [TestCase("/api/v1/network/outcomes?measure=JO.BLOGGS")]
    [TestCase("/api/v1/network/outcomes?measure=9434765919&subscale=9434765919")]
    [TestCase("/network?measure=JO.BLOGGS&subscale=9434765919")]
    public async Task View_OfWhatNoCatalogueHas_IsToldWithoutIt(string path)
    {
        var before = await EntriesAsync();

        Assert.That((await _analyst.GetAnswerAsync(path)).Status, Is.EqualTo(200));

        var (_, told) = (await EntriesAsync()).Except(before).Single();
        Assert.That(told.Item4, Does.Contain("release=").And.Not.Contain("BLOGGS").And.Not.Contain("9434765919"));
    }

    [TestCase("/api/v1/network/outcomes?from=2024-01&before=2025-01")]
    [TestCase("/api/v1/network/outcomes.csv?cohort=CLOSED")]
    [TestCase("/api/v1/network/profile?model=probit")]
    [TestCase("/network/calculator")]
    public async Task View_OfNoFigureOfAnybody_IsNotTold(string path)
    {
        var before = await EntriesAsync();

        await _analyst.GetAnswerAsync(path);

        Assert.That(await EntriesAsync(), Is.EqualTo(before));
    }

    [TestCase("/api/v1/network/outcomes.csv", "\uFEFF\"Internal, not for publication\"\r\n")]
    [TestCase("/api/v1/network/outcomes", "{\"mark\":\"Internal, not for publication\",")]
    [TestCase("/api/v1/network/profile", "{\"mark\":\"Internal, not for publication\",")]
    public async Task Export_Figures_BeginsWithTheMark(string path, string start) =>
        Assert.That(
            System.Text.Encoding.UTF8.GetString(await _analyst.GetByteArrayAsync(new Uri(path + Window, UriKind.Relative))),
            Does.StartWith(start)
        );

    [TestCase("/api/v1/network/charts/referral-risks.svg")]
    [TestCase("/api/v1/network/charts/forest.svg")]
    public async Task Export_Picture_HasTheMarkInsideAndInItsDescription(string path)
    {
        var picture = (await _analyst.GetAnswerAsync(path + Window + "&measure=PHQ9")).Body;

        Assert.That(picture, Does.Match("<desc[^>]*>Internal, not for publication\\."));
        Assert.That(picture, Does.Match("<text[^>]*>Internal, not for publication</text>"));
    }

    private async Task<IReadOnlyList<(int Number, (string, string, string?, string?) Told)>> EntriesAsync()
    {
        using var admin = await _portal.ClientAsync("admin");
        return
        [
            .. (await admin.GetAnswerAsync("/api/v1/network/audit?pageSize=500")).Json["items"]!
                .AsArray()
                .Where(entry => (string?)entry!["event"] != "TOKEN_ISSUED")
                .Select(Read),
        ];
    }

    private static (int Number, (string, string, string?, string?) Told) Read(JsonNode? entry) =>
        ((int)entry!["number"]!, ((string)entry["person"]!, (string)entry["event"]!, (string?)entry["service"], (string?)entry["subject"]));
}
