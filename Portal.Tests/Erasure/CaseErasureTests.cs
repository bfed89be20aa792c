using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Tests.Http;
using static Portal.Tests.Erasure.ErasingPortal;

namespace Portal.Tests.Erasure;

/// <summary>Erasing one case over HTTP.</summary>
public sealed class CaseErasureTests : ErasureTest
{
    private const string Other = "C-4M8TB";

    [Test]
    public async Task Erase_CaseOfEverySubmission_DeletesItsRowsAndNoOther()
    {
        await Erasing.SendEverywhereAsync();
        var rows = await Erasing.RowsOfAsync(CaseRef);
        var others = await Erasing.RowsOfAsync(Other);
        var all = await Erasing.CountAsync("score_record");
        Assert.That(rows, Is.All.GreaterThan(0), "the case has rows everywhere");
        Assert.That(rows[0], Is.EqualTo(4));

        var answer = await Erasing.EraseCaseAsync();

        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        Assert.That(await Erasing.RowsOfAsync(CaseRef), Is.All.Zero);
        Assert.That(await Erasing.RowsOfAsync(Other), Is.EqualTo(others));
        Assert.That(await Erasing.CountAsync("score_record"), Is.EqualTo(all - rows[2]));
        Assert.That(
            answer.Json["files"]!.AsArray().Select(file => ((string)file!["name"]!, (int)file["rows"]!)),
            Is.EqualTo(
                new[]
                {
                    ("cases.csv", rows[0]),
                    ("risks.csv", rows[1]),
                    ("scores.csv", rows[2]),
                    ("contacts.csv", rows[3]),
                    ("feedback.csv", rows[4]),
                    ("activity.csv", 0),
                }
            )
        );
        Assert.That(((int)answer.Json["rows"]!, (int)answer.Json["submissions"]!), Is.EqualTo((rows.Sum(), 4)));
        await Erasing.AssertAggregatesEqualARebuildAsync();
    }

    // Excel writes MAR-25 back as Mar-25: the family is the same, and a promise to forget it covers both.
    [TestCase("c-7q2k9")]
    [TestCase("C-7q2K9")]
    public async Task Erase_Case_TakesReferencesThatLookLikeItAndKeepsThemOut(string lookalike)
    {
        await Erasing.SubmittedAsync(Files);
        var other = Files.ToDictionary(file => file.Key, file => file.Value.Replace(CaseRef, lookalike, StringComparison.Ordinal));
        await Erasing.SubmittedAsync(other.With("cases.csv", 1, "closure_month", "2025-07"), "2025-Q3");
        Assert.That(await Erasing.RowsOfAsync(lookalike), Is.All.GreaterThan(0));

        var answer = await Erasing.EraseCaseAsync();
        var again = await Erasing.EraseCaseAsync(lookalike);
        var check = await Erasing.CheckAsync(other, "2025-Q3");

        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        Assert.That(await Erasing.RowsOfAsync(CaseRef), Is.All.Zero);
        Assert.That(await Erasing.RowsOfAsync(lookalike), Is.All.Zero);
        Assert.That(await Erasing.RowsOfAsync(Other), Has.Some.GreaterThan(0));
        Assert.That((int)answer.Json["submissions"]!, Is.EqualTo(2));
        Assert.That((again.Status, again.Body), Is.EqualTo((200, answer.Body)), "the receipt of the first");
        Assert.That(check.Body, Does.Contain("case.erased").And.Not.Contain(lookalike));
        await Erasing.AssertAggregatesEqualARebuildAsync();
    }

    [Test]
    public async Task Erase_ByALookalikeThatHasNoRows_ErasesTheCaseItLooksLike()
    {
        await Erasing.SubmittedAsync(Files);

        var answer = await Erasing.EraseCaseAsync("C-7Q2k9");

        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        Assert.That(await Erasing.RowsOfAsync(CaseRef), Is.All.Zero);
    }

    // Tombstones from before this know the reference as it was written alone.
    [Test]
    public async Task Erase_WithATombstoneOfOld_StillKeepsTheCaseOut()
    {
        await Erasing.SubmittedAsync(Files);
        await Erasing.EraseCaseAsync();
        await Erasing.ExecuteAsync("UPDATE erasure SET seen_key = NULL");

        Assert.That((await Erasing.CheckAsync(Files)).Body, Does.Contain("case.erased"));

        // What it left behind goes when it is asked for again.
        var other = Files.ToDictionary(file => file.Key, file => file.Value.Replace(CaseRef, "c-7q2k9", StringComparison.Ordinal));
        await Erasing.SubmittedAsync(other.With("cases.csv", 1, "closure_month", "2025-07"), "2025-Q3");
        var again = await Erasing.EraseCaseAsync();
        Assert.That(again.Status, Is.EqualTo(201), again.Body);
        Assert.That(await Erasing.RowsOfAsync("c-7q2k9"), Is.All.Zero);
        Assert.That((await Erasing.CheckAsync(other, "2025-Q3")).Body, Does.Contain("case.erased"));
    }

