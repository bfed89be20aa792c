using System.Text;
using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Tests.Checking;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Mapping;

/// <summary>A service says once what its own columns and words are; each check uses it, and no other service sees it.</summary>
[NeedsDatabase]
public sealed class MappingOverHttpTests
{
    private const string Own = "/api/v1/services/HARBOUR";

    private RunningPortal _portal = null!;
    private HttpClient _member = null!;

    [SetUp]
    public async Task Start()
    {
        _portal = await RunningPortal.StartAsync();
        _member = await _portal.ClientAsync("member@harbour");
    }

    [TearDown]
    public async Task Stop()
    {
        _member.Dispose();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task OwnColumns_AreAskedRefusedAndThenRead()
    {
        var asked = await CheckAsync();
        var refused = await SubmitAsync();
        var saved = await SaveAsync("""{"files":{"cases":{"headings":{"Living with":"household","Notes":null}}}}""");
        var again = await CheckAsync();
        var sent = await SubmitAsync();

        Assert.That(((string?)asked.Json["state"], asked.Json["mapping"]!["headings"]!.AsArray().Count), Is.EqualTo(("NEEDS_MAPPING", 2)));
        Assert.That((refused.Status, refused.Code), Is.EqualTo((422, "NEEDS_MAPPING")));
        Assert.That((saved.Status, (int)saved.Json["version"]!), Is.EqualTo((200, 1)));
        Assert.That(((string?)again.Json["state"], (int?)again.Json["mappingUsed"]?["version"]), Is.EqualTo(("READY", 1)));
        Assert.That(sent.Status, Is.EqualTo(201), sent.Body);
    }

    [Test]
    public async Task SameFilesUnderTheSameMeaning_AreARepetitionAndTheReceiptSaysWhich()
    {
        await SaveAsync("""{"files":{"cases":{"headings":{"Living with":"household","Notes":null}}}}""");
        var first = await SubmitAsync();
        var again = await SubmitAsync();
        await SaveAsync(
            """{"files":{"cases":{"headings":{"living with":"household","Notes":null},"words":{"household":{"Flat":"OTHER"}}}}}"""
        );
        var unchanged = await SubmitAsync();

        Assert.That((first.Status, (int?)first.Json["mappingVersion"]), Is.EqualTo((201, 1)), first.Body);
        Assert.That((again.Status, (string?)again.Json["id"]), Is.EqualTo((200, (string?)first.Json["id"])));
        Assert.That(unchanged.Status, Is.EqualTo(200), "what the mapping says of other words changes nothing");
        Assert.That(first.Json["effects"]!.AsArray().Select(effect => (string)effect!["figure"]!), Has.Member("FAMILIES"));
    }

    // Until the mapping was corrected, the same bytes said something else: they are no repetition.
    [Test]
    public async Task SameScoresByAnotherPerson_AreAnotherContent()
    {
        var scores =
            """{"files":{"cases":{"headings":{"Living with":"household"},"scores":{"Notes":{"measure":"EPDS","timepoint":"BASELINE","respondent":"MOTHER"}}}}}""";
        await SaveAsync(scores);
        var first = await SubmitAsync("15");
        await SaveAsync(scores.Replace("MOTHER", "FATHER", StringComparison.Ordinal));
        var corrected = await SubmitAsync("15");

        Assert.That(first.Status, Is.EqualTo(201), first.Body);
        Assert.That((corrected.Status, (string?)corrected.Json["replaces"]), Is.EqualTo((201, (string?)first.Json["id"])), corrected.Body);
        Assert.That(
            corrected.Json["files"]!
                .AsArray()
                .Where(file => (string?)file!["madeFrom"] == "cases.csv")
                .Select(file => (string)file!["name"]!),
            Is.EqualTo(new[] { "scores.csv" })
        );
    }

    [Test]
    public async Task Versions_AreKeptAndAnOldOneIsNotWrittenOver()
    {
        await SaveAsync("""{"files":{"cases":{"headings":{"A":"household"}}}}""");
        await SaveAsync("""{"files":{"cases":{"headings":{"B":"household"}}}}""");

        var late = await _member.PutAnswerAsync(
            Own + "/mapping?over=1",
            Requests.Json("""{"files":{"cases":{"headings":{"C":"household"}}}}""")
        );
        var first = await _member.GetAnswerAsync(Own + "/mapping?version=1");
        var current = await _member.GetAnswerAsync(Own + "/mapping");
        var none = await _member.GetAnswerAsync(Own + "/mapping?version=9");

        Assert.That((late.Status, late.Code), Is.EqualTo((409, "MAPPING_MOVED")));
        Assert.That((string?)first.Json["files"]!["cases"]!["headings"]!["A"], Is.EqualTo("household"));
        Assert.That(((int)current.Json["version"]!, current.Body.Contains("\"B\"")), Is.EqualTo((2, true)));
        Assert.That(none.Status, Is.EqualTo(404));
    }

    [Test]
    public async Task SameThingSaidTwiceAlike_IsKeptOnce()
    {
        var saved = await SaveAsync(
            """{"files":{"cases":{"headings":{"A":null," A":null,"a":null},"words":{"household":{"Lone":"OTHER","lone ":"OTHER"}}}}}"""
        );

        Assert.That(saved.Status, Is.EqualTo(200), saved.Body);
        Assert.That(saved.Json["files"]!["cases"]!["headings"]!.AsObject(), Has.Count.EqualTo(1));
        Assert.That(saved.Json["files"]!["cases"]!["words"]!["household"]!.AsObject(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task TwoWhoSaveAtOnce_NeitherIsLostSilently()
    {
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(turn =>
                    _member.PutAnswerAsync(
                        Own + "/mapping?over=0",
                        Requests.Json(
                            """{"files":{"cases":{"headings":{"HT":"household"}}}}""".Replace("HT", $"H{turn}", StringComparison.Ordinal)
                        )
                    )
                )
        );

        Assert.That(answers.Count(answer => answer.Status == 200), Is.EqualTo(1));
        Assert.That(answers.Where(answer => answer.Status != 200).Select(answer => answer.Code), Is.All.EqualTo("MAPPING_MOVED"));
    }

    [Test]
    public async Task Mapping_OfAnotherService_IsNeitherSeenNorUsed()
    {
        await SaveAsync("""{"files":{"cases":{"headings":{"Living with":"household"}}}}""");
        using var other = await _portal.ClientAsync("member@teasel");

        var theirs = await other.GetAnswerAsync("/api/v1/services/TEASEL/mapping");
        var ours = await other.GetAnswerAsync(Own + "/mapping");

        Assert.That(((int)theirs.Json["version"]!, theirs.Json["files"]!.AsObject().Count), Is.EqualTo((0, 0)));
        Assert.That(ours.Status, Is.EqualTo(404));
    }

    [Test]
    public async Task MappingOfAnotherOwnService_CanBeTakenOverAndOfAStrangersCannot()
    {
        await using var owner = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        await owner.ExecuteAsync(
            "INSERT INTO membership SELECT service_id, 'member@harbour', 'Service.Member' FROM service WHERE code = 'TEASEL'"
        );
        await SaveAsync("""{"files":{"cases":{"headings":{"Living with":"household"},"noServiceColumn":true}}}""");
        using var browser = await Browser.SignInAsync(_portal, "member@harbour");
        await browser.OpenAsync("/own-words/TEASEL");

        var copied = await CopyAsync(browser, "HARBOUR");
        var stranger = await CopyAsync(browser, "CURLEW");

        Assert.That((copied.Status, stranger.Status), Is.EqualTo((302, 404)), copied.Body);
        var theirs = await _member.GetAnswerAsync("/api/v1/services/TEASEL/mapping");
        Assert.That((string?)theirs.Json["files"]!["cases"]!["headings"]!["Living with"], Is.EqualTo("household"));
        Assert.That((bool?)theirs.Json["files"]!["cases"]!["noServiceColumn"], Is.True);
    }

    private static Task<HttpAnswer> CopyAsync(Browser browser, string from) =>
        browser.PostAsync(
            "/own-words/TEASEL?handler=Copy",
            new FormUrlEncodedContent([new("version", from == "HARBOUR" ? "0" : "1"), new("from", from)])
        );

    [Test]
    public async Task Saving_IsLoggedWithoutTheWords()
    {
        await SaveAsync("""{"files":{"cases":{"headings":{"Quite particular":null}}}}""");
        using var lead = await _portal.ClientAsync("lead@harbour");

        var log = await lead.GetAnswerAsync(Own + "/audit");

        Assert.That(log.Body, Does.Contain("MAPPING_SAVED").And.Not.Contain("particular"));
    }

    [Test]
    public async Task Mapping_ThatIsWrong_IsRefusedAndNothingIsSaved()
    {
        var answer = await _member.PutAnswerAsync(
            Own + "/mapping",
            Requests.Json("""{"files":{"cases":{"headings":{"A":"nothing_such"}}}}""")
        );

        Assert.That((answer.Status, answer.Code), Is.EqualTo((400, "MAPPING_WRONG")));
        Assert.That((int)(await _member.GetAnswerAsync(Own + "/mapping")).Json["version"]!, Is.Zero);
    }

    private async Task<HttpAnswer> CheckAsync() => await _member.PostAnswerAsync(Own + "/extracts/2025-Q2/checks", Uploads.Form(Files()));

    private async Task<HttpAnswer> SubmitAsync(string notes = "went home") => await SubmitAsync(notes, []);

    private async Task<HttpAnswer> SubmitAsync(string notes, (string Name, string Value)[] fields)
    {
        var answer = await _member.PostAnswerAsync(Own + "/extracts/2025-Q2/submissions", Uploads.Form(Files(notes), fields));
        return fields.Length == 0 && answer.Code == "NEEDS_REASONS"
            ? await SubmitAsync(notes, [("acknowledgements", SampleFiles.Reasons(answer.Json))])
            : answer;
    }

    private Task<HttpAnswer> SaveAsync(string json) => _member.PutAnswerAsync(Own + "/mapping", Requests.Json(json));

    private static IEnumerable<(string Name, ReadOnlyMemory<byte> Content)> Files(string notes = "went home")
    {
        var table = CsvText.Of(Checking.Extract.Text("cases.csv"));
        table.Replace("household", cell => cell == "SINGLE_PARENT" ? "MULTI_GENERATION" : cell);
        table.Rename("household", "Living with");
        yield return ("cases.csv", Encoding.UTF8.GetBytes(table.With("Notes", _ => notes).ToString()));
    }
}
