using NUnit.Framework;
using Portal.Tests.Http;
using static Portal.Tests.Erasure.ErasingPortal;

namespace Portal.Tests.Erasure;

/// <summary>Erasing a whole service over HTTP, and what its people and the network meet afterwards.</summary>
public sealed class ServiceErasureTests : ErasureTest
{
    private static readonly string[] RowTables =
    [
        .. CaseTables,
        "activity_record",
        "draft",
        "draft_file",
        "profile_count",
        "cohort_count",
        "outcome_moment",
    ];

    [Test]
    public async Task Erase_Service_LeavesFactsOfSubmissionsAndNoRow()
    {
        await Erasing.SendEverywhereAsync();
        await Erasing.CheckAsync(Files);
        var activity = await Erasing.CountAsync("activity_record");
        var cases = await Erasing.CountAsync("case_record");

        var answer = await Erasing.EraseServiceAsync();

        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        Assert.That(
            ((string?)answer.Json["what"], (int)answer.Json["submissions"]!, (int)answer.Json["drafts"]!),
            Is.EqualTo(("SERVICE", 4, 1))
        );
        Assert.That(((int)answer.Json["files"]![0]!["rows"]!, (int)answer.Json["files"]![5]!["rows"]!), Is.EqualTo((cases, activity)));
        foreach (var table in RowTables)
            Assert.That(await Erasing.CountAsync(table), Is.Zero, table);
        var receipts = (await Erasing.Lead.GetAnswerAsync(Own + "/submissions")).Json["items"]!.AsArray();
        Assert.That(
            receipts.Select(receipt => (string)receipt!["state"]!).Order(),
            Is.EqualTo(new[] { "ERASED", "ERASED", "REPLACED", "WITHDRAWN" })
        );
        foreach (var receipt in receipts)
        {
            Assert.That((int)receipt!["erasedRows"]!, Is.EqualTo(receipt["files"]!.AsArray().Sum(file => (int)file!["rows"]!)));
            Assert.That((await Erasing.Lead.GetAnswerAsync($"/history/HARBOUR/{receipt["id"]}")).Body, Does.Contain("Erased since"));
        }
    }

    // Words of staff may say more than they should.
    [Test]
    public async Task Erase_Service_ForgetsItsOwnWords()
    {
        await Erasing.SendEverywhereAsync();
        var saved = await Erasing.Lead.PutAnswerAsync(
            Own + "/mapping",
            Requests.Json("""{"files":{"cases":{"headings":{"Living with":"household"}}}}""")
        );
        var before = await Erasing.CountAsync("service_mapping");

        await Erasing.EraseServiceAsync();

        Assert.That((saved.Status, before), Is.EqualTo((200, 1)), saved.Body);
        Assert.That(await Erasing.CountAsync("service_mapping"), Is.Zero);
    }

    [Test]
    public async Task Erase_Service_LeavesOtherServicesAlone()
    {
        using var teasel = await Erasing.Portal.ClientAsync("lead@teasel");
        var files = Files.ToDictionary(file => file.Key, file => file.Value.Replace("HARBOUR", "TEASEL", StringComparison.Ordinal));
        await Erasing.SubmittedAsync(Files);
        var sent = await teasel.PostAnswerAsync("/api/v1/services/TEASEL/extracts/2025-Q2/submissions", SampleFiles.Upload(files));
        Assert.That(sent.Status, Is.EqualTo(201), sent.Body);
        const string profile = "/api/v1/services/TEASEL/profile?from=2020-01&before=2026-01";
        var before = await teasel.GetAnswerAsync(profile);

        await Erasing.EraseServiceAsync();

        Assert.That((await teasel.GetAnswerAsync(profile)).Body, Is.EqualTo(before.Body));
        Assert.That(await Erasing.RowsOfAsync(CaseRef), Is.All.GreaterThan(0), "the same reference of another service is another case");
        var changed = await teasel.PostAnswerAsync(
            "/api/v1/services/TEASEL/extracts/2025-Q3/submissions",
            SampleFiles.Upload(files.With("cases.csv", 1, "household", "OTHER"))
        );
        Assert.That(changed.Status, Is.EqualTo(201), changed.Body);
        await Erasing.AssertAggregatesEqualARebuildAsync();
    }

