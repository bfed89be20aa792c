using Portal.Analytics.Charts.Drawing;

namespace Portal.Api.Answers;

/// <summary>A form in which pictures leave the portal.</summary>
/// <param name="Ending">Of the address, with its dot.</param>
/// <param name="Suffix">Of the operation's name; the first form has none.</param>
/// <param name="ContentType">As HTTP names it.</param>
/// <param name="Words">Follows what the picture shows in the summary of the operation.</param>
public sealed record PictureFormat(string Ending, string Suffix, string ContentType, string Words)
{
    internal const string PngEnding = ".png";

    internal const string CsvEnding = ".csv";

    public static readonly PictureFormat Svg = new(".svg", "", "image/svg+xml", "as a picture (SVG)");

    /// <summary>Of twice the size in pixels, for slides.</summary>
    public static readonly PictureFormat Png = new(PngEnding, "Png", "image/png", "as a picture of twice the size (PNG)");

    /// <summary>The numbers behind the marks.</summary>
    public static readonly PictureFormat Csv = new(CsvEnding, "Csv", "text/csv", "the numbers of the picture as CSV");

    public static readonly IReadOnlyList<PictureFormat> All = [Svg, Png, Csv];

    /// <summary>The form that an address asks for; SVG when it has none of the endings.</summary>
    public static PictureFormat Of(PathString path) =>
        All.FirstOrDefault(format => path.Value?.EndsWith(format.Ending, StringComparison.OrdinalIgnoreCase) == true) ?? Svg;
}

/// <summary>Routes of pictures: one address for each form.</summary>
public static class PictureRoutes
{
    /// <summary>Maps an address for each form of one picture.</summary>
    /// <param name="group">Where the address begins.</param>
    /// <param name="address">Without its ending, such as <c>/charts/trend</c>.</param>
    /// <param name="operation">Name of the operation and, in words, what the picture shows.</param>
    /// <param name="draw">Answers with a <see cref="PictureResult"/>, or with a problem.</param>
    /// <param name="each">What else holds for each of the routes.</param>
    public static void MapPicture(
        this RouteGroupBuilder group,
        string address,
        (string Name, string Shows) operation,
        Delegate draw,
        Action<RouteHandlerBuilder> each
    )
    {
        foreach (var format in PictureFormat.All)
        {
            // One method maps the handlers of all pictures, so they are bound when the portal starts, not when it is built.
#pragma warning disable RDG002
            var route = group
                .MapGet(address + format.Ending, draw)
                .Produces(200, contentType: format.ContentType)
                .WithName(operation.Name + format.Suffix)
                .WithSummary($"{operation.Shows}, {format.Words}.");
#pragma warning restore RDG002
            each(route);
        }
    }

    /// <summary>Draws what a query asks for, or passes on the refusal of the query.</summary>
    public static Task<IResult> ToPictureAsync<T>(this Answer<T> query, Func<T, Task<DrawnPicture>> draw) =>
        query.ToHttpAsync(async value => (IResult)new PictureResult(await draw(value)));
}
