using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Everywhere;

/// <summary>In and out by the buttons of the pages; every other test is signed in from the start.</summary>
public sealed class SignInTests
{
    [Test]
    public async Task SignIn_ButtonOfAPerson_OpensTheirHomeUntilTheySignOut()
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithSamplesAsync(), null, scripts: false);
        await visit.Page.GotoAsync("/sign-in");

        await visit.Page.Locator("button[value='member@harbour']").FollowAsync();
        var navigation = visit.Page.GetByRole(AriaRole.Navigation, new() { Name = "Sections" });
        var signedIn = await navigation.InnerTextAsync();
        await visit.Page.Locator("form[action='/sign-out'] button").FollowAsync();

        Assert.That(signedIn, Does.Contain("Our figures"));
        Assert.That((await visit.Page.GotoAsync("/send"))!.Url, Does.Contain("/sign-in"));
    }
}
