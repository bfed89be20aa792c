using System.Net;
using System.Text.Json.Nodes;
using MimeKit;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.Releases;

namespace Portal.Tests.Mail;

/// <summary>From a click to a file with the mail.</summary>
[NeedsDatabase]
public sealed class MailOverHttpTests
{
    private const string Invitations = "/api/v1/services/HARBOUR/people/invitations";
    private const string Extract = "/api/v1/services/HARBOUR/extracts/2025-Q2/submissions";

    private const string Quarter = "Apr-Jun 2025 (Q1 2025/26)";

    private RunningPortal _portal = null!;
    private HttpClient _lead = null!;
    private HttpClient _admin = null!;

    [SetUp]
    public async Task StartPortal()
    {
        _portal = await RunningPortal.StartAsync();
        _lead = await _portal.ClientAsync("lead@harbour");
        _admin = await _portal.ClientAsync("admin");
    }

    [TearDown]
    public async Task StopPortal()
    {
        _lead.Dispose();
        _admin.Dispose();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task Invite_ByALead_BecomesAFileWithTheLink()
    {
        var invited = await InviteAsync("Jo Smith", "jo.smith@example.org");
        Assert.That(invited.Status, Is.EqualTo(201));

        using var mail = await OneMailAsync();

        Assert.Multiple(() =>
        {
            Assert.That(mail.To.Mailboxes.Single().Address, Is.EqualTo("jo.smith@example.org"));
            Assert.That(mail.Subject, Does.EndWith("invites you to the Outcomes Portal"));
            Assert.That(mail.TextBody, Does.Contain((string)invited.Json["link"]!).And.Contain("as a team member of"));
            Assert.That(mail.HtmlBody, Does.Contain($"href=\"{(string)invited.Json["link"]!}\""));
        });
        Assert.That((await _portal.Database.OutboxAsync()).Single().Plain, Is.Null, "the link is not kept once it has gone");
    }

    [Test]
    public async Task Invite_NameFullOfMarkup_StaysAName()
    {
        await InviteAsync("<b>Jo</b>\r\nBcc: all@example.org", "jo.smith@example.org");

        using var mail = await OneMailAsync();

        Assert.That(mail.To.Mailboxes.Select(to => to.Address), Is.EqualTo(["jo.smith@example.org"]));
        Assert.That(mail.Bcc, Is.Empty);
        Assert.That(mail.HtmlBody, Does.Contain("Hello &lt;b&gt;Jo&lt;/b&gt; Bcc: all@example").And.Not.Contain("<b>"));
    }

    [Test]
    public async Task Invite_ThatIsRefused_QueuesNothing()
    {
        Assert.That((await InviteAsync("Jo Smith", "no address")).Status, Is.EqualTo(400));

        Assert.That(await _portal.Database.OutboxAsync(), Is.Empty);
    }

    [Test]
    public async Task Submit_Extract_SendsAReceiptWithItsLinkAndNothingOfTheExtract()
    {
        var receipt = await SubmitAsync();

        using var mail = await OneMailAsync();

        var link = $"{_portal.Address}history/HARBOUR/{(string)receipt.Json["id"]!}";
        Assert.That(mail.To.Mailboxes.Single().Address, Is.EqualTo("lead@harbour.example"));
        Assert.That(mail.TextBody, Does.Contain(Quarter + " was accepted").And.Contain(link));
        var references = SampleFiles
            .Valid()["cases.csv"]
            .Split('\n')
            .SelectMany(row => row.Split(','))
            .Where(cell => cell.StartsWith("C-", StringComparison.Ordinal));
        Assert.That(references.Where(mail.TextBody.Contains), Is.Empty);
        var rest = mail.TextBody.Replace(link, "", StringComparison.Ordinal).Replace(Quarter, "", StringComparison.Ordinal);
        Assert.That(rest.Replace($"{_portal.Address}", "", StringComparison.Ordinal), Does.Not.Match("[0-9]").And.Not.Contain(".csv"));
        Assert.That((await SubmitAsync()).Status, Is.EqualTo(200), "the same bytes");
        Assert.That(await _portal.Database.OutboxAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Submit_ByWhoeverTurnedReceiptsOff_SendsNone()
    {
        Assert.That((await ChooseAsync("""{"off":["RECEIPT","RELEASE_NOTE"]}""")).Status, Is.EqualTo(200));

        Assert.That((await SubmitAsync()).Status, Is.EqualTo(201));

        Assert.That(await _portal.Database.OutboxAsync(), Is.Empty);
    }

    [Test]
    public async Task Choose_Kinds_AreKeptForThePersonAlone()
    {
        var chosen = await ChooseAsync("""{"off":["REMINDER"]}""");

        Assert.That(Codes(chosen, "off"), Is.EqualTo(["REMINDER"]));
        var read = await _lead.GetAnswerAsync("/api/v1/me/mail");
        Assert.That(read.Body, Is.EqualTo(chosen.Body));
        Assert.That(Codes(read, "on"), Is.EqualTo(["RECEIPT", "RELEASE_NOTE"]));
        Assert.That(Codes(await _admin.GetAnswerAsync("/api/v1/me/mail"), "off"), Is.Empty);
        Assert.That(Codes(await ChooseAsync("""{"off":[]}"""), "off"), Is.Empty);
    }

    [TestCase("""{"off":["INVITATION"]}""")]
    [TestCase("""{"off":["LETTER"]}""")]
    [TestCase("""{"off":[null]}""")]
    [TestCase("{}")]
    public async Task Choose_KindThatCannotBeTurnedOff_IsRefused(string choice)
    {
        await ChooseAsync("""{"off":["RECEIPT"]}""");

        var refused = await ChooseAsync(choice);

        Assert.That((refused.Status, refused.Code), Is.EqualTo((400, "MAIL_KIND_UNKNOWN")));
        Assert.That(Codes(await _lead.GetAnswerAsync("/api/v1/me/mail"), "off"), Is.EqualTo(["RECEIPT"]), "as it was");
    }

    [Test]
    public async Task MyMailPage_BoxUnticked_TurnsTheKindOff()
    {
        using var browser = await Browser.SignInAsync(_portal, "reader");
        Assert.That((await browser.OpenAsync("/my-mail")).Body, Does.Contain("Receipts").And.Contain("checked"));

        var kept = await browser.PostAsync("/my-mail", new FormUrlEncodedContent([new("on", "RELEASE_NOTE")]));

        Assert.That((kept.Status, kept.Location), Is.EqualTo((302, "/my-mail?kept=true")));
        using var reader = await _portal.ClientAsync("reader");
        Assert.That(Codes(await reader.GetAnswerAsync("/api/v1/me/mail"), "off"), Is.EqualTo(["RECEIPT", "REMINDER"]));
    }

    [Test]
    public async Task List_ForTheAdministrator_NamesPeopleAndGivesNoAddress()
    {
        var invited = await InviteAsync("Jo Smith", "jo.smith@example.org");
        using var mail = await OneMailAsync();

        var listed = await _admin.GetAnswerAsync("/api/v1/admin/mail");

        var line = listed.Json["items"]!.AsArray().Single()!;
        Assert.That(
            ((string?)line["kind"], (string?)line["state"], (string?)line["to"], (int)listed.Json["total"]!),
            Is.EqualTo(("INVITATION", "SENT", "Jo Smith", 1))
        );
        Assert.That(listed.Body, Does.Not.Contain("jo.smith@example.org").And.Not.Contain("/invitation/"));
        using var browser = await Browser.SignInAsync(_portal, "admin");
        Assert.That((await browser.OpenAsync("/mail")).Body, Does.Contain("Invitation to Jo Smith").And.Contain($"/mail/{line["id"]}"));
        var words = WebUtility.HtmlDecode((await browser.OpenAsync($"/mail/{line["id"]}")).Body);
        Assert.That(words, Does.Contain((string)invited.Json["link"]!));
    }

    [Test]
    public async Task TryAgain_MailThatWasGivenUp_GoesOutFromThePage()
    {
        var blocked = Path.Combine(_portal.StateFolder, "mail");
        await File.WriteAllTextAsync(blocked, "a file where the folder would be");
        await InviteAsync("Jo Smith", "jo.smith@example.org");
        await PublishedRelease.UntilAsync(async () => (await _portal.Database.OutboxAsync()).Single().Failure == "NOT_WRITTEN");
        await using (var administrator = new Npgsql.NpgsqlConnection(_portal.Database.AdministratorConnectionString))
            await Dapper.SqlMapper.ExecuteAsync(administrator, "UPDATE mail SET gave_up_at = now(), next_try_at = NULL");
        File.Delete(blocked);
        using var browser = await Browser.SignInAsync(_portal, "admin");
        var page = (await browser.OpenAsync("/mail")).Body;
        Assert.That(page, Does.Contain("Given up").And.Contain("Try again").And.Contain("could not be written"));
        var id = (string)(await _admin.GetAnswerAsync("/api/v1/admin/mail")).Json["items"]![0]!["id"]!;

        var tried = await browser.PostAsync("/mail", new FormUrlEncodedContent([new("id", id)]));

        Assert.That((tried.Status, tried.Location), Is.EqualTo((302, "/mail?tried=true")));
        using var mail = await OneMailAsync();
        Assert.That(mail.TextBody, Does.Contain("/invitation/"));
        var again = await _admin.PostAnswerAsync($"/api/v1/admin/mail/{id}/attempts", Requests.Json("{}"));
        Assert.That((again.Status, again.Code), Is.EqualTo((409, "MAIL_NOT_GIVEN_UP")));
    }

    [Test]
    public async Task Invite_WithAMailServer_SendsEncryptedAndLogsNoAddress()
    {
        await using var server = new SmtpServer();
        using var log = new CapturedLog();
        await using var portal = await RunningPortal.StartWithAsync(
            log,
            "--Mail:Host=localhost",
            $"--Mail:Port={server.Port}",
            "--Mail:User=portal",
            "--Mail:Password=secret",
            "--Mail:From=Outcomes <outcomes@example.org>",
            $"--Mail:TrustedCertificate={server.AuthorityFile}"
        );
        using var lead = await portal.ClientAsync("lead@harbour");

        var invited = await lead.PostAnswerAsync(Invitations, Invitation("Jo Smith", "jo.smith@example.org"));
        await PublishedRelease.UntilAsync(() => Task.FromResult(!server.Taken.IsEmpty));

        var taken = server.Taken.Single();
        Assert.That((taken.WasEncrypted, taken.To), Is.EqualTo((true, "RCPT TO:<jo.smith@example.org>")));
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(taken.Message));
        using var mail = await MimeMessage.LoadAsync(stream);
        Assert.That(mail.TextBody, Does.Contain((string)invited.Json["link"]!));
        Assert.That(mail.From.Mailboxes.Single().Address, Is.EqualTo("outcomes@example.org"));
        Assert.That(Directory.Exists(Path.Combine(portal.StateFolder, "mail")), Is.False);
        await PublishedRelease.UntilAsync(() =>
            Task.FromResult(log.Lines.Any(line => line.Contains("Mails sent: 1", StringComparison.Ordinal)))
        );
        Assert.That(log.Lines, Has.None.Contains("jo.smith@example.org"));
    }

    private static IEnumerable<string?> Codes(HttpAnswer answer, string list) => answer.Json[list]!.AsArray().Select(code => (string?)code);

    private static StringContent Invitation(string name, string email) =>
        Requests.Json(
            new JsonObject
            {
                ["name"] = name,
                ["email"] = email,
                ["role"] = "Service.Member",
            }.ToJsonString()
        );

    private Task<HttpAnswer> InviteAsync(string name, string email) => _lead.PostAnswerAsync(Invitations, Invitation(name, email));

    private Task<HttpAnswer> SubmitAsync() => _lead.PostAnswerAsync(Extract, SampleFiles.Upload(SampleFiles.Valid()));

    private async Task<HttpAnswer> ChooseAsync(string choice)
    {
        using var content = Requests.Json(choice);
        using var answer = await _lead.PutAsync(new Uri("/api/v1/me/mail", UriKind.Relative), content);
        return new HttpAnswer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), null);
    }

    // Written down as sent after the file is there.
    private async Task<MimeMessage> OneMailAsync()
    {
        await PublishedRelease.UntilAsync(async () => (await _portal.Database.OutboxAsync()).Any(mail => mail.SentAt is not null));
        return await MimeMessage.LoadAsync(Directory.GetFiles(Path.Combine(_portal.StateFolder, "mail"), "*.eml").Single());
    }
}
