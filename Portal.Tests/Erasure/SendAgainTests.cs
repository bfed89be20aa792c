using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Checking.Problems;
using Portal.Api.Database;
using Portal.Api.Erasure;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Records;
using Portal.Api.Submissions.Storing;
using Portal.Api.Tombstones;
using Portal.Tests.Http;
using static Portal.Tests.Erasure.ErasingPortal;

namespace Portal.Tests.Erasure;

/// <summary>An extract that holds an erased case comes in on no way and at no moment.</summary>
public sealed class SendAgainTests : ErasureTest
{
    [Test]
    public async Task Check_ExtractWithAnErasedCase_LocatesEveryRowAndKeepsNothing()
    {
        await Erasing.SubmittedAsync(Files);
        await Erasing.EraseCaseAsync();
        var expected = Files
            .Where(file => file.Key != "activity.csv")
            .SelectMany(file => file.Value.Split('\n').Select((line, place) => (File: file.Key, Line: line, Row: place + 1)))
            .Where(row => row.Line.Contains(CaseRef, StringComparison.Ordinal))
            .Select(row => (row.File, "case_ref", row.Row))
            .ToList();

        var check = await Erasing.CheckAsync(Files);
        var quick = await Erasing.Lead.PostAnswerAsync($"{Own}/extracts/2025-Q2/checks?history=false", SampleFiles.Upload(Files));

        foreach (var answer in new[] { check, quick })
        {
            Assert.That(((string?)answer.Json["state"], answer.Json["check"]), Is.EqualTo(("NEEDS_FIXING", (JsonNode?)null)), answer.Body);
            Assert.That(
                Erased(answer)
                    .SelectMany(problem =>
                        problem!["places"]!
                            .AsArray()
                            .Select(place => ((string)problem["file"]!, (string)problem["column"]!, (int)place!["line"]!))
                    ),
                Is.EquivalentTo(expected)
            );
            Assert.That(answer.Json["problems"]!.ToJsonString(), Does.Not.Contain(CaseRef));
        }
        Assert.That(expected.Select(row => row.File).Distinct().Count(), Is.EqualTo(5));
        Assert.That(await Erasing.CountAsync("draft"), Is.Zero);
    }

    [Test]
    public async Task Submit_ExtractWithAnErasedCase_IsRefusedAlsoWhenItsBytesStand()
    {
        await Erasing.SubmittedAsync(Files);
        await Erasing.EraseCaseAsync();

        var same = await Erasing.SubmitAsync(Files);
        var other = await Erasing.SubmitAsync(Files, "2025-Q3");

        Assert.That(new[] { same, other }.Select(answer => (answer.Status, answer.Code)), Is.All.EqualTo((422, "NEEDS_FIXING")));
        Assert.That(Erased(same).Count, Is.EqualTo(5));
        Assert.That(await Erasing.RowsOfAsync(CaseRef), Is.All.Zero);
    }

    [Test]
    public async Task Submit_ExtractWithoutTheCase_IsTaken()
    {
        await Erasing.SubmittedAsync(Files);
        await Erasing.EraseCaseAsync();

        var cleaned = await Erasing.SubmitAsync(Without(CaseRef));

        Assert.That(cleaned.Status, Is.EqualTo(201), cleaned.Body);
        await Erasing.AssertAggregatesEqualARebuildAsync();
    }

    [Test]
    public async Task Draft_CheckedBeforeTheErasure_IsGone()
    {
        await Erasing.SubmittedAsync(Files);
        var draft = (string)(await Erasing.CheckAsync(Files, "2025-Q3")).Json["check"]!;
        await Erasing.EraseCaseAsync();

        var submitted = await Erasing.Lead.PostAnswerAsync(
            $"{Own}/extracts/2025-Q3/submissions",
            Requests.Json($$"""{"check":"{{draft}}","acknowledgements":[]}""")
        );

        Assert.That(submitted.Status, Is.EqualTo(404));
        Assert.That((await Erasing.Lead.GetAnswerAsync($"{Own}/extracts/2025-Q3/checks/{draft}")).Body, Is.EqualTo(submitted.Body));
        Assert.That(
            (await Erasing.Lead.GetAnswerAsync($"/send/HARBOUR/2025-Q3/{draft}")).Body,
            Does.Contain("when a case of the service is erased")
        );
    }

    [Test]
    public async Task Page_ExtractWithAnErasedCase_ShowsWhereAndThatNothingWasKept()
    {
        await Erasing.SubmittedAsync(Files);
        await Erasing.EraseCaseAsync();
        using var browser = await Browser.SignInAsync(Erasing.Portal, "lead@harbour");

        var page = await browser.CheckAsync(Files.Select(file => (file.Key, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(file.Value))));

        Assert.That(page.Status, Is.EqualTo(200));
        Assert.That(
            page.Body,
            Does.Contain("The case was erased from the portal")
                .And.Contain("Nothing of these files was kept")
                .And.Contain("/help/rules/case.erased")
        );
        Assert.That(page.Body, Does.Not.Contain(CaseRef).And.Not.Contain("identifies a person"));
        Assert.That(await Erasing.CountAsync("draft"), Is.Zero);
    }

