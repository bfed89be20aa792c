using NUnit.Framework;
using Portal.Tests.Http;
using static Portal.Tests.Erasure.ErasingPortal;

namespace Portal.Tests.Erasure;

/// <summary>The pages on which a service is proposed, confirmed and refused.</summary>
public sealed class ErasureProposalPagesTests : ErasureTest
{
    private const string OwnPage = "/erasure/HARBOUR";

    private const string AdministratorsPage = "/erasures/proposals/HARBOUR";

    [Test]
    public async Task Propose_OnThePage_TypesTheCodeAndErasesNothing()
    {
        await Erasing.SubmittedAsync(Files);
        using var admin = await Browser.SignInAsync(Erasing.Portal, "admin");
        await admin.OpenAsync("/erasures/new");

        var asked = await admin.PostAsync("/erasures/new", Service("ask", ""));
        var wrong = await admin.PostAsync("/erasures/new", Service("erase", "TEASEL"));
        var proposed = await admin.PostAsync("/erasures/new", Service("erase", "HARBOUR"));

        Assert.That(asked.Body, Does.Contain("Propose to erase the whole service?").And.Contain("Nothing is erased yet"));
        Assert.That(wrong.Status, Is.EqualTo(400));
        Assert.That((proposed.Status, proposed.Location), Is.EqualTo((302, AdministratorsPage)), proposed.Body);
        Assert.That(await Erasing.RowsOfAsync(CaseRef), Is.All.GreaterThan(0));
        var page = await admin.OpenAsync(AdministratorsPage);
        Assert.That(
            page.Body,
            Does.Contain("somebody else confirms it").And.Contain("Withdraw the proposal").And.Not.Contain("Confirm and erase")
        );
        Assert.That((await admin.OpenAsync("/erasures")).Body, Does.Contain("Waiting for a second person").And.Contain(AdministratorsPage));
        Assert.That((await admin.OpenAsync("/")).Body, Does.Contain("1 proposal waits"));
        var alone = await admin.PostAsync(AdministratorsPage, Answer("confirm", "HARBOUR"));
        Assert.That(alone.Status, Is.EqualTo(409), "a button that is not there is pressed all the same");
        Assert.That(await Erasing.RowsOfAsync(CaseRef), Is.All.GreaterThan(0));
    }

    [Test]
    public async Task Home_OfTheLead_ShowsWhatWaitsAndOthersSeeNothing()
    {
        await Erasing.SubmittedAsync(Files);
        Assert.That((await Erasing.Lead.GetAnswerAsync("/")).Body, Does.Not.Contain("proposes to erase"));
        await Erasing.ProposeAsync();
        using var member = await Erasing.Portal.ClientAsync("member@harbour");
        using var teasel = await Erasing.Portal.ClientAsync("lead@teasel");

        Assert.That(
            (await Erasing.Lead.GetAnswerAsync("/")).Body,
            Does.Contain("Somebody proposes to erase your service").And.Contain(OwnPage)
        );
        foreach (var other in new[] { member, teasel })
            Assert.That((await other.GetAnswerAsync("/")).Body, Does.Not.Contain("proposes to erase"));
        Assert.That((await member.GetAnswerAsync(OwnPage)).Status, Is.EqualTo(403));
        Assert.That((await teasel.GetAnswerAsync(OwnPage)).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Confirm_OnTheLeadsPage_TypesTheCodeAndErases()
    {
        await Erasing.SubmittedAsync(Files);
        await Erasing.ProposeAsync();
        using var lead = await Browser.SignInAsync(Erasing.Portal, "lead@harbour");

        var page = await lead.OpenAsync(OwnPage);
        var families = await Erasing.CountAsync("case_record");
        var empty = await lead.PostAsync(OwnPage, Answer("confirm", ""));
        var left = await Erasing.RowsOfAsync(CaseRef);
        var confirmed = await lead.PostAsync(OwnPage, Answer("confirm", "HARBOUR"));
        var again = await lead.PostAsync(OwnPage, Answer("confirm", "HARBOUR"));

        Assert.That(
            page.Body,
            Does.Contain($"{families} families of 1 quarter")
                .And.Contain("A court or regulator ordered it")
                .And.Contain("Confirm and erase the service")
                .And.Contain("Refuse the proposal")
        );
        Assert.That(empty.Status, Is.EqualTo(400));
        Assert.That(empty.Body, Does.Contain("Type HARBOUR"));
        Assert.That(left, Is.All.GreaterThan(0));
        Assert.That(new[] { confirmed, again }.Select(answer => (answer.Status, answer.Location)), Is.All.EqualTo((302, "/")));
        Assert.That((await lead.OpenAsync("/")).Body, Does.Contain("This service was erased from the portal on"));
        Assert.That(await Erasing.CountAsync("erasure"), Is.EqualTo(1));
    }

    [Test]
    public async Task Refuse_OnTheLeadsPage_LeavesTheServiceAsItIs()
    {
        await Erasing.SubmittedAsync(Files);
        await Erasing.ProposeAsync();
        using var lead = await Browser.SignInAsync(Erasing.Portal, "lead@harbour");
        await lead.OpenAsync(OwnPage);

        var refused = await lead.PostAsync(OwnPage, Answer("refuse", ""));
        var late = await lead.PostAsync(OwnPage, Answer("confirm", "HARBOUR"));

        Assert.That((refused.Status, refused.Location), Is.EqualTo((302, "/")));
        Assert.That(late.Status, Is.EqualTo(409));
        Assert.That(late.Body, Does.Contain("Nobody proposes to erase this service"));
        Assert.That(await Erasing.RowsOfAsync(CaseRef), Is.All.GreaterThan(0));
        Assert.That((await Erasing.LogAsync()).Events[^1], Is.EqualTo("SERVICE_ERASURE_WITHDRAWN"));
    }

    [TestCase("lead@harbour", OwnPage)]
    [TestCase("admin", AdministratorsPage)]
    public async Task Post_WithoutTheTokenOfTheForm_Is400AndChangesNothing(string user, string page)
    {
        await Erasing.ProposeAsync();
        using var browser = await Browser.SignInAsync(Erasing.Portal, user);
        using var handler = new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false };
        using var bare = new HttpClient(handler) { BaseAddress = Erasing.Portal.Address };
        bare.DefaultRequestHeaders.Add("Cookie", browser.Cookies);

        foreach (var answer in new[] { "confirm", "refuse" })
            Assert.That((await bare.PostAnswerAsync(page, Answer(answer, "HARBOUR"))).Status, Is.EqualTo(400), answer);

        Assert.That(await Erasing.CountAsync("service_proposal"), Is.EqualTo(1));
        Assert.That(await Erasing.CountAsync("erasure"), Is.Zero);
    }

    private static FormUrlEncodedContent Answer(string answer, string code) => new([new("answer", answer), new("code", code)]);

    private static FormUrlEncodedContent Service(string step, string code) =>
        new([
            new("step", step),
            new("service", "HARBOUR"),
            new("what", "SERVICE"),
            new("caseRef", ""),
            new("reason", "COURT_OR_REGULATOR"),
            new("code", code),
        ]);
}
