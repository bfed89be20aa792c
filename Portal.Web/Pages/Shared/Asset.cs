using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Portal.Web.Pages.Shared;

/// <summary>A static file of the portal; its address holds a fingerprint of its content, so browsers keep it until it changes.</summary>
/// <param name="Address">Path of the file.</param>
/// <param name="ContentType">Media type.</param>
/// <param name="Content">The bytes.</param>
public sealed record Asset(string Address, string ContentType, byte[] Content)
{
    public static readonly Asset Stylesheet = Read("portal.css", "text/css; charset=utf-8");
    public static readonly Asset Icon = Read("portal.svg", "image/svg+xml");

    public static void MapAll(IEndpointRouteBuilder routes)
    {
        foreach (var asset in new[] { Stylesheet, Icon })
        {
            routes.MapGet(asset.Address, (HttpContext context) =>
            {
                context.Response.Headers[HeaderNames.CacheControl] = "public, max-age=31536000, immutable";
                return Results.Bytes(asset.Content, asset.ContentType);
            }).AllowAnonymous().ExcludeFromDescription();
        }
    }

    private static Asset Read(string name, string contentType)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream("wwwroot/" + name)
            ?? throw new InvalidOperationException($"{name} is not part of the build.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(content))[..12];
        return new Asset($"/assets/{Path.GetFileNameWithoutExtension(name)}.{fingerprint}{Path.GetExtension(name)}", contentType, content);
    }
}
