using System.Net;
using NUnit.Framework;
using Portal.TestIdentity;
using Portal.Tests.Database;

namespace Portal.Tests.SignIn.Real;

/// <summary>People of a portal in Production: from the first invitation to the click that is refused.</summary>
[NeedsDatabase]
public sealed class EntraPeopleTests
{
    private const string Administrator = "admin@network.example";
    private const string Lead = "lead@harbour.example";
    private const string Member = "member@harbour.example";
    private const string Reader = "reader@board.example";

    private IdentityProvider _provider = null!;
    private ProductionPortal _portal = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _provider = await IdentityProvider.StartAsync();
        _portal = await ProductionPortal.StartAsync(_provider, Settings.ForEntra(_provider));
        using var administrator = _portal.Browser();
        var link = new Uri(await _portal.FirstAdministratorAsync(Administrator));
        using (var invitation = await administrator.GetAsync(link.AbsolutePath))
            Assert.That(await invitation.Content.ReadAsStringAsync(), Does.Contain("network administrator"));
        Assert.That(await Joining.ClaimAsync(administrator, Administrator, link), Is.EqualTo("/"));
        Assert.That(async () => await _portal.FirstAdministratorAsync("second@network.example"), Throws.InvalidOperationException);

        using (
            var opened = await administrator.PostAsync(
                "/services",
                "",
                ("name", "Harbour"),
                ("code", "HARBOUR"),
                ("nation", "E"),
                ("host", "NHS")
            )
        )
            Assert.That(opened.Headers.Location?.OriginalString, Is.EqualTo("/services/HARBOUR/people"));
        using var lead = _portal.Browser();
        Assert.That(
            await Joining.ClaimAsync(
                lead,
                Lead,
                await Joining.InviteAsync(administrator, "/services/HARBOUR/people", Lead, "Service.Lead")
            ),
            Is.EqualTo("/")
        );

