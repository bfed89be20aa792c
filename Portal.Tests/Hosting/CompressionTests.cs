using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.SignIn;

namespace Portal.Tests.Hosting;

/// <summary>Answers are small on the wire, but no other site can make a browser ask for one whose length gives words away.</summary>
[NeedsDatabase]
public sealed partial class CompressionTests
{
    private RunningPortal _portal = null!;
    private HttpClient _client = null!;
    private string _cookie = "";

    [OneTimeSetUp]
    public async Task SignIn()
    {
        _portal = await RunningPortal.WithSamplesAsync();
        _client = await _portal.ClientAsync(null);
        using var browser = await CookieOfSession.SignInAsync(_portal, "member@harbour");
        _cookie = "portal=" + browser.Value;
    }

    [OneTimeTearDown]
    public void Close() => _client.Dispose();

    [TestCase("same-origin", "gzip, deflate, br", "br")]
    [TestCase("none", "gzip, deflate, br", "br")]
    [TestCase("same-origin", "gzip", "gzip")]
    [TestCase("same-origin", null, null)]
    [TestCase("cross-site", "gzip, deflate, br", null)]
    [TestCase("same-site", "gzip, deflate, br", null)]
    [TestCase(null, "gzip, deflate, br", null)]
    public async Task Page_OfSomebodySignedIn_IsCompressedForOurOwnOnly(string? site, string? taken, string? encoding)
    {
        var answer = await GetAsync("/families/HARBOUR", ("Cookie", _cookie), ("Sec-Fetch-Site", site), ("Accept-Encoding", taken));

        Assert.That((answer.Status, answer.Encoding), Is.EqualTo((HttpStatusCode.OK, encoding)));
        Assert.That(answer.Text, Does.Contain("Families").And.Contain("</html>"));
        Assert.That(answer.Bytes * 4 < answer.Text.Length, Is.EqualTo(encoding is not null));
    }

    // Not found, refused, and sent elsewhere: no path around the rule.
    [TestCase("/families/HARBOUR?from=2025-04&before=guess")]
    [TestCase("/families/TEASEL")]
    [TestCase("/nowhere")]
    [TestCase("/api/v1/services/HARBOUR/outcomes")]
    [TestCase("/api/v1/services/HARBOUR/outcomes?from=guess")]
    public async Task Answer_ThatAnotherSiteAskedFor_IsNotCompressed(string path)
    {
        var other = await GetAsync(path, ("Cookie", _cookie), ("Sec-Fetch-Site", "cross-site"), ("Accept-Encoding", "br"));
        var own = await GetAsync(path, ("Cookie", _cookie), ("Sec-Fetch-Site", "same-origin"), ("Accept-Encoding", "br"));

        Assert.That((other.Encoding, own.Encoding), Is.EqualTo(((string?)null, "br")));
        Assert.That(other.Text, Is.Not.Empty);
    }

    [TestCase("/api/v1/services/HARBOUR/outcomes", "br")]
    [TestCase("/api/v1/services/HARBOUR/charts/referral-risks.svg?reason=OTHER", "br")]
    [TestCase("/api/v1/services/HARBOUR/charts/referral-risks.csv?reason=OTHER", "br")]
    [TestCase("/api/v1/services/HARBOUR/charts/referral-risks.png?reason=OTHER", null)]
    public async Task Answer_ToAToken_IsCompressedWhenItIsText(string path, string? encoding)
    {
        using var script = await _portal.ClientAsync("member@harbour");

        var answer = await GetAsync(
            path,
            ("Authorization", script.DefaultRequestHeaders.Authorization!.ToString()),
            ("Accept-Encoding", "br")
        );

        Assert.That((answer.Status, answer.Encoding), Is.EqualTo((HttpStatusCode.OK, encoding)));
    }

    [TestCase("br, gzip", "br")]
    [TestCase("gzip", "gzip")]
    [TestCase("br;q=0, identity", null)]
    [TestCase(null, null)]
    public async Task FileOfTheBuild_ForAnybody_IsSmallAndKnownAgain(string? taken, string? encoding)
    {
        var page = (await GetAsync("/help")).Text;
        var path = Stylesheet().Match(page).Groups[1].Value;
        var plain = await GetAsync(path);

        var answer = await GetAsync(path, ("Accept-Encoding", taken), ("Sec-Fetch-Site", "cross-site"));
        var again = await GetAsync(path, ("Accept-Encoding", taken), ("If-None-Match", answer.Tag));

        Assert.That((answer.Encoding, answer.Text), Is.EqualTo((encoding, plain.Text)));
        Assert.That(answer.Bytes * 3 < plain.Bytes, Is.EqualTo(encoding is not null));
        Assert.That((again.Status, again.Bytes), Is.EqualTo((HttpStatusCode.NotModified, 0)));
        Assert.That(answer.Tag == plain.Tag, Is.EqualTo(encoding is null), "each form has a tag of its own");
    }

    // What an attacker would guess sign by sign has changed before the next guess. The first signs name the key, which is no secret.
    [Test]
    public async Task FormToken_OfTheSamePageAskedTwice_HasNothingInCommon()
    {
        var tokens = new List<string>();
        for (var time = 0; time < 2; time++)
            tokens.Add(FormToken().Match((await GetAsync("/send", ("Cookie", _cookie))).Text).Groups[1].Value[32..]);

        Assert.That(tokens[0], Has.Length.GreaterThan(60));
        var runs = Enumerable.Range(0, tokens[0].Length - 6).Select(start => tokens[0].Substring(start, 6));
        Assert.That(runs.Where(run => tokens[1].Contains(run, StringComparison.Ordinal)), Is.Empty);
    }

    private async Task<(HttpStatusCode Status, string? Encoding, string? Tag, int Bytes, string Text)> GetAsync(
        string path,
        params (string Name, string? Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers.Where(header => header.Value is not null))
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await _client.SendAsync(request);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var encoding = answer.Content.Headers.ContentEncoding.SingleOrDefault();
        await using Stream plain = encoding switch
        {
            "br" => new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress),
            "gzip" => new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress),
            _ => new MemoryStream(bytes),
        };
        using var reader = new StreamReader(plain, Encoding.UTF8);
        return (answer.StatusCode, encoding, answer.Headers.ETag?.ToString(), bytes.Length, await reader.ReadToEndAsync());
    }

    [GeneratedRegex("rel=\"stylesheet\" href=\"([^\"]+)\"")]
    private static partial Regex Stylesheet();

    [GeneratedRegex("name=\"form-token\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
