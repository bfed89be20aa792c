using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;
using static Portal.Tests.Shares.SharingPortal;

namespace Portal.Tests.Shares;

/// <summary>A lead shares protected reports with a reader and stops it, over HTTP.</summary>
[NeedsDatabase]
public sealed class SharesOverHttpTests
{
    private const string Own = "/api/v1/services/HARBOUR";
    private const string Unknown = "0123456789abcdef";

    private static readonly string[] Files =
    [
        "cells.json",
        "cells.csv",
        "charts/referral-risks.svg",
        "charts/changes.svg",
        "charts/changes.svg?narrow=true",
    ];

    private static readonly string?[] People = [null, "member@harbour", "lead@harbour", "lead@teasel", "analyst", "admin", "reader"];

    // Statuses in the order of the people above, and of the requests: nothing is shared when a page or file is asked for.
    private static readonly (string Method, string Path, int[] Statuses)[] Matrix =
    [
        ("GET", Own + "/shares", [401, 200, 200, 404, 403, 403, 403]),
        ("GET", Own + "/shares?page=0", [401, 400, 400, 404, 403, 403, 403]),
        ("PUT", Own + "/shares/reader", [401, 403, 200, 404, 403, 403, 403]),
        ("DELETE", Own + "/shares/reader", [401, 403, 204, 404, 403, 403, 403]),
        ("PUT", "/api/v1/services/NOWHERE/shares/reader", [401, 403, 404, 404, 403, 403, 403]),
        ("GET", "/api/v1/shared", [401, 403, 403, 403, 403, 403, 200]),
        ("GET", "/api/v1/shared?pageSize=501", [401, 403, 403, 403, 403, 403, 400]),
        ("GET", "/api/v1/shared/HARBOUR/releases/{id}/cells.json", [401, 403, 403, 403, 403, 403, 404]),
        ("GET", "/api/v1/shared/HARBOUR/releases/{id}/cells.csv", [401, 403, 403, 403, 403, 403, 404]),
        ("GET", "/api/v1/shared/HARBOUR/releases/{id}/charts/changes.svg", [401, 403, 403, 403, 403, 403, 404]),
        ("GET", "/shares/HARBOUR", [302, 200, 200, 404, 403, 403, 403]),
        ("GET", "/shares/HARBOUR/reader/stop", [302, 403, 404, 404, 403, 403, 403]),
        ("GET", "/shares/HARBOUR/releases/{id}", [302, 200, 200, 404, 403, 403, 403]),
        ("GET", "/shares/HARBOUR/releases/{draft}", [302, 404, 404, 404, 403, 403, 403]),
        ("GET", "/shared", [302, 403, 403, 403, 403, 403, 200]),
        ("GET", "/shared/HARBOUR/{id}", [302, 403, 403, 403, 403, 403, 404]),
    ];

    private HttpClient _lead = null!;
    private HttpClient _reader = null!;

    private static string Shared => $"/api/v1/shared/HARBOUR/releases/{Published}/";

    [SetUp]
    public async Task SignIn()
    {
        _lead = await Running.ClientAsync("lead@harbour");
        _reader = await Running.ClientAsync("reader");
        await SendAsync(_lead, "DELETE", Own + "/shares/reader");
    }

    [TearDown]
    public void SignOut()
    {
        _lead.Dispose();
        _reader.Dispose();
    }

    [Test]
    public async Task Request_ByEachRole_HasItsStatus()
    {
        foreach (var (method, path, statuses) in Matrix)
        foreach (var (person, status) in People.Zip(statuses))
        {
            using var client = await Running.ClientAsync(person);
            var address = path.Replace("{id}", Published, StringComparison.Ordinal).Replace("{draft}", Draft, StringComparison.Ordinal);
            Assert.That((await SendAsync(client, method, address)).Status, Is.EqualTo(status), $"{method} {path} {person}");
        }
    }

