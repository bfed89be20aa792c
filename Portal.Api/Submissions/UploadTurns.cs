using Microsoft.AspNetCore.Mvc;
using Portal.Api.Access;
using Portal.Api.Answers;

namespace Portal.Api.Submissions;

/// <summary>Routes that take uploads: whoever may send waits for a turn of the own service, and nobody else's body is read.</summary>
public static class UploadTurns
{
    /// <summary>Too many uploads of the service wait already.</summary>
    public static readonly Refusal Busy = new(
        StatusCodes.Status429TooManyRequests,
        "UPLOADS_WAITING",
        "Many large uploads of your service are being checked. Nothing was stored: send it again in half a minute."
    );

    /// <summary>Marks a route below an own service, whose check of membership has run when a turn is asked for.</summary>
    public static RouteHandlerBuilder TakesUploads(this RouteHandlerBuilder route) =>
        route
            .WithMetadata(new RequestSizeLimitAttribute(UploadReading.LargestBody))
            .DisableAntiforgery()
            .ProducesProblem(StatusCodes.Status408RequestTimeout)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .AddEndpointFilter(
                async (invocation, next) =>
                {
                    var context = invocation.HttpContext;
                    using var turn = await ForBodyAsync(context, Owner(context.Service()));
                    return turn is null ? Busy.ToProblem() : await next(invocation);
                }
            );

    /// <summary>Reads the form of a page before anything else does, in a turn that lasts as long as the request.</summary>
    /// <param name="own">The services of the person, of which the form names one in its body; at least one.</param>
    /// <returns>The refusal, or <c>null</c> when the page has answered.</returns>
    public static async Task<Refusal?> ReadFormAsync(HttpContext context, IReadOnlyList<Service> own, RequestDelegate next)
    {
        using var turn = await ForBodyAsync(context, own.Count == 1 ? Owner(own[0]) : "person " + context.Caller().PersonId);
        if (turn is null)
            return Busy;
        if (await UploadReading.FormAsync(context.Request, context.RequestAborted) is { } refusal)
            return refusal;
        await next(context);
        return null;
    }

    private static string Owner(Service service) => "service " + service.Code;

    private static Task<ServiceTurn?> ForBodyAsync(HttpContext context, string owner) =>
        context
            .RequestServices.GetRequiredService<ServiceTurns>()
            .ForBodyAsync(owner, context.Request.ContentLength, context.RequestAborted);
}