    [Test]
    public async Task Upload_AfterTheService_Is409OnEveryWay()
    {
        await Erasing.SubmittedAsync(Files);
        var draft = (string)(await Erasing.CheckAsync(Files, "2025-Q3")).Json["check"]!;
        using var browser = await Browser.SignInAsync(Erasing.Portal, "lead@harbour");
        await Erasing.EraseServiceAsync();

        var check = await Erasing.CheckAsync(SampleFiles.Valid());
        var again = await Erasing.SubmitAsync(Files);
        var fresh = await Erasing.SubmitAsync(SampleFiles.Valid(), "2025-Q3");
        var page = await browser.CheckAsync(
            SampleFiles.Valid().Select(file => (file.Key, (ReadOnlyMemory<byte>)System.Text.Encoding.UTF8.GetBytes(file.Value)))
        );
        var drafted = await Erasing.Lead.PostAnswerAsync(
            $"{Own}/extracts/2025-Q3/submissions",
            Requests.Json($$"""{"check":"{{draft}}","acknowledgements":[]}""")
        );

        Assert.That(new[] { check, again, fresh }.Select(answer => (answer.Status, answer.Code)), Is.All.EqualTo((409, "SERVICE_ERASED")));
        Assert.That(page.Status, Is.EqualTo(409));
        Assert.That(page.Body, Does.Contain("This service was erased from the portal"));
        Assert.That(drafted.Status, Is.EqualTo(404));
        foreach (var table in RowTables)
            Assert.That(await Erasing.CountAsync(table), Is.Zero, table);
    }

    [Test]
    public async Task Pages_AfterTheService_SayHonestlyThatItIsGone()
    {
        await Erasing.SubmittedAsync(Files);
        await Erasing.EraseServiceAsync();

        var home = await Erasing.Lead.GetAnswerAsync("/");
        var profile = await Erasing.Lead.GetAnswerAsync(Own + "/profile?from=2020-01&before=2026-01");
        var calendar = (await Erasing.Admin.GetAnswerAsync("/api/v1/admin/calendar?to=2025-Q2")).Json["services"]!
            .AsArray()
            .Single(line => (string?)line!["service"] == "HARBOUR");

        Assert.That(home.Body, Does.Contain("This service was erased from the portal on").And.Not.Contain("Your quarters"));
        Assert.That((profile.Status, (int)profile.Json["referrals"]!), Is.EqualTo((200, 0)));
        Assert.That(calendar!["quarters"]!.AsArray().Select(quarter => (string?)quarter!["state"]), Is.All.EqualTo("NOT_EXPECTED"));
        foreach (var page in new[] { "/families/HARBOUR", "/outcomes/HARBOUR", "/history/HARBOUR", "/send" })
            Assert.That((await Erasing.Lead.GetAnswerAsync(page)).Status, Is.EqualTo(200), page);
    }

    [Test]
    public async Task Erase_ServiceThatNeverSent_KeepsItOutAsWell()
    {
        var answer = await Erasing.EraseServiceAsync();

        Assert.That((answer.Status, (int)answer.Json["rows"]!, (int)answer.Json["submissions"]!), Is.EqualTo((201, 0, 0)));
        Assert.That((await Erasing.SubmitAsync(Files)).Code, Is.EqualTo("SERVICE_ERASED"));
        Assert.That((await Erasing.EraseServiceAsync()).Body, Is.EqualTo(answer.Body));
        Assert.That((await Erasing.EraseCaseAsync()).Status, Is.EqualTo(404), "nothing is left to erase");
    }
}