    [Test]
    public async Task Share_WithAReader_IsListedForBoth()
    {
        var given = await SendAsync(_lead, "PUT", Own + "/shares/reader");
        var shares = (await _lead.GetAnswerAsync(Own + "/shares")).Json;
        var shared = (await _reader.GetAnswerAsync("/api/v1/shared")).Json;

        Assert.That(((string?)given.Json["person"], (string?)given.Json["sharedBy"]), Is.EqualTo(("reader", "lead@harbour")));
        Assert.That((DateTimeOffset)given.Json["sharedAt"]!, Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(5)));
        Assert.That(shares["items"]!.AsArray().Select(share => share!.ToJsonString()), Is.EqualTo(new[] { given.Json.ToJsonString() }));
        var service = shared["items"]!.AsArray().Single(one => (string?)one!["service"] == "HARBOUR")!;
        Assert.That(
            ((string?)service["name"], (string?)service["sharedAt"]),
            Is.EqualTo(("Harbour Parent-Infant Team", (string?)given.Json["sharedAt"]))
        );
        Assert.That(
            service["releases"]!.AsArray().Select(one => ((string?)one!["release"], (string?)one["quarter"])),
            Is.EqualTo(new[] { (Published, "2025-Q4") })
        );
    }

    [Test]
    public async Task Read_SharedReport_HoldsProtectedFiguresOfTheServiceAndNothingElse()
    {
        await SendAsync(_lead, "PUT", Own + "/shares/reader");
        var json = (await _reader.GetAnswerAsync(Shared + "cells.json")).Json;
        var cells = json["cells"]!.AsArray();
        var counts = cells.Where(cell => (string?)cell!["unit"] == "COUNT").Select(cell => (int)cell!["value"]!).ToArray();
        var referred = await SeeAsync<int>(
            $"SELECT (own::json ->> 'referrals')::int FROM release_for_service p JOIN service s USING (service_id) WHERE s.code = "
                + $"'HARBOUR' AND release_id = '{Published}'"
        );

        Assert.That(cells.Select(cell => (string?)cell!["scope"]), Is.All.EqualTo("OWN"));
        Assert.That(counts, Has.Length.GreaterThan(20).And.All.Matches<int>(count => count >= 10 && count % 5 == 0));
        Assert.That((int)cells.Single(cell => (string?)cell!["statistic"] == "REFERRALS")!["value"]!, Is.EqualTo(referred).Within(2));
        Assert.That(
            (string?)json["contentHash"],
            Is.EqualTo(
                await SeeAsync<string>(
                    $"SELECT encode(sha256(convert_to(p.content, 'UTF8')), 'hex') FROM service_report p JOIN service s USING (service_id) "
                        + $"WHERE s.code = 'HARBOUR' AND release_id = '{Published}'"
                )
            )
        );
        var csv = (await _reader.GetAnswerAsync(Shared + "cells.csv")).Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.That(csv, Has.Length.EqualTo(cells.Count + 1));
        Assert.That(csv.Skip(1), Is.All.Contains(",OWN,This service,"));
    }

    [Test]
    public async Task Read_EverythingShared_HasNoExactFigureAndNothingOfTheOthers()
    {
        await SendAsync(_lead, "PUT", Own + "/shares/reader");
        var own = JsonNode.Parse(
            await SeeAsync<string>(
                $"SELECT own FROM release_for_service p JOIN service s USING (service_id) WHERE s.code = 'HARBOUR' AND release_id = "
                    + $"'{Published}'"
            )
        )!;
        var rest = await SeeAsync<string>(
            $"SELECT content_hash FROM release_for_service p JOIN service s USING (service_id) WHERE s.code = 'HARBOUR' AND release_id = "
                + $"'{Published}'"
        );
        // Exact means have many digits; whoever finds six of them has found the figure.
        var exact = Regex.Matches(own.ToJsonString(), "-?[0-9]+\\.[0-9]{6}").Select(found => found.Value.TrimStart('-')).ToArray();

        Assert.That(exact, Has.Length.GreaterThan(20));
        foreach (
            var path in Files
                .Select(file => Shared + file)
                .Append($"/shared/HARBOUR/{Published}")
                .Append("/shared")
                .Append("/api/v1/shared")
        )
        {
            var answer = await _reader.GetAnswerAsync(path);
            Assert.That(answer.Status, Is.EqualTo(200), path);
            Assert.That(
                answer.Body,
                Does.Not.Contain("REST")
                    .And.Not.Contain("POOLED_CHANGE")
                    .And.Not.Contain("ADJUSTED")
                    .And.Not.Contain(rest)
                    .And.Not.Contain("TEASEL"),
                path
            );
            Assert.That(exact.Where(figure => answer.Body.Contains(figure, StringComparison.Ordinal)), Is.Empty, path);
        }
    }

    [Test]
    public async Task Read_Page_ShowsTheFiguresOfTheFilesAndSaysWhatTheyAreNot()
    {
        await SendAsync(_lead, "PUT", Own + "/shares/reader");
        var referred = (int)
            (await _reader.GetAnswerAsync(Shared + "cells.json")).Json["cells"]!
                .AsArray()
                .Single(cell => (string?)cell!["statistic"] == "REFERRALS")!["value"]!;
        var page = (await _reader.GetAnswerAsync($"/shared/HARBOUR/{Published}")).Body;
        var preview = (await _lead.GetAnswerAsync($"/shares/HARBOUR/releases/{Published}")).Body;

        Assert.That(
            page,
            Does.Contain($"Cases referred: <strong>{referred.ToString(CultureInfo.InvariantCulture)}</strong>")
                .And.Contain("No comparison group: families often improve with time")
                .And.Contain("divide by one standard deviation for every service, so the figure there may differ")
        );
        Assert.That(
            (await _lead.GetAnswerAsync("/outcomes/HARBOUR/HADS/ANXIETY")).Body,
            Does.Contain("A shared report divides by the standard deviation of your own first scores, so the figure there may differ")
        );
        Assert.That(page, Does.Contain("Shared with me").And.Not.Contain("/outcomes/HARBOUR").And.Not.Contain("/shares/"));
        Assert.That(Figures(preview), Is.EqualTo(Figures(page)), "the preview is what the reader sees");
        foreach (var chart in new[] { "referral-risks", "changes" })
            Assert.That(
                (await _reader.GetAnswerAsync($"{Shared}charts/{chart}.svg")).Body,
                Does.Contain("<svg").And.Contain("service HARBOUR").And.Not.Contain("pooled over services"),
                chart
            );
        Assert.That(
            (await _reader.GetAnswerAsync(Shared + "charts/changes.svg")).Body,
            Does.Contain("No comparison group: families often improve with time")
        );
    }

    [TestCase("scope=NETWORK")]
    [TestCase("scope=REST")]
    [TestCase("from=2025-01&before=2025-04")]
    [TestCase("round=1&exact=true")]
    public async Task Tracker_AnyFilter_ChangesNothing(string filter)
    {
        await SendAsync(_lead, "PUT", Own + "/shares/reader");
        foreach (var file in Files.Take(4))
            Assert.That(
                (await _reader.GetAnswerAsync($"{Shared}{file}?{filter}")).Body,
                Is.EqualTo((await _reader.GetAnswerAsync(Shared + file)).Body),
                file
            );
    }

    [Test]
    public async Task Stop_LeadStopsSharing_IsTheSame404AsWhatWasNeverThere()
    {
        await SendAsync(_lead, "PUT", Own + "/shares/reader");
        foreach (var file in Files)
            Assert.That((await _reader.GetAnswerAsync(Shared + file)).Status, Is.EqualTo(200), file);

        var stopped = await SendAsync(_lead, "DELETE", Own + "/shares/reader");

        Assert.That(stopped, Is.EqualTo(new HttpAnswer(204, "", null)));
        Assert.That((await _reader.GetAnswerAsync("/api/v1/shared")).Body, Does.Not.Contain("HARBOUR"));
        Assert.That((await _reader.GetAnswerAsync($"/shared/HARBOUR/{Published}")).Status, Is.EqualTo(404));
        foreach (var file in Files)
            Assert.That(
                (
                    await BodiesAsync(
                        Shared + file,
                        $"/api/v1/shared/NOWHERE/releases/{Published}/{file}",
                        $"/api/v1/shared/TEASEL/releases/{Published}/{file}"
                    )
                ).Count(),
                Is.EqualTo(1),
                file
            );
    }

    [Test]
    public async Task NotFound_UnknownReleaseDraftAndForeignService_AreTheSameBody()
    {
        await SendAsync(_lead, "PUT", Own + "/shares/reader");

        var bodies = await BodiesAsync([
            .. new[] { Unknown, Draft, "latest", "x" }.SelectMany(id =>
                Files.Append("charts/forest.svg").Select(file => $"/api/v1/shared/HARBOUR/releases/{id}/{file}")
            ),
            Shared + "charts/forest.svg",
            $"/api/v1/shared/NOWHERE/releases/{Published}/cells.json",
            $"/api/v1/shared/TEASEL/releases/{Published}/cells.json",
        ]);

        Assert.That(bodies.Single(), Does.Contain("NOT_FOUND"));
    }

    [TestCase("%20")]
    [TestCase("a%20reader")]
    [TestCase("-reader")]
    [TestCase("reader%0A")]
    [TestCase("rëader")]
    [TestCase("reader;x")]
    [TestCase("LONG")]
    public async Task Share_MalformedId_Is400AndSaysWhatAnIdIs(string person)
    {
        var typed = person == "LONG" ? new string('a', 101) : person;
        foreach (var method in new[] { "PUT", "DELETE" })
        {
            var answer = await SendAsync(_lead, method, $"{Own}/shares/{typed}");
            Assert.That((answer.Status, answer.Code), Is.EqualTo((400, "PERSON_MALFORMED")));
            Assert.That(
                (string?)answer.Json["detail"],
                Does.StartWith("A reader's id has 1 to 100 letters, digits, dots, hyphens, underscores and @")
            );
        }
    }

    [Test]
    public async Task Audit_ShareReadAndStop_TellsWhoWithWhomAndOfWhichRelease()
    {
        var before = (int)(await _lead.GetAnswerAsync(Own + "/audit")).Json["total"]!;
        foreach (var method in new[] { "PUT", "PUT" })
            await SendAsync(_lead, method, Own + "/shares/reader");
        await _reader.GetAnswerAsync(Shared + "cells.json");
        await _reader.GetAnswerAsync($"/shared/HARBOUR/{Published}");
        foreach (var method in new[] { "DELETE", "DELETE" })
            await SendAsync(_lead, method, Own + "/shares/reader");
        await SendAsync(_lead, "PUT", Own + "/shares/jo.smith@council.example");
        await SendAsync(_lead, "DELETE", Own + "/shares/jo.smith@council.example");

        var all = (await _lead.GetAnswerAsync(Own + "/audit?pageSize=500")).Json["items"]!.AsArray();
        var told = all.Take(all.Count - before)
            .Reverse()
            .Select(entry => ((string?)entry!["person"], (string?)entry["event"], (string?)entry["period"], (string?)entry["subject"]));
        Assert.That(
            told,
            Is.EqualTo(
                new (string?, string?, string?, string?)[]
                {
                    ("lead@harbour", "REPORT_SHARED", null, "reader"),
                    ("reader", "REPORT_VIEWED", "2025-Q4", Published),
                    ("reader", "REPORT_VIEWED", "2025-Q4", Published),
                    ("lead@harbour", "REPORT_UNSHARED", null, "reader"),
                    ("lead@harbour", "REPORT_SHARED", null, "jo.smith@council.example"),
                    ("lead@harbour", "REPORT_UNSHARED", null, "jo.smith@council.example"),
                }
            )
        );
        using var admin = await Running.ClientAsync("admin");
        Assert.That((await admin.GetAnswerAsync("/api/v1/network/audit/verification")).Json["fault"], Is.Null);
    }

    [TestCase("/api/v1/shared/HARBOUR/releases/{id}/cells.json", "api/v1/shared/{service}/releases/{id}/cells.json")]
    [TestCase("/shared/HARBOUR/{id}", "shared/{shared}/{id}")]
    public async Task Audit_ReaderAsksForWhatIsNotShared_IsToldAsRefused(string path, string subject)
    {
        using var admin = await Running.ClientAsync("admin");
        await _reader.GetAnswerAsync(path.Replace("{id}", Published, StringComparison.Ordinal));

        var latest = (await admin.GetAnswerAsync("/api/v1/network/audit?event=ACCESS_REFUSED&pageSize=1")).Json["items"]![0]!;
        Assert.That(
            ((string?)latest["person"], (string?)latest["subject"], (string?)latest["detail"]),
            Is.EqualTo(("reader", subject, "NOT_FOUND"))
        );
    }

    private static string Figures(string page) =>
        Regex.Replace(
            page[page.IndexOf("<h2 id=\"figures\">", StringComparison.Ordinal)..page.IndexOf("</main>", StringComparison.Ordinal)],
            // What differs between the two is where pictures and files are fetched.
            "\\s*<figcaption.*?</figcaption>|srcset=\"[^\"]*\"|\\s*<ul class=\"screen\">\\s*<li><a href=\"[^\"]*/cells\\.csv\".*?</ul>",
            "",
            RegexOptions.Singleline
        );

    private async Task<IEnumerable<string>> BodiesAsync(params string[] paths)
    {
        var answers = new List<HttpAnswer>();
        foreach (var path in paths)
            answers.Add(await _reader.GetAnswerAsync(path));
        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(404));
        return answers.Select(answer => answer.Body).Distinct();
    }
}
