using System.Text;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Portal.Api.Hosting;

/// <summary>Refuses what no honest client sends before anything else looks at it.</summary>
public static class OddRequests
{
    /// <summary>Bytes of a body that is read for somebody who is not signed in: the form of the sign-in, and some room.</summary>
    public const int LargestAnonymousBody = 64 * 1024;

    private const string Methods = "GET, HEAD, POST, DELETE";

    /// <summary>405 for TRACE, which would give back headers with secrets in them; 415 for a text in an unknown charset.</summary>
    public static Task RefuseAsync(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsTrace(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = Methods;
            return Task.CompletedTask;
        }

        // The words for such a refusal come through here again.
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is null && !HasKnownCharset(context.Request.ContentType))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return Task.CompletedTask;
        }

        return next(context);
    }

    /// <summary>Keeps the body of whoever is not signed in small; it runs after authentication.</summary>
    public static Task BoundAnonymousAsync(HttpContext context, RequestDelegate next)
    {
        if (
            context.User.Identity is not { IsAuthenticated: true }
            && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body
        )
            body.MaxRequestBodySize = LargestAnonymousBody;
        return next(context);
    }

    private static bool HasKnownCharset(string? contentType)
    {
        if (
            contentType is null
            || !MediaTypeHeaderValue.TryParse(contentType, out var type)
            || HeaderUtilities.RemoveQuotes(type.Charset) is not { Length: > 0 } charset
        )
            return true;
        try
        {
            return Encoding.GetEncoding(charset.ToString()) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
