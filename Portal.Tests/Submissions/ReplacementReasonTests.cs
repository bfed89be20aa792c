using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Submissions;

/// <summary>Why a quarter is sent again stands on its receipt.</summary>
[NeedsDatabase]
public sealed class ReplacementReasonTests
{
    private const string Extract = "/api/v1/services/HARBOUR/extracts/2025-Q2/";

    private RunningPortal _portal = null!;
    private HttpClient _member = null!;

    [SetUp]
    public async Task StartPortal()
    {
        _portal = await RunningPortal.StartAsync();
        _member = await _portal.ClientAsync("member@harbour");
    }

    [TearDown]
    public async Task StopPortal()
    {
        _member.Dispose();
        await _portal.DisposeAsync();
    }

    [TestCase(null, "NOT_GIVEN")]
    [TestCase("LATE_DATA", "LATE_DATA")]
    [TestCase("CORRECTION", "CORRECTION")]
    [TestCase("FULLER_DATA", "FULLER_DATA")]
    [TestCase("OTHER", "OTHER")]
    public async Task Submit_QuarterThatStands_KeepsTheReason(string? given, string kept)
    {
        var first = await SubmitAsync("SINGLE_PARENT", given);
        Assert.That((first.Status, (string?)first.Json["replacementReason"]), Is.EqualTo((201, (string?)null)), "nothing is replaced");

        var second = await SubmitAsync("OTHER", given);

        Assert.That((second.Status, (string?)second.Json["replacementReason"]), Is.EqualTo((201, kept)));
        var receipt = await _member.GetAnswerAsync($"/api/v1/services/HARBOUR/submissions/{(string)second.Json["id"]!}/receipt");
        Assert.That(receipt.Body, Is.EqualTo(second.Body));
    }

    [Test]
    public async Task Submit_DraftWithReason_KeepsIt()
    {
        await SubmitAsync("SINGLE_PARENT", null);
        var check = (string)(await _member.PostAnswerAsync(Extract + "checks", SampleFiles.Upload(SampleFiles.Valid()))).Json["check"]!;

        var answer = await _member.PostAnswerAsync(
            Extract + "submissions",
            Requests.Json($$"""{"check":"{{check}}","replacementReason":"FULLER_DATA"}""")
        );

        Assert.That((answer.Status, (string?)answer.Json["replacementReason"]), Is.EqualTo((201, "FULLER_DATA")), answer.Body);
    }

    [TestCase("BORED")]
    [TestCase("NOT_GIVEN")]
    [TestCase("late_data")]
    public async Task Submit_UnknownReason_IsRefused(string reason)
    {
        var asForm = await SubmitAsync("OTHER", reason);
        var asJson = await _member.PostAnswerAsync(
            Extract + "submissions",
            Requests.Json($$"""{"check":"unknown","replacementReason":"{{reason}}"}""")
        );

        foreach (var answer in new[] { asForm, asJson })
            Assert.That((answer.Status, answer.Code), Is.EqualTo((400, "REPLACEMENT_REASON_UNKNOWN")));
    }

    private Task<HttpAnswer> SubmitAsync(string household, string? reason)
    {
        var form = SampleFiles.Upload(SampleFiles.Valid().With("cases.csv", 1, "household", household));
        if (reason is not null)
            form.Add(new StringContent(reason), "replacementReason");
        return _member.PostAnswerAsync(Extract + "submissions", form);
    }
}
