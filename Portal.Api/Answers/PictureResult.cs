using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Painting;

namespace Portal.Api.Answers;

/// <summary>A picture over HTTP, in the form that the end of the address asks for: SVG, PNG or the numbers as CSV.</summary>
public sealed class PictureResult(DrawnPicture picture) : IResult
{
    // A painted picture has about 100 KB.
    private const int PicturesKept = 200;

    private static readonly MemoryCache Painted = new(new MemoryCacheOptions { SizeLimit = PicturesKept });

    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var result = PictureFormat.Of(httpContext.Request.Path).Ending switch
        {
            PictureFormat.PngEnding => Results.Bytes(Png(picture.Svg), PictureFormat.Png.ContentType),
            PictureFormat.CsvEnding => Results.Bytes(
                CsvText.Of([picture.Table.Headings, .. picture.Table.Rows]),
                PictureFormat.Csv.ContentType
            ),
            _ => Results.Text(picture.Svg, PictureFormat.Svg.ContentType, Encoding.UTF8),
        };
        return result.ExecuteAsync(httpContext);
    }

    // The same SVG is the same picture, whoever asks; who may have it is settled before it is drawn.
    private static byte[] Png(string svg) =>
        Painted.GetOrCreate(
            Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(svg))),
            entry =>
            {
                entry.Size = 1;
                return PaintedPicture.Png(svg);
            }
        )!;
}
