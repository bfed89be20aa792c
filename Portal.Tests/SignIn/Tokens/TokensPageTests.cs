using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.SignIn.Tokens;

/// <summary>The page on which a lead makes tokens: what it shows of a key, and that its script does what it says.</summary>
[NeedsDatabase]
public sealed partial class TokensPageTests
{
    private const string Page = "/tokens/HARBOUR";

    private MovedClock _clock = null!;
    private RunningPortal _portal = null!;
    private Browser _lead = null!;

    [SetUp]
    public async Task Open()
    {
        _clock = new MovedClock();
        _clock.Move(new DateTimeOffset(2025, 8, 1, 12, 0, 0, TimeSpan.Zero) - _clock.GetUtcNow());
        _portal = await RunningPortal.StartAsync(_clock);
        _lead = await Browser.SignInAsync(_portal, "lead@harbour");
    }

    [TearDown]
    public async Task Close()
    {
        _lead.Dispose();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task Make_ShowsTheKeyOnce_AndItsScriptSendsTheQuarter()
    {
        await _lead.OpenAsync(Page);
        var made = (await _lead.SubmitAsync(Page, ("name", "Quarterly upload"), ("actions", "submit"), ("days", "120"))).Body;
        var key = Key().Match(made).Value;
        var again = (await _lead.OpenAsync(Page)).Body;

        Assert.That(key, Has.Length.GreaterThan(40));
        Assert.That(again, Does.Contain("Quarterly upload").And.Contain("Not used yet").And.Not.Contain(key));

        var script = WebUtility.HtmlDecode(Script().Match(again).Groups[1].Value);
        Assert.That(script, Does.Contain("/api/v1/services/HARBOUR/extracts/2025-Q2/submissions"));
        var receipt = JsonNode.Parse(await RunAsync(script, key))!;
        Assert.That(((string?)receipt["state"], (string?)receipt["period"]), Is.EqualTo(("ACCEPTED", "2025-Q2")));
        Assert.That((await _lead.OpenAsync("/history/HARBOUR")).Body, Does.Contain("Quarterly upload, token of"));
        Assert.That((await _lead.OpenAsync(Page)).Body, Does.Contain("Last used"));
    }

    [Test]
    public async Task Make_ReadWithoutAReason_KeepsTheFormAndSaysWhatIsMissing()
    {
        await _lead.OpenAsync(Page);
        var asked = await _lead.SubmitAsync(Page, ("name", "Dashboard"), ("actions", "read"), ("days", "10"), ("exportReason", ""));

        Assert.That(
            asked.Body,
            Does.Contain("Choose why, since the token is to read.").And.Contain("Dashboard").And.Not.Contain("outcomes_")
        );
    }

    [Test]
    public async Task Revoke_OnThePage_EndsIt()
    {
        using var script = await _portal.ClientAsync("lead@harbour");
        var (id, key) = await script.TokenAsync("read");
        using var client = _portal.Script(key);
        Assert.That((await client.GetAnswerAsync("/api/v1/me")).Status, Is.EqualTo(200));

        await _lead.OpenAsync(Page);
        await _lead.SubmitAsync(Page + "?handler=Revoke", ("id", id));

        Assert.That((await client.GetAnswerAsync("/api/v1/me")).Status, Is.EqualTo(401));
        Assert.That((await _lead.OpenAsync(Page)).Body, Does.Contain("There is no token yet").And.Contain("1 token has ended"));
    }

    private static async Task<string> RunAsync(string script, string key)
    {
        var folder = Directory.CreateTempSubdirectory("portal-script-");
        try
        {
            foreach (var (name, text) in SampleFiles.Valid())
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), text);
            var start = new ProcessStartInfo("bash", ["-c", script])
            {
                WorkingDirectory = folder.FullName,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["OUTCOMES_TOKEN"] = key;
            using var process = Process.Start(start)!;
            var printed = process.StandardOutput.ReadToEndAsync();
            var wrong = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.That(process.ExitCode, Is.Zero, await printed + wrong);
            return await printed;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex("outcomes_[A-Za-z0-9_-]+", RegexOptions.NonBacktracking)]
    private static partial Regex Key();

    [GeneratedRegex("aria-label=\"Upload in curl\"><code>([^<]+)</code>", RegexOptions.NonBacktracking)]
    private static partial Regex Script();
}