    [Test]
    public async Task Erase_Case_GivesAReceiptThatIsReadAgainAndTellsNothingOfTheCase()
    {
        await Erasing.SubmittedAsync(Files);
        await Erasing.CheckAsync(Files, "2025-Q3");

        var answer = await Erasing.EraseCaseAsync(reason: "CONSENT_WITHDRAWN");

        var id = (string)answer.Json["id"]!;
        Assert.Multiple(() =>
        {
            Assert.That(answer.Location, Is.EqualTo($"{Erasures}/{id}"));
            Assert.That(
                (
                    (string?)answer.Json["service"],
                    (string?)answer.Json["what"],
                    (string?)answer.Json["reason"],
                    (string?)answer.Json["erasedBy"]
                ),
                Is.EqualTo(("HARBOUR", "CASE", "CONSENT_WITHDRAWN", "admin"))
            );
            Assert.That((string?)answer.Json["erasedAt"], Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"));
            Assert.That(
                ((int)answer.Json["drafts"]!, (bool)answer.Json["aggregatesRecomputed"]!, (bool)answer.Json["releasedFiguresStand"]!),
                Is.EqualTo((1, true, true))
            );
            Assert.That((string?)answer.Json["words"], Does.Contain("refused").And.Contain("backup").And.Contain("released figures stand"));
        });
        var again = await Erasing.Admin.GetAnswerAsync($"{Erasures}/{id}");
        var list = await Erasing.Admin.GetAnswerAsync(Erasures + "?pageSize=1");
        Assert.That(again.Body, Is.EqualTo(answer.Body));
        Assert.That(((int)list.Json["total"]!, list.Json["items"]![0]!.ToJsonString()), Is.EqualTo((1, answer.Json.ToJsonString())));
        Assert.That(answer.Body + list.Body, Does.Not.Contain(CaseRef));
    }

    [Test]
    public async Task Erase_Case_LeavesReceiptsOfItsSubmissionsWithWhatTheyLost()
    {
        var id = await Erasing.SubmittedAsync(Files);
        var before = await Erasing.Lead.GetAnswerAsync($"{Own}/submissions/{id}");
        Assert.That(((int)before.Json["erasedRows"]!, before.Json["erasedAt"]), Is.EqualTo((0, (JsonNode?)null)));

        var erased = await Erasing.EraseCaseAsync();

        var after = await Erasing.Lead.GetAnswerAsync($"{Own}/submissions/{id}");
        Assert.That(((string?)after.Json["state"], (int)after.Json["erasedRows"]!), Is.EqualTo(("ACCEPTED", (int)erased.Json["rows"]!)));
        Assert.That((string?)after.Json["erasedAt"], Is.EqualTo((string?)erased.Json["erasedAt"]));
        Assert.That(after.Json["files"]!.ToJsonString(), Is.EqualTo(before.Json["files"]!.ToJsonString()), "what was sent stays told");
        Assert.That((await Erasing.Lead.GetAnswerAsync($"/history/HARBOUR/{id}")).Body, Does.Contain("Erased since"));
    }

    [Test]
    public async Task Erase_Case_ChangesTheServicesFigures()
    {
        await Erasing.SubmittedAsync(Files);
        const string profile = Own + "/profile?from=2020-01&before=2026-01";
        var before = await Erasing.Lead.GetAnswerAsync(profile);

        await Erasing.EraseCaseAsync();

        Assert.That((int)(await Erasing.Lead.GetAnswerAsync(profile)).Json["referrals"]!, Is.EqualTo((int)before.Json["referrals"]! - 1));
    }

    [Test]
    public async Task Erase_TheSameAgain_Is200WithTheStandingReceipt()
    {
        await Erasing.SubmittedAsync(Files);
        var first = await Erasing.EraseCaseAsync();

        var again = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Erasing.EraseCaseAsync(reason: "OTHER")));

