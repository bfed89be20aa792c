using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Portal.Web.Pages.Layout;

/// <summary>
/// Answers the address of a page with <c>narrow=3</c> by the third picture of that page, drawn for a narrow screen. So a page holds each
/// picture once, and a telephone is shown exactly what its page shows, under the same rights.
/// </summary>
public sealed class NarrowPictures : IAsyncResultFilter
{
    /// <summary>The part of the query that asks for a picture, counted from 1.</summary>
    public const string Asked = "narrow";

    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        var http = context.HttpContext;
        var counted = new Counted { Understood = UnderstoodBy(context.ActionDescriptor) };
        http.Items[typeof(NarrowPictures)] = counted;
        if (context.Result is not PageResult || !IsAsked(http.Request))
        {
            await next();
            return;
        }

        counted.Wanted = int.TryParse(http.Request.Query[Asked], NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? place
            : 0;
        var answer = http.Response.Body;
        // The page runs to count its pictures, and nothing of it is sent.
        http.Response.Body = Stream.Null;
        try
        {
            await next();
        }
        finally
        {
            http.Response.Body = answer;
        }

        http.Response.ContentLength = null;
        if (counted.Svg is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            http.Response.ContentType = null;
            return;
        }

        http.Response.ContentType = "image/svg+xml; charset=utf-8";
        await http.Response.WriteAsync(counted.Svg, http.RequestAborted);
    }

    /// <summary>
    /// Counts a picture of the page that is being written, and draws it when it is the one that is asked for.
    /// </summary>
    /// <returns>Its address for narrow screens; <c>null</c> when a picture was asked for, so that the page need not draw it.</returns>
    internal static string? Count(HttpContext context, Picture picture)
    {
        var counted = (Counted)context.Items[typeof(NarrowPictures)]!;
        counted.Pictures++;
        if (counted.Wanted is not { } wanted)
        {
            // Only what the page understands: what anybody else put into the address changes no byte of it.
            var query = new QueryBuilder(context.Request.Query.Where(part => counted.Understood.Contains(part.Key)))
            {
                { Asked, counted.Pictures.ToString(CultureInfo.InvariantCulture) },
            };
            return context.Request.Path + query.ToString();
        }

        if (counted.Pictures == wanted)
            counted.Svg = picture.Telephone.Svg;
        return null;
    }

    /// <summary>Whether the picture can be asked for again: what answers a form is shown once.</summary>
    internal static bool IsAddressed(HttpRequest request) => HttpMethods.IsGet(request.Method);

    private static bool IsAsked(HttpRequest request) => IsAddressed(request) && request.Query.ContainsKey(Asked);

    // The names that the page reads from its address.
    private static HashSet<string> UnderstoodBy(ActionDescriptor action) =>
        action is CompiledPageActionDescriptor page
            ? page
                .HandlerMethods.Where(handler => handler.HttpMethod == "Get")
                .SelectMany(handler => handler.Parameters)
                .Concat(page.BoundProperties)
                .SelectMany(asked =>
                    asked.ParameterType.Namespace == nameof(System)
                        ? [asked.BindingInfo?.BinderModelName ?? asked.Name]
                        : asked.ParameterType.GetProperties().Select(property => property.Name)
                )
                .ToHashSet(StringComparer.OrdinalIgnoreCase)
            : [];

    private sealed class Counted
    {
        public HashSet<string> Understood { get; init; } = [];

        public int? Wanted { get; set; }

        public int Pictures { get; set; }

        public string? Svg { get; set; }
    }
}
