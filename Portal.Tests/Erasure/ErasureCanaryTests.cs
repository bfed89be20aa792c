using System.Security.Cryptography;
using System.Text;
using NUnit.Framework;
using Portal.Tests.Canaries;
using Portal.Tests.Database;
using Portal.Tests.Http;
using static Portal.Tests.Erasure.ErasingPortal;

namespace Portal.Tests.Erasure;

/// <summary>A reference that exists nowhere else is sent, erased, and looked for in all that is left.</summary>
[NeedsDatabase]
public sealed class ErasureCanaryTests
{
    private readonly string _canary =
        "C-" + RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZ", 6) + RandomNumberGenerator.GetString("23456789", 6);

    [Test]
    public async Task Erase_Case_LeavesItsReferenceInNoTableFileLogOrAnswer()
    {
        var begun = DateTime.UtcNow.AddSeconds(-2);
        using var log = new CapturedLog();
        await using var portal = await ErasingPortal.StartAsync(log);
        var files = Files.ToDictionary(file => file.Key, file => file.Value.Replace(CaseRef, _canary, StringComparison.Ordinal));
        await portal.SubmittedAsync(files);
        await portal.SubmittedAsync(files.With("cases.csv", 2, "household", "OTHER"));
        Assert.That((await portal.CheckAsync(files, "2025-Q3")).Json["check"], Is.Not.Null);
        Assert.That(await portal.EverythingAsync(), Does.Contain(_canary), "the search sees tables and drafts");
        using var browser = await Browser.SignInAsync(portal.Portal, "admin");
        await browser.OpenAsync("/erasures/new");

        var asked = await browser.PostAsync("/erasures/new", Form("ask"));
        Assert.That(asked.Body, Does.Contain("Erase this case?").And.Contain(_canary), "it is shown once, to whoever typed it");
        var erased = await browser.PostAsync("/erasures/new", Form("erase"));
        Assert.That(erased.Status, Is.EqualTo(302), erased.Body);

        var answers = new List<string> { erased.Location! };
        foreach (
            var path in new[] { erased.Location!, "/erasures", "/audit", Erasures, "/api/v1/network/audit", "/api/v1/network/audit.csv" }
        )
            answers.Add((await portal.Admin.GetAnswerAsync(path)).Body);
        foreach (var path in new[] { Own + "/submissions", "/history/HARBOUR", Own + "/audit", "/families/HARBOUR" })
            answers.Add((await portal.Lead.GetAnswerAsync(path)).Body);
        answers.Add((await portal.CheckAsync(files)).Body);
        answers.Add((await portal.SubmitAsync(files)).Body);
        await portal.RestartAsync(log);

        Assert.That(answers.Where(answer => answer.Contains(_canary, StringComparison.OrdinalIgnoreCase)), Is.Empty);
        Assert.That(await portal.EverythingAsync(), Does.Not.Contain(_canary));
        Assert.That(log.Lines, Has.Some.Contains("/erasures/new").And.None.Contains(_canary));
        Assert.That(
            Needle.Find(
                [new Needle("canary", Encoding.UTF8.GetBytes(_canary)), new Needle("canary in UTF-16", Encoding.Unicode.GetBytes(_canary))],
                [portal.Portal.StateFolder],
                begun
            ),
            Is.Empty
        );
        Assert.That(
            await File.ReadAllTextAsync(Path.Combine(portal.Portal.StateFolder, "erasures")),
            Does.Contain("caseKey"),
            "the file is there and was looked at"
        );
    }

    private FormUrlEncodedContent Form(string step) =>
        new([
            new("step", step),
            new("service", "HARBOUR"),
            new("what", "CASE"),
            new("caseRef", _canary),
            new("reason", "REQUEST_OF_FAMILY"),
        ]);
}
