using System.Net.Http.Headers;
using System.Text;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Hosting;

/// <summary>Requests that no honest client makes are refused in plain words, and never break anything.</summary>
[NeedsDatabase]
public sealed class OddRequestTests
{
    private static readonly string[] Addresses =
    [
        "/",
        "/send",
        "/help",
        "/health/live",
        "/openapi/v1.json",
        "/docs/index.html",
        "/api/v1/me",
        "/api/v1/none",
        "/api/v1/services/TEASEL/profile",
        "/no-such-page",
    ];

    [Test]
    public async Task Trace_AnyAddressByAnybody_IsNoMethod(
        [ValueSource(nameof(Addresses))] string address,
        [Values(null, "member@harbour")] string? user
    )
    {
        var portal = await RunningPortal.WithSamplesAsync();
        using var client = await portal.ClientAsync(user);
        using var request = new HttpRequestMessage(HttpMethod.Trace, new Uri(address, UriKind.Relative));

        using var answer = await client.SendAsync(request);

        Assert.That((int)answer.StatusCode, Is.EqualTo(405));
        Assert.That(answer.Content.Headers.Allow, Is.Not.Empty);
    }

    [TestCase("/api/v1/services/HARBOUR/extracts/2025-Q2/submissions", "application/json")]
    [TestCase("/api/v1/services/HARBOUR/extracts/2025-Q2/submissions", "multipart/form-data; boundary=b")]
    [TestCase("/api/v1/services/HARBOUR/extracts/2025-Q2/checks", "multipart/form-data; boundary=b")]
    [TestCase("/api/v1/network/releases", "application/json")]
    [TestCase("/api/v1/analysis/meta", "application/json")]
    [TestCase("/dev/tokens", "application/x-www-form-urlencoded")]
    [TestCase("/sign-in", "application/x-www-form-urlencoded")]
    [TestCase("/send", "multipart/form-data; boundary=b")]
    public async Task Post_InACharsetThatNobodyKnows_IsAnUnsupportedType(string address, string contentType)
    {
        var portal = await RunningPortal.WithSamplesAsync();
        using var member = await portal.ClientAsync("member@harbour");
        using var analyst = await portal.ClientAsync("analyst");
        foreach (var client in new[] { member, analyst })
        {
            using var content = new ByteArrayContent(Encoding.ASCII.GetBytes("{}"));
            content.Headers.TryAddWithoutValidation("Content-Type", contentType + "; charset=klingon");

            var answer = await client.PostAnswerAsync(address, content);

            // Whoever may not ask at all is told that first.
            Assert.That(answer.Status, Is.AnyOf(415, 401, 403), answer.Body);
        }
    }

    [Test]
    public async Task Post_InACharsetThatNobodyKnows_IsAProblemOfTheApi()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        using var client = await portal.ClientAsync("member@harbour");
        using var content = new ByteArrayContent([123, 125]);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=utf-9");

        var answer = await client.PostAnswerAsync("/api/v1/services/HARBOUR/extracts/2025-Q2/submissions", content);

        Assert.That((answer.Status, answer.Code), Is.EqualTo((415, "MEDIA_TYPE_UNSUPPORTED")));
    }

    [Test]
    public async Task Post_PartInACharsetThatNobodyKnows_IsNoFailure()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        using var client = await portal.ClientAsync("member@harbour");
        var form = SampleFiles.Upload(SampleFiles.Valid());
        foreach (var part in form)
            part.Headers.ContentType = MediaTypeHeaderValue.Parse("text/csv; charset=klingon");
        var field = new ByteArrayContent([91, 93]);
        field.Headers.ContentType = MediaTypeHeaderValue.Parse("text/plain; charset=klingon");
        form.Add(field, "acknowledgements");

        var answer = await client.PostAnswerAsync("/api/v1/services/HARBOUR/extracts/2025-Q2/checks", form);

        Assert.That(answer.Status, Is.LessThan(500), answer.Body);
    }
}
