using NUnit.Framework;
using Portal.Tests.Erasure;
using Portal.Tests.Http;
using static Portal.Tests.Erasure.ErasingPortal;

namespace Portal.Tests.Closing;

/// <summary>The pages on which closing a service is proposed, confirmed, refused and undone.</summary>
public sealed class ClosingPagesTests : ErasureTest
{
    private const string Administrators = "/services/HARBOUR/closing";

    private const string OwnPage = "/closing/HARBOUR";

    [Test]
    public async Task Close_FromProposalToReopening_OnPages()
    {
        await Erasing.SubmittedAsync(Files);
        using var admin = await Browser.SignInAsync(Erasing.Portal, "admin");
        using var lead = await Browser.SignInAsync(Erasing.Portal, "lead@harbour");
        await admin.OpenAsync(Administrators);

        var wrong = await admin.PostAsync(Administrators + "?handler=Propose", Form(("on", "1980-01-01"), ("reason", "ENDED")));
        var proposed = await admin.PostAsync(
            Administrators + "?handler=Propose",
            Form(("on", "2025-08-31"), ("lastPeriod", "2025-Q2"), ("reason", "ENDED"))
        );

        Assert.That(wrong.Status, Is.EqualTo(400));
        Assert.That(wrong.Body, Does.Contain("Choose the last day"));
        Assert.That((proposed.Status, proposed.Location), Is.EqualTo((302, Administrators)), proposed.Body);
        Assert.That(
            (await admin.OpenAsync(Administrators)).Body,
            Does.Contain("somebody else confirms it").And.Not.Contain("Confirm and close")
        );
        Assert.That((await admin.OpenAsync("/services")).Body, Does.Contain("Closing proposed"));
        Assert.That((await admin.OpenAsync("/")).Body, Does.Contain("1 proposal to close one waits"));
        Assert.That((await lead.OpenAsync("/")).Body, Does.Contain("Somebody proposes to close your service").And.Contain(OwnPage));
        Assert.That((await lead.OpenAsync(OwnPage)).Body, Does.Contain("Confirm and close the service"));

        var closed = await lead.PostAsync(OwnPage + "?handler=Confirm", Form());

        Assert.That(closed.Status, Is.EqualTo(302), closed.Body);
        Assert.That((await lead.OpenAsync("/")).Body, Does.Contain("The last day of this service is 31 August 2025"));
        Assert.That((await admin.OpenAsync("/services")).Body, Does.Contain("Closed on 31 August 2025"));
        var send = await lead.OpenAsync("/send?service=HARBOUR");
        Assert.That(send.Body, Does.Contain("This service is closed.").And.Contain("2025-Q2").And.Not.Contain("2025-Q3"));

        await admin.OpenAsync(Administrators);
        var reopened = await admin.PostAsync(Administrators + "?handler=Reopen", Form());

        Assert.That(reopened.Status, Is.EqualTo(302), reopened.Body);
        Assert.That((await admin.OpenAsync("/services")).Body, Does.Not.Contain("Closed on"));
        Assert.That((await lead.OpenAsync("/send?service=HARBOUR")).Body, Does.Contain("2025-Q3"));
        Assert.That((await admin.OpenAsync("/audit?service=HARBOUR")).Body, Does.Contain("Closed the service").And.Contain("Reopened"));
    }

    [Test]
    public async Task Check_OfADraftWhenTheServiceIsClosed_SaysSo()
    {
        await Erasing.SubmittedAsync(Files);
        var check = (string)(await Erasing.CheckAsync(Files, "2025-Q3")).Json["check"]!;
        await Erasing.Admin.PostAnswerAsync(
            "/api/v1/admin" + Administrators,
            Requests.Json("""{"on":"2025-06-30","lastPeriod":null,"reason":"MERGED"}""")
        );
        await Erasing.Lead.PostAnswerAsync(Own + "/closing/confirmation", Requests.Json("{}"));
        using var lead = await Browser.SignInAsync(Erasing.Portal, "lead@harbour");
        var address = $"/send/HARBOUR/2025-Q3/{check}";
        await lead.OpenAsync(address);

        var answer = await lead.PostAsync(address, Form());

        Assert.That(answer.Status, Is.EqualTo(409), answer.Body);
        Assert.That(answer.Body, Does.Contain("This service is closed."));
    }

    private static FormUrlEncodedContent Form(params IEnumerable<(string Name, string Value)> fields) =>
        new(fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)));
}
