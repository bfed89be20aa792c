using System.Text;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Extracts;
using Portal.Api.Releases.Bundle;
using Portal.Api.Releases.Lattice;
using Portal.Tests.Http;

namespace Portal.Tests.Attacks;

/// <summary>Everything of a release that somebody of another service can look at, made from its frozen cells.</summary>
internal sealed record Surface(string Name, Func<FrozenRelease, byte[]> Draw)
{
    /// <summary>A further surface is a further line.</summary>
    public static IReadOnlyList<Surface> All { get; } =
    [
        new("cells.json", ReleaseCells.Json),
        new("cells.csv", release => Encoding.UTF8.GetBytes(ReleaseCells.Csv(release, MeasureCatalogue.Published))),
        new("frozen text", release => Encoding.UTF8.GetBytes(release.Text)),
        new("bundle.zip", release => ReleaseBundle.Zip(release, DisclosurePolicy.Sdc1, MeasureCatalogue.Published)),
        .. ReleaseLattice.Scopes.SelectMany(scope =>
            new[] { ChartLayout.Wide, ChartLayout.Narrow }.SelectMany(layout =>
                new Surface[]
                {
                    new(
                        $"referral risks, {scope}, {layout}",
                        release => Whole(ReleasePictures.Risks(release, DisclosurePolicy.Sdc1, scope, layout))
                    ),
                    new(
                        $"changes, {scope}, {layout}",
                        release => Whole(ReleasePictures.Changes(release, DisclosurePolicy.Sdc1, MeasureCatalogue.Published, scope, layout))
                    ),
                }
            )
        ),
    ];

    // The picture and the numbers that are served beside it.
    private static byte[] Whole(DrawnPicture picture) =>
        Encoding.UTF8.GetBytes(picture.Svg + string.Join('\n', picture.Table.Rows.Select(row => string.Join(',', row))));
}

/// <summary>
/// Addresses under which a published release is served, with {id} in place of its id; all of them to anybody who is signed in.
/// </summary>
internal static class ServedSurface
{
    /// <summary>A further address is a further line.</summary>
    public static readonly IReadOnlyList<string> Paths =
    [
        "/api/v1/network/releases",
        "/api/v1/network/releases/{id}",
        "/api/v1/network/releases/{id}/cells.json",
        "/api/v1/network/releases/{id}/cells.csv",
        "/api/v1/network/releases/{id}/bundle.zip",
        "/api/v1/network/releases/{id}/charts/referral-risks.svg",
        "/api/v1/network/releases/{id}/charts/changes.svg",
        "/api/v1/network/releases/{id}/charts/changes.svg?scope=NATION_E",
        "/api/v1/network/releases/{id}/charts/changes.csv",
        "/api/v1/network/releases/{id}/charts/referral-risks.csv?scope=NATION_E",
        "/api/v1/network/releases/{id}/charts/changes.png",
        "/api/v1/network/releases/{id}/charts/referral-risks.svg?scope=HOST_NHS&narrow=true",
        "/releases",
        .. ReleaseLattice.Scopes.Select(scope => "/releases/{id}?scope=" + scope),
    ];

    /// <summary>Addresses that show a release beside the figures of {service}: to its own people only.</summary>
    public static readonly IReadOnlyList<string> PathsOfAService =
    [
        "/api/v1/services/{service}/benchmark",
        "/api/v1/services/{service}/charts/compared.svg?reason=OTHER",
        "/api/v1/services/{service}/charts/compared.csv?reason=OTHER",
        "/api/v1/services/{service}/charts/compared-risks.svg?reason=OTHER",
        "/api/v1/services/{service}/charts/compared-risks.csv?reason=OTHER&similar=true",
        "/api/v1/services/{service}/charts/funnel.csv?measure=HADS&subscale=ANXIETY&reason=OTHER",
        "/api/v1/services/{service}/charts/funnel.svg?measure=HADS&subscale=ANXIETY&reason=OTHER",
        "/compare/{service}",
        "/compare/{service}?release={id}",
    ];

    /// <summary>
    /// The bytes and the headers that a browser could tell answers apart by; of a page what is between its frame, which names the reader.
    /// </summary>
    public static async Task<ServedAnswer> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        var body = await answer.Content.ReadAsByteArrayAsync();
        if (answer.Content.Headers.ContentType?.MediaType == "text/html")
            body = body[body.AsSpan().IndexOf("<main"u8)..body.AsSpan().LastIndexOf("</main>"u8)];
        return new ServedAnswer(
            (int)answer.StatusCode,
            body,
            answer.Content.Headers.ContentDisposition?.FileName?.Trim('"') ?? "",
            answer.Headers.ETag?.Tag,
            answer.Content.Headers.LastModified
        );
    }

    public static async Task<(HttpClient Client, string Id)> OpenAsync(string user)
    {
        var portal = await RunningPortal.WithReleaseAsync();
        var client = await portal.ClientAsync(user);
        return (client, (string)(await client.GetAnswerAsync("/api/v1/network/releases")).Json["items"]![0]!["id"]!);
    }
}

internal sealed record ServedAnswer(int Status, byte[] Body, string FileName, string? ETag, DateTimeOffset? LastModified);
