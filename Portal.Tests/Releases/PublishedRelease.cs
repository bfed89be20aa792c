using System.Text.Json;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.Tests.Releases;

/// <summary>A release made and approved over HTTP, as two analysts do it.</summary>
public static class PublishedRelease
{
    /// <summary>Starts as analyst, waits until it is frozen, publishes as analyst2.</summary>
    /// <param name="portal">A portal of its own, or the shared one before anybody reads it.</param>
    /// <param name="quarter">YYYY-Qn.</param>
    /// <param name="note">Needed for a correction.</param>
    /// <returns>Id of the release.</returns>
    public static async Task<string> MakeAsync(RunningPortal portal, string quarter, string note = "")
    {
        using var analyst = await portal.ClientAsync("analyst");
        using var second = await portal.ClientAsync("analyst2");
        var begun = await analyst.PostAnswerAsync("/api/v1/network/releases", Requests.Json(JsonSerializer.Serialize(new { quarter, note })));
        Assert.That(begun.Status, Is.EqualTo(202), begun.Body);
        var id = (string)begun.Json["id"]!;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        string? state;
        do
        {
            await timer.WaitForNextTickAsync();
            state = (string?)(await analyst.GetAnswerAsync($"/api/v1/network/releases/{id}")).Json["state"];
        }
        while (state == "RUNNING");
        Assert.That(state, Is.EqualTo("DRAFT"));
        var published = await second.PostAnswerAsync($"/api/v1/network/releases/{id}/publication", Requests.Json("{}"));
        Assert.That(published.Status, Is.EqualTo(200), published.Body);
        return id;
    }
}
