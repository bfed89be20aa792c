using System.Text.Json.Nodes;
using Portal.Api.Samples;
using Portal.Tests.Http;

namespace Portal.Tests.Releases;

/// <summary>
/// Extracts of the sample network sent over HTTP by their services, so that a portal of one's own has something to release.
/// </summary>
internal static class SampleExtracts
{
    /// <summary>Sends one quarter of every service; warnings are answered with OTHER, as a sender would.</summary>
    public static async Task SendAsync(RunningPortal portal, string quarter, Func<string, bool>? services = null)
    {
        foreach (var service in SampleServices.All.Select(one => one.Code).Where(services ?? (_ => true)))
            await SendAsync(portal, service, quarter, Files(service, quarter));
    }

    public static Dictionary<string, string> Files(string service, string quarter) =>
        Directory
            .GetFiles(Path.Combine(RepositoryFolders.SampleExtracts, service, quarter), "*.csv")
            .ToDictionary(path => Path.GetFileName(path), File.ReadAllText);

    public static async Task SendAsync(RunningPortal portal, string service, string quarter, IReadOnlyDictionary<string, string> files)
    {
        using var lead = await portal.ClientAsync("lead@" + service.ToLowerInvariant());
        await SendAsync(lead, service, quarter, files);
    }

    /// <summary>The same by somebody who is signed in; what stands already may be sent again.</summary>
    public static async Task SendAsync(HttpClient lead, string service, string quarter, IReadOnlyDictionary<string, string> files)
    {
        var path = $"/api/v1/services/{service}/extracts/{quarter}/submissions";
        var answer = await lead.PostAnswerAsync(path, SampleFiles.Upload(files));
        if (answer is { Status: 422, Code: "NEEDS_REASONS" })
        {
            var reasons = new JsonArray([
                .. answer.Json["problems"]!
                    .AsArray()
                    .Where(problem => (string?)problem!["severity"] == "warning")
                    .Select(problem => new JsonObject
                    {
                        ["code"] = (string?)problem!["code"],
                        ["file"] = (string?)problem["file"] ?? "",
                        ["reason"] = "OTHER",
                    }),
            ]);
            answer = await lead.PostAnswerAsync(path, SampleFiles.Upload(files, reasons.ToJsonString()));
        }

        if (answer.Status is not (200 or 201))
            throw new InvalidOperationException(answer.Body);
    }
}