    [Test]
    public async Task Submit_ThatWaitsForTheLockOfAnErasure_IsRefusedWithThePlace()
    {
        await Erasing.SubmittedAsync(Files);
        var database = Erasing.Portal.Database.Portal;
        var service = await Erasing.CountAsync("generate_series(1, (SELECT service_id FROM service WHERE code = 'HARBOUR'))");
        HttpAnswer answer;
        await using (var erasing = await PortalTransaction.BeginAsync(database.Application, new Scope([service]), CancellationToken.None))
        {
            await AggregateRefresh.LockAsync(erasing, service, CancellationToken.None);
            var sending = Erasing.SubmitAsync(Files.With("cases.csv", 2, "household", "OTHER"));
            // The extract was checked without a tombstone and now stands before the lock.
            while (await Erasing.CountAsync("pg_locks WHERE locktype = 'advisory' AND NOT granted") == 0)
                await Task.Delay(20);
            var keys = await StoredTombstones.KeysAsync(erasing, CancellationToken.None);
            var deleted = await RecordTables.DeleteAsync(erasing, service, [CaseRef], DateTimeOffset.UtcNow, CancellationToken.None);
            await StoredErasures.AddAsync(
                erasing,
                new StoredErasure(
                    Guid.NewGuid(),
                    service,
                    keys.Of(service, CaseRef),
                    "OTHER",
                    DateTimeOffset.UtcNow,
                    "admin",
                    1,
                    deleted.Rows,
                    0
                ),
                CancellationToken.None
            );
            await erasing.CommitAsync(CancellationToken.None);
            answer = await sending;
        }

        Assert.That((answer.Status, answer.Code), Is.EqualTo((422, "NEEDS_FIXING")), answer.Body);
        Assert.That(Erased(answer), Is.Not.Empty);
        Assert.That(await Erasing.RowsOfAsync(CaseRef), Is.All.Zero);
    }

    [Test]
    public async Task SubmitAndCheck_WhileTheCaseIsErased_NeverLeaveARowOrADraftOfIt()
    {
        for (var round = 0; round < 6; round++)
        {
            var caseRef = $"C-R4ND{round}";
            Dictionary<string, string> Renamed(string household) =>
                Files
                    .With("cases.csv", 2, "household", household)
                    .ToDictionary(file => file.Key, file => file.Value.Replace(CaseRef, caseRef, StringComparison.Ordinal));
            var first = await Erasing.Lead.PostAnswerAsync($"{Own}/extracts/2025-Q2/submissions", SampleFiles.Upload(Renamed("OTHER")));
            Assert.That(first.Status, Is.EqualTo(201), first.Body);

            // Either may come first: they start in turn.
            var erasing = round % 2 == 0 ? Erasing.EraseCaseAsync(caseRef) : null;
            var checking = Erasing.CheckAsync(Renamed("TWO_PARENT"), "2025-Q3");
            var sending = Erasing.SubmitAsync(Renamed("TWO_PARENT"));
            erasing ??= Erasing.EraseCaseAsync(caseRef);
            var (erased, check, sent) = (await erasing, await checking, await sending);

            Assert.That(erased.Status, Is.EqualTo(201), erased.Body);
            Assert.That(check.Status, Is.EqualTo(200), check.Body);
            Assert.That(sent.Status, Is.EqualTo(201).Or.EqualTo(422), sent.Body);
            Assert.That(await Erasing.RowsOfAsync(caseRef), Is.All.Zero, $"round {round}");
            Assert.That(await Erasing.EverythingAsync(), Does.Not.Contain(caseRef));
            await Erasing.AssertAggregatesEqualARebuildAsync();
        }
        Assert.That((await Erasing.LogAsync()).Fault, Is.Null);
    }

    [Test]
    public async Task Keep_CheckedBeforeTheErasure_KeepsNothing()
    {
        await Erasing.SubmittedAsync(Files);
        var database = Erasing.Portal.Database.Portal;
        var service = await Erasing.CountAsync("generate_series(1, (SELECT service_id FROM service WHERE code = 'HARBOUR'))");
        var request = new CheckRequest("HARBOUR", new Quarter(2025, 2), MeasureCatalogue.Published, UploadLimits.Default);
        var extract = ExtractCheck.Run(
            request,
            [.. Files.Select(file => new UploadedFile(file.Key, Encoding.UTF8.GetBytes(file.Value)))],
            erased: await StoredTombstones.ReadAsync(database, service, CancellationToken.None)
        );
        await Erasing.EraseCaseAsync();

        var kept = await Drafts.KeepAsync(database, service, extract, "lead@harbour", DateTimeOffset.UtcNow, CancellationToken.None);

        Assert.That(extract.MayBeKept);
        Assert.That(kept, Is.Null);
        Assert.That(await Erasing.CountAsync("draft"), Is.Zero);
    }

    private static Dictionary<string, string> Without(string caseRef) =>
        Files.ToDictionary(
            file => file.Key,
            file => string.Join('\n', file.Value.Split('\n').Where(line => !line.Contains(caseRef, StringComparison.Ordinal)))
        );

    private static List<JsonNode?> Erased(HttpAnswer answer) =>
        [
            .. answer.Json["problems"]!
                .AsArray()
                .Where(problem => (string?)problem!["code"] == "case.erased" && (string?)problem["severity"] == "error"),
        ];
}