        Assert.That(again.Select(answer => (answer.Status, answer.Body)), Is.All.EqualTo((200, first.Body)));
        Assert.That(await Erasing.CountAsync("erasure"), Is.EqualTo(1));
        Assert.That((await Erasing.LogAsync()).Events.Count(name => name == "CASE_ERASED"), Is.EqualTo(1));
    }

    [Test]
    public async Task Erase_ManyTimesAtOnce_ErasesOnce()
    {
        await Erasing.SubmittedAsync(Files);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Erasing.EraseCaseAsync()));

        Assert.That(answers.Select(answer => answer.Status).Order(), Is.EqualTo(Enumerable.Repeat(200, 5).Append(201)));
        Assert.That(answers.Select(answer => answer.Body).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Erase_UnknownServiceOrCaseOrReceipt_IsTheSame404AndErasesNothing()
    {
        await Erasing.SubmittedAsync(Files);

        var answers = new[]
        {
            await Erasing.EraseCaseAsync("C-NEVER1"),
            await Erasing.EraseCaseAsync(CaseRef[..^1]),
            await Erasing.EraseCaseAsync(service: "TEASEL"),
            await Erasing.EraseCaseAsync(service: "NOWHERE"),
            await Erasing.EraseServiceAsync("NOWHERE"),
            await Erasing.Admin.GetAnswerAsync($"{Erasures}/{Guid.NewGuid()}"),
            await Erasing.Lead.GetAnswerAsync("/api/v1/services/TEASEL/profile"),
        };

        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(404));
        Assert.That(answers.Select(answer => answer.Body).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await Erasing.CountAsync("erasure"), Is.Zero);
        Assert.That(await Erasing.RowsOfAsync(CaseRef), Is.All.GreaterThan(0));
    }

    [TestCase("""{"service":"HARBOUR","reason":"OTHER"}""", Description = "a missing member never erases a service")]
    [TestCase("""{"service":"HARBOUR","case_ref":"C-7Q2K9","reason":"OTHER"}""", Description = "nor does a misspelt one")]
    [TestCase("""{"service":"HARBOUR","caseRef":"","reason":"OTHER"}""")]
    [TestCase("""{"service":"HARBOUR","caseRef":"  ","reason":"OTHER"}""")]
    [TestCase("""{"service":"HARBOUR","caseRef":null,"reason":"BORED"}""")]
    [TestCase("""{"service":"HARBOUR","caseRef":null,"reason":null}""")]
    [TestCase("""{"service":null,"caseRef":null,"reason":"OTHER"}""")]
    [TestCase("""{"service":"HARBOUR","caseRef":["C-7Q2K9"],"reason":"OTHER"}""")]
    [TestCase("null")]
    [TestCase("{")]
    [TestCase("")]
    public async Task Erase_MalformedBodyOrUnknownReason_Is400AndErasesNothing(string body)
    {
        await Erasing.SubmittedAsync(Files);

        var answer = await Erasing.Admin.PostAnswerAsync(Erasures, Requests.Json(body));

        Assert.That((answer.Status, answer.Code), Is.EqualTo((400, "ERASURE_MALFORMED")), answer.Body);
        Assert.That(await Erasing.CountAsync("erasure"), Is.Zero);
        Assert.That(await Erasing.RowsOfAsync(CaseRef), Is.All.GreaterThan(0));
    }

    [Test]
    public async Task Erase_CaseAndService_StandInAChainThatVerifies()
    {
        await Erasing.SubmittedAsync(Files);
        var first = (string?)(await Erasing.EraseCaseAsync()).Json["id"];
        var second = (string?)(await Erasing.EraseServiceAsync()).Json["id"];

        var (events, fault) = await Erasing.LogAsync();

        Assert.That(events, Is.EqualTo(new[] { "EXTRACT_SUBMITTED", "CASE_ERASED", "SERVICE_ERASURE_PROPOSED", "SERVICE_ERASED" }));
        Assert.That(fault, Is.Null);
        var told = (await Erasing.Lead.GetAnswerAsync(Own + "/audit")).Json["items"]!
            .AsArray()
            .Take(3)
            .Select(entry => ((string?)entry!["person"], (string?)entry["subject"], (string?)entry["detail"]));
        Assert.That(
            told,
            Is.EqualTo(
                new[]
                {
                    ("lead@harbour", second, "COURT_OR_REGULATOR"),
                    ("admin", null, "COURT_OR_REGULATOR"),
                    ("admin", first, "REQUEST_OF_FAMILY"),
                }
            )
        );
        Assert.That(
            (await Erasing.Admin.GetAnswerAsync("/audit")).Body,
            Does.Contain("Erased a case")
                .And.Contain("Proposed to erase the whole service")
                .And.Contain("Erased the whole service")
                .And.Contain("The family asked for it")
        );
    }

    [Test]
    public async Task Tombstones_WhoeverServes_MayNotChangeThemAndOthersMayNotReadThem()
    {
        await Erasing.SubmittedAsync(Files);
        await Erasing.EraseCaseAsync();

        foreach (var (role, right) in new[] { ("portal_app", "UPDATE"), ("portal_network", "SELECT"), ("portal_release", "SELECT") })
            Assert.That(
                await Erasing.CountAsync($"pg_roles WHERE rolname = '{role}' AND has_any_column_privilege(oid, 'erasure', '{right}')"),
                Is.Zero,
                role
            );
        Assert.That(
            await Erasing.CountAsync("pg_roles WHERE rolname = 'portal_app' AND has_table_privilege(oid, 'erasure', 'DELETE')"),
            Is.Zero
        );
    }
}
