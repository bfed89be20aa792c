using NUnit.Framework;
using Portal.BrowserTests.Everywhere;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Layout;

/// <summary>Nothing is there that nobody finds: links lead from Home to every page that somebody may open.</summary>
public sealed class WalkFromHomeTests
{
    [TestCase(null)]
    [TestCase("member@harbour")]
    [TestCase("lead@harbour")]
    [TestCase("analyst")]
    [TestCase("admin")]
    [TestCase("reader")]
    public async Task Links_FromHome_LeadToEveryPageThatThePersonMayOpen(string? user)
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), user);
        var walk = await Walk.FromHomeAsync(visit, user);

        var expected = new List<string>();
        foreach (
            var path in PortalAddress.All.Where(address => address.User == user).Select(address => address.Path.Split('?')[0]).Distinct()
        )
            if ((await visit.Page.APIRequest.GetAsync(path, new() { MaxRedirects = 0 })).Status == 200)
                expected.Add(path);
        Assert.That(expected, Is.Not.Empty);
        Assert.That(expected.Select(Walk.KindOf).Except(walk.Kinds), Is.Empty);
    }
}
