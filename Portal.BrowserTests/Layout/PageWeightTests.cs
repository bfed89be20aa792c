using NUnit.Framework;
using Portal.BrowserTests.Everywhere;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Layout;

/// <summary>Every page that links lead to is light, the first time too.</summary>
public sealed class PageWeightTests
{
    // Swagger's own page for programmers, which brings a megabyte of its own.
    private const string OfProgrammers = "/docs";

    [TestCase(null)]
    [TestCase("member@harbour")]
    [TestCase("lead@harbour")]
    [TestCase("analyst")]
    [TestCase("admin")]
    [TestCase("reader")]
    public async Task Pages_WithTheirParts_AreLight(string? user)
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), user);
        var walk = await Walk.FromHomeAsync(visit, user);

        var weights = new List<PageWeight>();
        var others = PortalAddress.All.Where(one => one.User == user).Select(one => one.Path);
        foreach (var address in walk.Pages.Concat(others).Distinct().Where(address => address != OfProgrammers))
            weights.Add(await PageWeight.OfAsync(visit, address));

        foreach (var weight in weights.OrderByDescending(weight => weight.Bytes).Take(5))
            await TestContext.Out.WriteLineAsync($"{user ?? "nobody"} {weight}");
        Assert.That(weights.Where(weight => weight.Parts < 3), Is.Empty, "styles, script and icon are weighed too");
        Assert.That(weights.Where(weight => weight.Bytes > PageWeight.Most), Is.Empty);
    }
}
