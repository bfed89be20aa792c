using Microsoft.Extensions.Configuration;
using NUnit.Framework;
using Portal.Api.Hosting;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Hosting;

/// <summary>Whoever asks too often is told to wait, alone and for how long.</summary>
[NeedsDatabase]
public sealed class RateLimitsTests
{
    private const int Few = 5;

    [Test]
    public async Task Get_MoreOftenThanTheLimit_IsTooManyForThisPersonOnly()
    {
        await using var portal = await RunningPortal.StartWithAsync($"--RequestLimits:RequestsAMinute={Few}");
        using var person = await portal.ClientAsync("member@harbour");
        using var other = await portal.ClientAsync("member@teasel");

        var answers = new List<HttpAnswer>();
        for (var request = 0; request <= Few; request++)
            answers.Add(await person.GetAnswerAsync("/api/v1/me"));

        Assert.That(answers.SkipLast(1).Select(answer => answer.Status), Is.All.EqualTo(200));
        Assert.That((answers[^1].Status, answers[^1].Code), Is.EqualTo((429, "TOO_MANY_REQUESTS")));
        Assert.That((await other.GetAnswerAsync("/api/v1/me")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Get_MoreOftenThanTheLimit_SaysWhenToComeBackAlsoOnPages()
    {
        await using var portal = await RunningPortal.StartWithAsync("--RequestLimits:RequestsAMinute=1");
        using var person = await portal.ClientAsync("member@harbour");
        await person.GetAnswerAsync("/api/v1/me");

        using var problem = await person.GetAsync(new Uri("/api/v1/me", UriKind.Relative));
        using var page = await person.GetAsync(new Uri("/help", UriKind.Relative));

        Assert.Multiple(() =>
        {
            Assert.That(((int)problem.StatusCode, (int)page.StatusCode), Is.EqualTo((429, 429)));
            Assert.That(problem.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
            Assert.That(page.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/html"));
            Assert.That(problem.Headers.RetryAfter!.Delta, Is.GreaterThan(TimeSpan.Zero));
            Assert.That(page.Headers.RetryAfter!.Delta, Is.GreaterThan(TimeSpan.Zero));
        });
    }

    [Test]
    public async Task Get_HealthMoreOftenThanTheLimit_IsAnswered()
    {
        await using var portal = await RunningPortal.StartWithAsync("--RequestLimits:RequestsAMinute=1");
        using var nobody = await portal.ClientAsync(null);

        for (var request = 0; request < Few; request++)
            Assert.That((await nobody.GetAnswerAsync("/health/live")).Status, Is.EqualTo(200));
        // The database of the tests is not durable, which readiness says.
        for (var request = 0; request < Few; request++)
            Assert.That((await nobody.GetAnswerAsync("/health/ready")).Status, Is.EqualTo(503));
    }

    [Test]
    public async Task Get_WhatIsNotOnesOwn_CountsMoreThanWhatIs()
    {
        await using var portal = await RunningPortal.StartWithAsync("--RequestLimits:RequestsAMinute=20");
        using var person = await portal.ClientAsync("member@harbour");

        var answers = new List<int>();
        for (var request = 0; request < 3; request++)
            answers.Add((await person.GetAnswerAsync("/api/v1/services/TEASEL/profile")).Status);

        Assert.That(answers, Is.EqualTo(new[] { 404, 404, 429 }));
    }

    [TestCase("/dev/tokens")]
    [TestCase("/sign-in")]
    public async Task Post_SignInMoreOftenThanTheLimit_IsTooMany(string address)
    {
        await using var portal = await RunningPortal.StartWithAsync($"--RequestLimits:SignInsAMinute={Few}");
        using var nobody = await portal.ClientAsync(null);

        var answers = new List<int>();
        for (var request = 0; request <= Few; request++)
            answers.Add((await nobody.PostAnswerAsync(address, new FormUrlEncodedContent([new("user", "nobody")]))).Status);

        Assert.That(answers.SkipLast(1), Is.All.EqualTo(400));
        Assert.That(answers[^1], Is.EqualTo(429));
        Assert.That((await nobody.GetAnswerAsync("/sign-in")).Status, Is.EqualTo(200), "the form is shown");
    }

    [TestCase("member@harbour", "/api/v1/services/HARBOUR/charts/referral-risks.svg?reason=OTHER")]
    [TestCase("analyst", "/api/v1/network/outcomes.csv")]
    [TestCase("reader", "/api/v1/network/releases/latest/bundle.zip")]
    [TestCase("reader", "/api/v1/network/releases/latest/cells.csv")]
    [TestCase("admin", "/api/v1/network/audit.csv")]
    public async Task Get_FilesMoreOftenThanTheLimit_IsTooManyOfFilesOnly(string user, string address)
    {
        await using var portal = await RunningPortal.StartWithAsync($"--RequestLimits:ExportsAMinute={Few}");
        using var person = await portal.ClientAsync(user);

        var answers = new List<int>();
        for (var request = 0; request <= Few; request++)
            answers.Add((await person.GetAnswerAsync(address)).Status);

        Assert.That(answers.SkipLast(1), Has.None.EqualTo(429));
        Assert.That(answers[^1], Is.EqualTo(429));
        Assert.That((await person.GetAnswerAsync("/api/v1/me")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Post_ReleasesMoreOftenThanTheLimit_IsTooMany()
    {
        await using var portal = await RunningPortal.StartWithAsync("--RequestLimits:ReleasesAnHour=2");
        using var analyst = await portal.ClientAsync("analyst");

        var answers = new List<int>();
        for (var request = 0; request < 3; request++)
            answers.Add((await analyst.PostAnswerAsync("/api/v1/network/releases", Requests.Json("""{"quarter":"none"}"""))).Status);

        Assert.That(answers, Is.EqualTo(new[] { 400, 400, 429 }));
        Assert.That((await analyst.GetAnswerAsync("/api/v1/network/releases")).Status, Is.EqualTo(200));
    }

    [TestCase("0")]
    [TestCase("-1")]
    [TestCase("many")]
    public void Read_ALimitThatIsNone_Fails(string limit)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("RequestLimits:ExportsAMinute", limit)]).Build();

        Assert.Throws<InvalidOperationException>(() => RequestLimits.Read(configuration));
    }
}
