using System.Net.Sockets;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Submissions;

namespace Portal.Api.Hosting;

/// <summary>What API clients see when something breaks: a problem document without internal details.</summary>
public static class FailureAnswers
{
    private static readonly Refusal Away = new(
        StatusCodes.Status503ServiceUnavailable,
        "DATABASE_AWAY",
        "The database does not answer. Try again in a moment: the same files are never stored twice."
    );

    private static readonly Refusal Broken = new(
        StatusCodes.Status500InternalServerError,
        "UNEXPECTED",
        "Something unexpected happened on our side. Nothing is half-stored, and sending the same files again is safe."
    );

    private static readonly Refusal Damaged = new(
        StatusCodes.Status409Conflict,
        "RELEASE_DAMAGED",
        "What is stored of this release is not what was frozen, so none of it is shown. Tell the administrator of the portal."
    );

    public static bool IsApi(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.StartsWithSegments("/dev/tokens", StringComparison.OrdinalIgnoreCase);

    /// <summary>Answers an exception, or an empty error of the framework, with a problem document.</summary>
    public static void UseFailureAnswers(this WebApplication app)
    {
        app.UseExceptionHandler(branch =>
            branch.Run(async context =>
            {
                var failure = context.Features.Get<IExceptionHandlerFeature>()?.Error;
                if (failure is not null && IsAway(failure))
                    context.Response.Headers.RetryAfter = "5";
                await Of(failure).ToProblem().ExecuteAsync(context);
            })
        );
        app.UseStatusCodePages(async pages =>
        {
            if (IsApi(pages.HttpContext))
                await Of(pages.HttpContext.Response.StatusCode).ToProblem().ExecuteAsync(pages.HttpContext);
        });
    }

    /// <summary>Whether the database did not answer, or cannot serve for now, rather than refuse the request.</summary>
    public static bool IsAway(Exception failure) =>
        failure switch
        {
            PostgresException refused => refused.IsTransient || IsStateOfServer(refused.SqlState),
            NpgsqlException { IsTransient: true }
            or NpgsqlException { InnerException: SocketException or IOException or TimeoutException } => true,
            // Of several servers none could be reached, or none is of the kind that is wanted.
            NpgsqlException { InnerException: AggregateException or null } several
                when several.Message.Contains("suitable host", StringComparison.OrdinalIgnoreCase) => true,
            AggregateException several => several.InnerExceptions.Any(IsAway),
            _ => failure.InnerException is { } inner && IsAway(inner),
        };

    /// <summary>Whether the session ended while its request was on the way.</summary>
    public static bool IsSignedOut(Exception failure) =>
        failure is PostgresException { SqlState: PortalTransaction.NoSuchTicket }
        || (failure.InnerException is { } inner && IsSignedOut(inner));

    // It stops, starts, recovers, or only follows another server; a pool may still hold connections to what was the primary.
    private static bool IsStateOfServer(string state) =>
        state
            is PostgresErrorCodes.ReadOnlySqlTransaction
                or PostgresErrorCodes.AdminShutdown
                or PostgresErrorCodes.CrashShutdown
                or PostgresErrorCodes.CannotConnectNow
                or "57P05";

    private static Refusal Of(Exception? failure) =>
        failure switch
        {
            not null when IsAway(failure) => Away,
            FrozenReleaseException => Damaged,
            not null when IsSignedOut(failure) => AccessRefusals.NotSignedIn,
            BadHttpRequestException bad => Of(bad.StatusCode),
            _ => Broken,
        };

    private static Refusal Of(int status) =>
        status switch
        {
            StatusCodes.Status404NotFound => Refusal.NotFound,
            StatusCodes.Status405MethodNotAllowed => new Refusal(
                status,
                "METHOD_NOT_ALLOWED",
                "The address exists, but not for this method."
            ),
            StatusCodes.Status413PayloadTooLarge => new Refusal(status, "BODY_TOO_LARGE", "The request is larger than it may be."),
            StatusCodes.Status415UnsupportedMediaType => new Refusal(
                status,
                "MEDIA_TYPE_UNSUPPORTED",
                "The content type of the request is not one that this address reads."
            ),
            StatusCodes.Status408RequestTimeout => UploadReading.TooSlow,
            >= 500 => Broken,
            _ => new Refusal(status, "REQUEST_REFUSED", "The request could not be understood."),
        };
}
