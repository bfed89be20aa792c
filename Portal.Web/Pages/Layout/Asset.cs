using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Portal.Web.Pages.Layout;

/// <summary>A static file of the portal; its address holds a fingerprint of its content, so browsers keep it until it changes.</summary>
/// <param name="Address">Path of the file.</param>
/// <param name="ContentType">Media type.</param>
/// <param name="Content">The bytes.</param>
public sealed record Asset(string Address, string ContentType, byte[] Content)
{
    /// <summary>The parts of the stylesheet as one file; a later part may overrule an earlier one.</summary>
    public static readonly Asset Stylesheet = Read(
        "portal.css",
        "text/css; charset=utf-8",
        "style/ground.css",
        "style/frame.css",
        "style/navigation.css",
        "style/words.css",
        "style/forms.css",
        "style/facts.css",
        "style/findings.css",
        "style/period.css",
        "style/help.css",
        "style/receipt.css",
        "style/release.css",
        "style/people.css",
        "style/figures.css",
        "style/home.css",
        "style/cards.css",
        "style/dark.css",
        "style/print.css"
    );

    public static readonly Asset Icon = Read("portal.svg", "image/svg+xml", "portal.svg");

    /// <summary>An empty picture, where a screen shows none.</summary>
    public static readonly Asset Nothing = Read("nothing.svg", "image/svg+xml", "nothing.svg");

    /// <summary>Progress of a long upload; pages work without it.</summary>
    public static readonly Asset UploadScript = Read("upload.js", "text/javascript; charset=utf-8", "script/upload.js");

    /// <summary>Warns before a session ends; it ends without it too.</summary>
    public static readonly Asset SessionScript = Read("session.js", "text/javascript; charset=utf-8", "script/session.js");

    /// <summary>Closes menus, unfolds what is printed, and sorts long tables; pages work without it.</summary>
    public static readonly Asset PageScript = Read("page.js", "text/javascript; charset=utf-8", "script/page.js");

    // Made once, as small as they get: these files change with the build only, and nobody's secret is in them.
    private readonly Lazy<byte[]> _brotli = new(() => Compress(Content, to => new BrotliStream(to, CompressionLevel.SmallestSize)));

    private readonly Lazy<byte[]> _gzip = new(() => Compress(Content, to => new GZipStream(to, CompressionLevel.SmallestSize)));

    public static void MapAll(IEndpointRouteBuilder routes)
    {
        foreach (var asset in new[] { Stylesheet, Icon, Nothing, UploadScript, SessionScript, PageScript })
            routes.MapGet(asset.Address, asset.Answer).AllowAnonymous().ExcludeFromDescription();
    }

    private IResult Answer(HttpContext context)
    {
        var taken = context.Request.GetTypedHeaders().AcceptEncoding.Where(one => one.Quality != 0).Select(one => one.Value.Value).ToList();
        var (encoding, bytes) =
            taken.Contains("br") ? ("br", _brotli.Value)
            : taken.Contains("gzip") ? ("gzip", _gzip.Value)
            : ("identity", Content);
        var headers = context.Response.Headers;
        headers[HeaderNames.CacheControl] = "public, max-age=31536000, immutable";
        headers[HeaderNames.Vary] = HeaderNames.AcceptEncoding;
        if (encoding != "identity")
            headers[HeaderNames.ContentEncoding] = encoding;
        return Results.Bytes(bytes, ContentType, entityTag: new EntityTagHeaderValue($"\"{encoding}\""));
    }

    private static byte[] Compress(byte[] content, Func<Stream, Stream> by)
    {
        using var compressed = new MemoryStream();
        using (var stream = by(compressed))
            stream.Write(content);
        return compressed.ToArray();
    }

    private static Asset Read(string name, string contentType, params string[] parts)
    {
        using var content = new MemoryStream();
        foreach (var part in parts)
        {
            using var stream =
                typeof(Asset).Assembly.GetManifestResourceStream("wwwroot/" + part)
                ?? throw new InvalidOperationException($"{part} is not part of the build.");
            stream.CopyTo(content);
        }

        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(content.ToArray()))[..12];
        return new Asset(
            $"/assets/{Path.GetFileNameWithoutExtension(name)}.{fingerprint}{Path.GetExtension(name)}",
            contentType,
            content.ToArray()
        );
    }
}
