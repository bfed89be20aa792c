using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Erasure;
using Portal.Tests.Http;
using Portal.Tests.Releases;

namespace Portal.Tests.Shares;

/// <summary>An erased service has nothing to share any more.</summary>
[NeedsDatabase]
public sealed class ErasedShareTests
{
    private ErasingPortal _portal = null!;

    [SetUp]
    public async Task StartPortal() => _portal = await ErasingPortal.StartAsync();

    [TearDown]
    public async Task StopPortal() => await _portal.DisposeAsync();

    [Test]
    public async Task Erase_Service_RemovesItsSharesAndReports()
    {
        await _portal.SubmittedAsync(ErasingPortal.Files);
        var id = await PublishedRelease.MakeAsync(_portal.Portal, "2025-Q4");
        using var reader = await _portal.Portal.ClientAsync("reader");
        using var teasel = await _portal.Portal.ClientAsync("lead@teasel");
        Assert.That((await SharingPortal.SendAsync(_portal.Lead, "PUT", ErasingPortal.Own + "/shares/reader")).Status, Is.EqualTo(200));
        Assert.That((await SharingPortal.SendAsync(teasel, "PUT", "/api/v1/services/TEASEL/shares/reader")).Status, Is.EqualTo(200));
        Assert.That((await reader.GetAnswerAsync($"/api/v1/shared/HARBOUR/releases/{id}/cells.json")).Status, Is.EqualTo(200));

        Assert.That((await _portal.EraseServiceAsync()).Status, Is.EqualTo(201));

        Assert.That(await _portal.CountAsync("report_share JOIN service USING (service_id) WHERE code = 'HARBOUR'"), Is.Zero);
        Assert.That(await _portal.CountAsync("service_report JOIN service USING (service_id) WHERE code = 'HARBOUR'"), Is.Zero);
        Assert.That((await reader.GetAnswerAsync($"/api/v1/shared/HARBOUR/releases/{id}/cells.json")).Status, Is.EqualTo(404));
        Assert.That(
            (await reader.GetAnswerAsync("/api/v1/shared")).Json["items"]!.AsArray().Select(one => (string?)one!["service"]),
            Is.EqualTo(new[] { "TEASEL" })
        );
        Assert.That((await reader.GetAnswerAsync($"/api/v1/shared/TEASEL/releases/{id}/cells.json")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Erase_Case_LeavesSharesAndPublishedReports()
    {
        await _portal.SubmittedAsync(ErasingPortal.Files);
        var id = await PublishedRelease.MakeAsync(_portal.Portal, "2025-Q4");
        using var reader = await _portal.Portal.ClientAsync("reader");
        await SharingPortal.SendAsync(_portal.Lead, "PUT", ErasingPortal.Own + "/shares/reader");
        var before = await reader.GetAnswerAsync($"/api/v1/shared/HARBOUR/releases/{id}/cells.json");

        Assert.That((await _portal.EraseCaseAsync()).Status, Is.EqualTo(201));

        Assert.That(before.Status, Is.EqualTo(200));
        Assert.That(await reader.GetAnswerAsync($"/api/v1/shared/HARBOUR/releases/{id}/cells.json"), Is.EqualTo(before));
    }
}
