using Portal.Tests.Http;

namespace Portal.Tests.Releases;

/// <summary>Makes releases over HTTP as people do: an analyst starts one, a second one publishes it.</summary>
public static class PublishedRelease
{
    private const string Releases = "/api/v1/network/releases";

    // Far beyond any release of the sample network.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Makes and publishes a release of a quarter.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> MakeAsync(RunningPortal portal, string quarter, string note = "")
    {
        using var analyst = await portal.ClientAsync("analyst");
        using var second = await portal.ClientAsync("analyst2");
        var id = await DraftAsync(analyst, quarter, note);
        var published = await second.PostAnswerAsync($"{Releases}/{id}/publication", Requests.Json("{}"));
        return published.Status == 200 ? id : throw new InvalidOperationException(published.Body);
    }

    /// <summary>Makes a draft and waits until it is frozen.</summary>
    internal static async Task<string> DraftAsync(HttpClient analyst, string quarter, string note = "")
    {
        var begun = await StartAsync(analyst, quarter, note);
        if (begun.Status != 202)
            throw new InvalidOperationException(begun.Body);
        var id = (string)begun.Json["id"]!;
        await UntilAsync(async () =>
            (string?)(await analyst.GetAnswerAsync($"{Releases}/{id}")).Json["state"] switch
            {
                "DRAFT" => true,
                "RUNNING" => false,
                var other => throw new InvalidOperationException($"The release is {other}."),
            }
        );
        return id;
    }

    /// <summary>Asks for a release.</summary>
    internal static Task<HttpAnswer> StartAsync(HttpClient analyst, string quarter, string note = "") =>
        analyst.PostAnswerAsync(Releases, Requests.Json($$"""{"quarter":"{{quarter}}","note":"{{note}}"}"""));

    /// <summary>Asks again until it is so.</summary>
    internal static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await isSo())
            await Task.Delay(50, patience.Token);
    }
}
