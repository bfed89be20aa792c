using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Hosting;

namespace Portal.Web.Pages;

/// <summary>What people read when a page cannot be shown, without technical detail.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
public sealed class ProblemPage : PageModel
{
    public string Heading { get; private set; } = "";

    public IReadOnlyList<string> Sentences { get; private set; } = [];

    public void OnGet(int status) => Show(status);

    public void OnPost(int status) => Show(status);

    private void Show(int status)
    {
        var error = HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error;
        var away = error is not null && FailureAnswers.IsAway(error);
        if (error is not null && FailureAnswers.IsSignedOut(error))
            status = StatusCodes.Status401Unauthorized;
        if (away)
        {
            status = StatusCodes.Status503ServiceUnavailable;
            Response.Headers.RetryAfter = "5";
        }

        // Whoever opens the address by hand finds no page; a failure that nobody had must not be answered as one.
        if (error is null && HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is null)
            status = StatusCodes.Status404NotFound;
        if (HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is null || away)
            Response.StatusCode = status is >= 400 and < 600 ? status : StatusCodes.Status404NotFound;
        (Heading, Sentences) = Words(status);
    }

    private static (string Heading, IReadOnlyList<string> Sentences) Words(int status) =>
        status switch
        {
            StatusCodes.Status400BadRequest or StatusCodes.Status415UnsupportedMediaType => (
                "The form could not be read",
                [
                    "It may have been open for a long time, or the connection broke off while it was sent.",
                    "Go back, load the page again and send the form once more. Nothing was stored.",
                ]
            ),
            StatusCodes.Status401Unauthorized => (
                "You are signed out",
                ["Your session ended while the page was on its way. Nothing was stored.", "Sign in and try again."]
            ),
            StatusCodes.Status403Forbidden => (
                "Your role does not include this page",
                [
                    "You are signed in, but this page is for people with another role.",
                    "If you think that you need it, ask the lead of your service or the network team.",
                ]
            ),
            StatusCodes.Status405MethodNotAllowed or StatusCodes.Status404NotFound => (
                "Page not found",
                [
                    "There is nothing at this address, or it is not yours to see.",
                    "If you typed the address, check it. If you followed a link from a check report: drafts are deleted when they are "
                        + "submitted, when a case of the service is erased, and after 24 hours.",
                ]
            ),
            StatusCodes.Status408RequestTimeout => (
                "The files came too slowly",
                [
                    "The connection was so slow that the portal stopped waiting. Nothing was stored.",
                    "Send the files again over a better connection. Packed into one zip they are much smaller.",
                ]
            ),
            StatusCodes.Status429TooManyRequests => (
                "Please wait a moment",
                ["Too much was asked for in a short time. Nothing was stored.", "Try again in a minute."]
            ),
            StatusCodes.Status413PayloadTooLarge => (
                "The files are too large",
                [
                    "One file may have at most 20 MB and 200,000 rows.",
                    "If an extract is larger than that, check that it holds one quarter only, then get in touch with the network team.",
                ]
            ),
            StatusCodes.Status503ServiceUnavailable => (
                "The portal is away for a moment",
                [
                    "The database does not answer.",
                    "Try again in a few minutes. What was accepted before is safe, and sending the same files again stores nothing twice.",
                ]
            ),
            _ => (
                "Sorry, something went wrong on our side",
                [
                    "Nothing was half-stored: an extract is stored whole or not at all.",
                    "Try again in a few minutes. If it happens again, tell the network team what you were doing and when.",
                ]
            ),
        };
}
