using System.Globalization;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Submissions;

namespace Portal.Web.Pages.Send;

/// <summary>
/// Reads the form for files in its turn. The form token stands in the body, so whatever looks for it would read the body before that.
/// </summary>
public sealed class UploadForm
{
    /// <summary>Marks the page with the form.</summary>
    public static UploadForm Marker { get; } = new();

    private UploadForm() { }

    /// <summary>Runs after authorisation; people without a service have nothing to send.</summary>
    public static async Task ReadAsync(HttpContext context, RequestDelegate next)
    {
        if (
            !HttpMethods.IsPost(context.Request.Method)
            || !context.Request.HasFormContentType
            || context.GetEndpoint()?.Metadata.GetMetadata<UploadForm>() is null
        )
        {
            await next(context);
            return;
        }

        var database = context.RequestServices.GetRequiredService<PortalDatabase>();
        var own = await Memberships.OfAsync(database, context.Caller(), context.RequestAborted);
        if (own.Count == 0)
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (await UploadTurns.ReadFormAsync(context, own, next) is { } refusal)
        {
            context.Response.StatusCode = refusal.Status;
            if (refusal.Status == StatusCodes.Status429TooManyRequests)
                context.Response.Headers.RetryAfter = ProblemAnswers.SecondsToWait.ToString(CultureInfo.InvariantCulture);
        }
    }
}
