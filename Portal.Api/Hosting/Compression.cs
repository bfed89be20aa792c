using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace Portal.Api.Hosting;

/// <summary>
/// Compresses texts that the portal's own pages, a person or a script asked for. What another site made a browser ask for stays as it is:
/// its length could tell, guess by guess, what stands beside words that the other site chose.
/// </summary>
/// <remarks>Source: docs/security.md, "Compression".</remarks>
public static class Compression
{
    private static readonly string[] Texts =
    [
        "text/html",
        "text/css",
        "text/csv",
        "text/javascript",
        "text/plain",
        "image/svg+xml",
        "application/json",
        "application/problem+json",
    ];

    public static void AddCompression(this IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = Texts;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(static options => options.Level = CompressionLevel.Optimal);
    }

    public static void UseCompression(this WebApplication app) =>
        app.UseWhen(static context => IsOfOurOwn(context.Request), static own => own.UseResponseCompression());

    // Browsers set Sec-Fetch-Site themselves and let no page change it; none of them sends a bearer token by itself.
    private static bool IsOfOurOwn(HttpRequest request) =>
        request.Headers.Authorization.Count > 0 || request.Headers["Sec-Fetch-Site"].ToString() is "same-origin" or "none";
}
