using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.BrowserTests.Layout;

/// <summary>What a page costs on the line when nothing of it is known yet: itself, and the styles, scripts and pictures that it links.</summary>
internal sealed partial record PageWeight(string Address, int Bytes, int Parts)
{
    /// <summary>A page with its parts is smaller than this many bytes.</summary>
    public const int Most = 100_000;

    private static readonly HttpClient Client = new(
        new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None, UseCookies = false }
    );

    public static async Task<PageWeight> OfAsync(Visit visit, string address)
    {
        var cookies = string.Join("; ", (await visit.Page.Context.CookiesAsync()).Select(cookie => $"{cookie.Name}={cookie.Value}"));
        var portal = new Uri(visit.Portal, address);
        var page = await BytesAsync(portal, cookies);
        var bytes = page.Length;
        await using var plain = new BrotliStream(new MemoryStream(page), CompressionMode.Decompress);
        using var reader = new StreamReader(plain, Encoding.UTF8);
        var parts = Part().Matches(await reader.ReadToEndAsync()).Select(match => match.Groups[1].Value).Distinct().ToList();
        foreach (var part in parts)
            bytes += (await BytesAsync(new Uri(portal, WebUtility.HtmlDecode(part)), cookies)).Length;
        return new PageWeight(address, bytes, parts.Count);
    }

    private static async Task<byte[]> BytesAsync(Uri address, string cookies)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Cookie", cookies);
        request.Headers.TryAddWithoutValidation("Accept", "text/html,*/*;q=0.8");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "br");
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        using var answer = await Client.SendAsync(request);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    [GeneratedRegex("<(?:link|script|img|source)\\b[^>]*?(?:href|src|srcset)=\"(/[^\" ]*)\"")]
    private static partial Regex Part();
}
