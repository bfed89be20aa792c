using System.Text;
using Dapper;
using NUnit.Framework;
using Portal.Tests.Checking;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Canaries;

/// <summary>
/// A column that nobody has said is for the portal leaves no byte behind: its files are checked, kept as a draft, mapped and submitted, and
/// then its words are looked for in everything that the portal and its database wrote.
/// </summary>
[NeedsDatabase]
public sealed class UnmappedColumnTests
{
    private const string Own = "/api/v1/services/HARBOUR";

    private readonly string _canary = "quince" + Guid.NewGuid().ToString("N")[..8].Replace('0', 'x').Replace('1', 'y');
    private readonly CapturedLog _log = new();
    private readonly DateTime _begun = DateTime.UtcNow.AddSeconds(-2);

    [Test]
    public async Task UnmappedColumn_LeavesNoByteBehind()
    {
        await using var server = await OwnServer.StartAsync();
        await using var portal = await RunningPortal.StartAsync(server, _log);
        using var client = await portal.ClientAsync("member@harbour");
        using var browser = await Browser.SignInAsync(portal, "member@harbour");

        var asked = await client.PostAnswerAsync(Own + "/extracts/2025-Q2/checks", Uploads.Form(Files()));
        var page = await browser.CheckAsync(Files());
        await client.PostAnswerAsync(Own + "/extracts/2025-Q2/submissions", Uploads.Form(Files()));
        var mapping = """{"files":{"cases":{"headings":{"Notes":null}},"activity":{"headings":{"Notes":null}}}}""";
        await client.PutAnswerAsync(Own + "/mapping", Requests.Json(mapping));
        await client.PostAnswerAsync(Own + "/extracts/2025-Q2/checks", Uploads.Form(Files()));
        var sent = await client.PostAnswerAsync(Own + "/extracts/2025-Q2/submissions", Uploads.Form(Files()));

        Assert.That((string?)asked.Json["state"], Is.EqualTo("NEEDS_MAPPING"));
        Assert.That((string?)asked.Json["check"], Is.Not.Null, "a draft is kept");
        Assert.That(sent.Status, Is.EqualTo(201), sent.Body);
        Assert.That(new[] { asked.Body, page.Body, sent.Body }, Is.All.Not.Contains(_canary));
        Needle[] needles = [new("canary", Encoding.UTF8.GetBytes(_canary)), new("control", "C-7Q2K9"u8.ToArray())];
        var written = Needle.Find(needles, [Path.Combine(server.Folder, "data", "pg_wal")], _begun);
        await using (var administrator = new Npgsql.NpgsqlConnection(portal.Database.AdministratorConnectionString))
            await administrator.ExecuteAsync("CHECKPOINT", commandType: System.Data.CommandType.Text);
        var found = Needle
            .Find(needles, [server.Folder, portal.StateFolder, Path.GetTempPath()], _begun)
            .Concat(written)
            .Select(hit => hit.Needle)
            .Distinct();
        Assert.That(found, Is.EqualTo(new[] { "control" }));
        var log = string.Join('\n', _log.Lines);
        Assert.That(log, Does.Contain("/extracts/2025-Q2/checks").And.Not.Contain(_canary));
    }

    private IEnumerable<(string Name, ReadOnlyMemory<byte> Content)> Files()
    {
        var cases = CsvText.Of(Checking.Extract.Text("cases.csv")).With("Notes", row => $"{_canary} {row} visited");
        yield return ("cases.csv", Encoding.UTF8.GetBytes(cases.ToString()));
        var activity = CsvText.Of(Checking.Extract.Text("activity.csv")).With("Notes", _ => _canary);
        yield return ("activity.csv", Encoding.UTF8.GetBytes(activity.ToString()));
    }
}
