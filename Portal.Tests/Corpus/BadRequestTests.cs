using System.Net.Http.Headers;
using System.Text;
using NUnit.Framework;
using Portal.Tests.Checking;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Corpus;

/// <summary>Requests that are no upload at all are refused by API and page, and never break either.</summary>
[NeedsDatabase]
public sealed class BadRequestTests
{
    private const string Checks = "/api/v1/services/HARBOUR/extracts/2025-Q2/checks";

    private RunningPortal _portal = null!;
    private HttpClient _client = null!;
    private Browser _browser = null!;

    [OneTimeSetUp]
    public async Task StartPortal()
    {
        _portal = await RunningPortal.StartAsync();
        _client = await _portal.ClientAsync("member@harbour");
        _browser = await Browser.SignInAsync(_portal, "member@harbour");
    }

    [OneTimeTearDown]
    public async Task StopPortal()
    {
        _client.Dispose();
        _browser.Dispose();
        await _portal.DisposeAsync();
    }

    [TestCase("", "multipart/form-data", 400)]
    [TestCase("--x", "multipart/form-data; boundary=x", 400)]
    [TestCase(
        "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"cases.csv\"\r\n\r\nservice_code",
        "multipart/form-data; boundary=x",
        400
    )]
    [TestCase("no parts", "multipart/form-data; boundary=x", 400)]
    [TestCase("--x--\r\n", "multipart/form-data; boundary=x", 400)]
    [TestCase("{}", "application/json", 415)]
    [TestCase("plain", "text/plain", 415)]
    public async Task Post_BrokenBody_IsRefused(string body, string contentType, int status)
    {
        Assert.That((await _client.PostAnswerAsync(Checks, Content(body, contentType))).Status, Is.EqualTo(status));
        Assert.That((await _browser.PostAsync("/send", Content(body, contentType))).Status, Is.InRange(400, 499));
    }

    [Test]
    public async Task Post_MoreFieldsThanAForm_IsRefused()
    {
        MultipartFormDataContent Form() => Uploads.Form([], Enumerable.Range(0, 1200).Select(number => ($"field{number}", "x")));

        Assert.That((await _client.PostAnswerAsync(Checks, Form())).Status, Is.EqualTo(400));
        Assert.That((await _browser.PostAsync("/send", Form())).Status, Is.InRange(400, 499));
    }

    [Test]
    public async Task Post_HeadingOfAPartBeyondTheLimit_IsRefused()
    {
        var body =
            $"--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{new string('c', 40_000)}.csv\"\r\n\r\na\r\n--x--\r\n";

        Assert.That((await _client.PostAnswerAsync(Checks, Content(body, "multipart/form-data; boundary=x"))).Status, Is.InRange(400, 499));
        Assert.That((await _browser.PostAsync("/send", Content(body, "multipart/form-data; boundary=x"))).Status, Is.InRange(400, 499));
    }

    [Test]
    public async Task Post_SevenHundredFiles_GetAReport()
    {
        var files = Enumerable
            .Range(0, 700)
            .Select(number => ($"cases {new string('a', number % 7 + 1)}.csv", (ReadOnlyMemory<byte>)Extract.Valid[0].Content))
            .ToList();

        var answer = await _client.PostAnswerAsync(Checks, Uploads.Form(files));

        Assert.That((answer.Status, (string?)answer.Json["state"]), Is.EqualTo((200, "NEEDS_FIXING")));
        Assert.That(ShownReport.OfPage((await _browser.CheckAsync(files)).Body).State, Is.EqualTo("NEEDS_FIXING"));
    }

    [TestCase("[")]
    [TestCase("{}")]
    [TestCase("[null]")]
    [TestCase("\"x\"")]
    public async Task Submit_BrokenAcknowledgements_AreRefused(string acknowledgements)
    {
        var answer = await _client.PostAnswerAsync(
            Checks.Replace("checks", "submissions", StringComparison.Ordinal),
            SampleFiles.Upload(SampleFiles.Valid(), acknowledgements)
        );

        Assert.That((answer.Status, answer.Code), Is.EqualTo((400, "UPLOAD_MALFORMED")));
    }

    private static ByteArrayContent Content(string body, string contentType)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return content;
    }
}
