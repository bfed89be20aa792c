using System.Text;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Hosting;

/// <summary>Nobody can keep another service's upload waiting: not without permission, and not with permission for another service.</summary>
[NeedsDatabase]
public sealed class UploadTurnsTests
{
    private const string Checks = "/api/v1/services/HARBOUR/extracts/2025-Q2/checks";
    private const string OthersChecks = "/api/v1/services/TEASEL/extracts/2025-Q2/checks";
    private const int Slow = 6;

    private const string Part = "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"cases.csv\"\r\n\r\n";

    // Above the rate that a server asks for at first, so that the connection is kept for minutes.
    private static readonly string Burst = Chunk(Part) + Chunk(new string('x', 48 * 1024));

    private static readonly string[] SlowHeaders = ["Content-Type: multipart/form-data; boundary=b", "Transfer-Encoding: chunked"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [TestCase("/")]
    [TestCase("/sign-in")]
    [TestCase("/dev/tokens")]
    [TestCase("/send")]
    [TestCase(Checks)]
    public async Task Check_LargeBesideSlowAnonymousConnections_IsAnswered(string address)
    {
        await using var portal = await RunningPortal.StartAsync();
        using var member = await portal.ClientAsync("member@harbour");
        var slow = await SlowAsync(portal.Address, address, null);

        var answer = await LargeCheckAsync(member);

        slow.ForEach(connection => connection.Dispose());
        Assert.That(answer, Is.EqualTo(200));
    }

    [Test]
    public async Task Check_LargeBesideSlowUploadsOfAnotherService_IsAnswered()
    {
        await using var portal = await RunningPortal.StartAsync();
        using var member = await portal.ClientAsync("member@harbour");
        using var other = await portal.ClientAsync("member@teasel");
        var slow = await SlowAsync(portal.Address, OthersChecks, other.DefaultRequestHeaders.Authorization!.ToString());

        var answer = await LargeCheckAsync(member);

        slow.ForEach(connection => connection.Dispose());
        Assert.That(answer, Is.EqualTo(200));
    }

    [TestCase(null, 401)]
    [TestCase("analyst", 403)]
    [TestCase("member@teasel", 404)]
    public async Task Check_WithoutPermission_IsRefusedBeforeItsBodyIsRead(string? user, int status)
    {
        await using var portal = await RunningPortal.StartAsync();
        using var client = await portal.ClientAsync(user);
        using var connection = await RawConnection.OpenAsync(portal.Address);

        await connection.SendAsync(
            $"POST {Checks}",
            [
                "Content-Type: multipart/form-data; boundary=b",
                "Content-Length: 20000000",
                "Expect: 100-continue",
                .. client.DefaultRequestHeaders.Authorization is { } token ? [$"Authorization: {token}"] : Array.Empty<string>(),
            ]
        );
        var answer = await connection.AnswerAsync(said => said.Contains("\r\n\r\n", StringComparison.Ordinal), Patience);

        // Whoever reads a body says 100 Continue first.
        Assert.That(answer, Does.StartWith($"HTTP/1.1 {status} "));
    }

    [TestCase(null, 302)]
    [TestCase("analyst", 403)]
    public async Task Send_WithoutPermission_IsRefusedBeforeItsBodyIsRead(string? user, int status)
    {
        await using var portal = await RunningPortal.StartAsync();
        using var browser = user is null ? null : await Browser.SignInAsync(portal, user);
        using var connection = await RawConnection.OpenAsync(portal.Address);

        await connection.SendAsync(
            "POST /send",
            [
                "Content-Type: multipart/form-data; boundary=b",
                "Content-Length: 20000000",
                "Expect: 100-continue",
                .. browser is null ? Array.Empty<string>() : [$"Cookie: {browser.Cookies}"],
            ]
        );
        var answer = await connection.AnswerAsync(said => said.Contains("\r\n\r\n", StringComparison.Ordinal), Patience);

        Assert.That(answer, Does.StartWith($"HTTP/1.1 {status} "));
    }

    // The server waits for seconds before it gives up, so the three come at once, each from a service of its own.
    [Test]
    public async Task Upload_ThatComesTooSlowly_IsARequestTimeout()
    {
        await using var portal = await RunningPortal.StartAsync();
        using var harbour = await portal.ClientAsync("member@harbour");
        using var teasel = await portal.ClientAsync("member@teasel");
        using var browser = await Browser.SignInAsync(portal, "member@lapwing");

        var answers = await Task.WhenAll(
            SlowAsync(portal, Checks, $"Authorization: {harbour.DefaultRequestHeaders.Authorization}", "SLOW"),
            SlowAsync(
                portal,
                "/api/v1/services/TEASEL/extracts/2025-Q2/submissions",
                $"Authorization: {teasel.DefaultRequestHeaders.Authorization}",
                "SLOW"
            ),
            SlowAsync(portal, "/send", $"Cookie: {browser.Cookies}", "</main>")
        );

        Assert.That(answers, Is.All.StartsWith("HTTP/1.1 408 "));
        Assert.That(answers[..2], Is.All.Contains("application/problem+json").And.All.Contains("BODY_TOO_SLOW"));
        Assert.That(answers[2], Does.Contain("too slowly"));
    }

    private static async Task<string> SlowAsync(RunningPortal portal, string address, string who, string until)
    {
        using var connection = await RawConnection.OpenAsync(portal.Address);
        await connection.SendAsync(
            $"POST {address}",
            ["Content-Type: multipart/form-data; boundary=b", "Content-Length: 20000", who],
            Part
        );
        return await connection.AnswerAsync(said => said.Contains(until, StringComparison.Ordinal), Patience);
    }

    [Test]
    public async Task Pages_BesideFiveHundredIdleConnections_AreAnswered()
    {
        await using var portal = await RunningPortal.StartAsync();
        using var member = await portal.ClientAsync("member@harbour");
        var idle = new List<RawConnection>();
        for (var connection = 0; connection < 500; connection++)
            idle.Add(await RawConnection.OpenAsync(portal.Address));

        var answer = await member.GetAnswerAsync("/api/v1/me").WaitAsync(Patience);

        idle.ForEach(connection => connection.Dispose());
        Assert.That(answer.Status, Is.EqualTo(200));
    }

    private static string Chunk(string content) => $"{content.Length:x}\r\n{content}\r\n";

    private static async Task<List<RawConnection>> SlowAsync(Uri portal, string address, string? token)
    {
        var slow = new List<RawConnection>();
        for (var one = 0; one < Slow; one++)
        {
            var connection = await RawConnection.OpenAsync(portal);
            await connection.SendAsync(
                $"POST {address}",
                [.. SlowHeaders, .. token is null ? Array.Empty<string>() : [$"Authorization: {token}"]],
                Burst
            );
            slow.Add(connection);
        }

        return slow;
    }

    // A file that is none of the six makes the upload large.
    private static async Task<int> LargeCheckAsync(HttpClient member)
    {
        var form = SampleFiles.Upload(SampleFiles.Valid());
        form.Add(new ByteArrayContent(Encoding.ASCII.GetBytes(new string('x', 5 * 1024 * 1024))), "files", "notes.csv");
        try
        {
            return (await member.PostAnswerAsync(Checks, form).WaitAsync(TimeSpan.FromSeconds(20))).Status;
        }
        catch (TimeoutException)
        {
            return 0;
        }
    }
}