        using var member = _portal.Browser();
        await Joining.ClaimAsync(member, Member, await Joining.InviteAsync(lead, "/people/HARBOUR", Member, "Service.Member"));
        using var reader = _portal.Browser();
        await Joining.ClaimAsync(
            reader,
            Reader,
            await Joining.InviteAsync(lead, "/people/HARBOUR", Reader, "Report.Reader", "Integrated Care Board")
        );
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _portal.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Test]
    public async Task Invitations_FromTheFirstAdministratorOn_MakeATeam()
    {
        using var administrator = await SignedInAsync(Administrator);
        using var lead = await SignedInAsync(Lead);
        using var member = await SignedInAsync(Member);
        using var reader = await SignedInAsync(Reader);

        foreach (
            var (browser, page) in new[]
            {
                (administrator, "/services"),
                (lead, "/people/HARBOUR"),
                (member, "/history/HARBOUR"),
                (reader, "/shared"),
            }
        )
            using (var shown = await browser.GetAsync(page))
                Assert.That(shown.StatusCode, Is.EqualTo(HttpStatusCode.OK), page);
        using (var people = await lead.GetAsync("/people/HARBOUR"))
            Assert.That(
                await people.Content.ReadAsStringAsync(),
                Does.Contain("Mo Member").And.Contain("Rae Reader").And.Contain("Integrated Care Board")
            );
        Assert.That(lead.Cookies, Has.Member("__Host-portal"));
        Assert.That(
            await _portal.AuditAsync(),
            Has.Some.EqualTo("INVITATION_CLAIMED SERVICE_LEAD").And.Some.EqualTo("PERSON_INVITED REPORT_READER")
        );
    }

    [Test]
    public async Task Roles_OfTheOwnServiceOnly_AreTheLeads()
    {
        using var lead = await SignedInAsync(Lead);
        using var member = await SignedInAsync(Member);

        foreach (
            var (browser, page, status) in new[]
            {
                (lead, "/people", 403),
                (lead, "/services", 403),
                (member, "/people/HARBOUR", 403),
                (lead, "/people/OTHER", 404),
            }
        )
            using (var shown = await browser.GetAsync(page))
                Assert.That((int)shown.StatusCode, Is.EqualTo(status), page);
        using var removed = await lead.PostAsync(
            "/people/HARBOUR",
            "?handler=Remove",
            ("person", await IdAsync("Lee Lead")),
            ("role", "Service.Lead")
        );
        Assert.That(await removed.Content.ReadAsStringAsync(), Does.Contain("This is the only lead of the service."));
    }

    [Test]
    public async Task Lead_OfOneServiceAndMemberOfAnother_LeadsTheFirstOnly()
    {
        using var administrator = await SignedInAsync(Administrator);
        using (await administrator.PostAsync("/services", "", ("name", "Meadow"), ("code", "MEADOW"), ("nation", "W"), ("host", "CHARITY")))
        { }
        using var lead = _portal.Browser();
        await Joining.ClaimAsync(lead, Lead, await Joining.InviteAsync(administrator, "/services/MEADOW/people", Lead, "Service.Member"));

        foreach (
            var (page, status) in new[]
            {
                ("/people/HARBOUR", 200),
                ("/history/MEADOW", 200),
                ("/people/MEADOW", 403),
                ("/audit/MEADOW", 403),
            }
        )
            using (var shown = await lead.GetAsync(page))
                Assert.That((int)shown.StatusCode, Is.EqualTo(status), page);
    }

    [Test]
    public async Task SignIn_NobodyInvitedThem_GivesACodeThatTheLeadLetsIn()
    {
        _provider.Add(new TestIdentity.Person("new@harbour.example", "Nia New"));
        using var browser = _portal.Browser();

        var page = await browser.SignInAsync("new@harbour.example");

        Assert.That(page, Does.Match("^/sign-in/no-role\\?code=[A-Z2-9]{8}$"));
        Assert.That(browser.Cookies, Has.No.Member("__Host-portal"));
        var code = page[^8..];
        using var lead = await SignedInAsync(Lead);
        using (
            var found = await lead.PostAsync("/people/HARBOUR", "?handler=Admit", ("code", $"{code[..4].ToLowerInvariant()} {code[4..]}"))
        )
            Assert.That(await found.Content.ReadAsStringAsync(), Does.Contain("Let Nia New in?"));
        using (await lead.PostAsync("/people/HARBOUR", "?handler=Admit", ("code", code), ("role", "Service.Member"))) { }
        Assert.That(await browser.SignInAsync("new@harbour.example"), Is.EqualTo("/"));
        using var shown = await browser.GetAsync("/history/HARBOUR");
        Assert.That(shown.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase(
        "UPDATE invitation SET expires_at = now() - interval '1 minute' WHERE email LIKE 'late%'",
        "/sign-in/refused?why=INVITATION_EXPIRED"
    )]
    [TestCase("UPDATE invitation SET withdrawn_at = now() WHERE email LIKE 'late%'", "/sign-in/refused?why=INVITATION_WITHDRAWN")]
    [TestCase("DELETE FROM invitation WHERE email LIKE 'late%'", "/sign-in/refused?why=INVITATION_UNKNOWN")]
    [TestCase(
        "UPDATE invitation SET claimed_at = now(), claimed_by = 'p-somebody' WHERE email LIKE 'late%' AND withdrawn_at IS NULL",
        "/sign-in/refused?why=INVITATION_USED"
    )]
    public async Task Claim_OfAnInvitationThatIsNotOpen_SaysWhyAndGivesNothing(string change, string page)
    {
        using var administrator = await SignedInAsync(Administrator);
        _provider.Add(new TestIdentity.Person("late@network.example", "Lal Late"));
        var link = await Joining.InviteAsync(administrator, "/people", "late@network.example", "Network.Analyst");
        await _portal.ExecuteAsync(change);
        using var late = _portal.Browser();

        Assert.That(await Joining.ClaimAsync(late, "late@network.example", link), Is.EqualTo(page));

        Assert.That(late.Cookies, Has.No.Member("__Host-portal"));
        using var shown = await late.GetAsync(page);
        Assert.That(shown.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Claim_LinkSentToAnotherAddress_GivesNoRole()
    {
        using var administrator = await SignedInAsync(Administrator);
        _provider.Add(new TestIdentity.Person("thief@network.example", "Tom Thief"));
        var link = await Joining.InviteAsync(administrator, "/people", "intended@network.example", "Network.Admin");
        using var thief = _portal.Browser();

        Assert.That(await Joining.ClaimAsync(thief, "thief@network.example", link), Does.EndWith("&invited=true"));

        Assert.That(thief.Cookies, Has.No.Member("__Host-portal"));
    }

    [Test]
    public async Task Remove_SignedInMember_RefusesTheNextClickOnEveryNode()
    {
        await using var node = await _portal.AnotherNodeAsync(Settings.ForEntra(_provider));
        _provider.Add(new TestIdentity.Person("gone@harbour.example", "Gil Gone"));
        using var lead = await SignedInAsync(Lead, node);
        using var member = _portal.Browser();
        await Joining.ClaimAsync(
            member,
            "gone@harbour.example",
            await Joining.InviteAsync(lead, "/people/HARBOUR", "gone@harbour.example", "Service.Member")
        );
        using (var before = await member.GetAsync("/history/HARBOUR"))
            Assert.That(before.StatusCode, Is.EqualTo(HttpStatusCode.OK));

        using (
            var removed = await lead.PostAsync(
                "/people/HARBOUR",
                "?handler=Remove",
                ("person", await IdAsync("Gil Gone")),
                ("role", "Service.Member")
            )
        )
            Assert.That(removed.Headers.Location?.OriginalString, Is.EqualTo("/people/HARBOUR?done=REMOVED"));

        using var after = await member.GetAsync("/history/HARBOUR");
        Assert.That(after.Headers.Location?.OriginalString, Does.Contain("/sign-in"));
        Assert.That(await member.SignInAsync("gone@harbour.example"), Does.StartWith("/sign-in/no-role"));
    }

    private async Task<SigningBrowser> SignedInAsync(string person, ProductionPortal? node = null)
    {
        var browser = (node ?? _portal).Browser();
        Assert.That(await browser.SignInAsync(person), Is.EqualTo("/"), person);
        return browser;
    }

    private async Task<string> IdAsync(string name)
    {
        await using var administrator = new Npgsql.NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        return (
            await Dapper.SqlMapper.ExecuteScalarAsync<string>(
                administrator,
                "SELECT person_id FROM person WHERE name = @name",
                new { name }
            )
        )!;
    }
}
