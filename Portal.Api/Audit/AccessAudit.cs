using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;
using Portal.Api.Access;
using Portal.Api.Database;

namespace Portal.Api.Audit;

/// <summary>Puts sign-in and refused requests into the log: refused by role, or asked of a service that is not one's own.</summary>
public static partial class AccessAudit
{
    private const int LongestPattern = 200;

    /// <summary>Watches every request of whoever is signed in; stands between identity and permission.</summary>
    public static void UseAccessAudit(this WebApplication app) =>
        app.Use(
            static (context, next) =>
            {
                // A refusal that is shown as a page runs through here twice; it happened once.
                if (context.User.Identity is { IsAuthenticated: true } && context.Features.Get<IStatusCodeReExecuteFeature>() is null)
                {
                    var pattern = Pattern(context.GetEndpoint());
                    // A reader's page names a service that is not the reader's own.
                    var asksForService = (context.GetRouteValue("service") ?? context.GetRouteValue("shared")) is string;
                    context.Response.OnStarting(() =>
                        Refusal(context, asksForService) is { } detail
                            ? AppendAsync(
                                context,
                                new AuditEvent(
                                    AuditLog.Network,
                                    Caller.Of(context.User).PersonId,
                                    AuditEvents.AccessRefused,
                                    Now(context.RequestServices),
                                    Subject: pattern,
                                    Detail: detail
                                )
                            )
                            : Task.CompletedTask
                    );
                }
                return next(context);
            }
        );

    /// <summary>For the cookie's own event: whichever way somebody has signed in on the web, it ends there.</summary>
    public static Task SignedInAsync(CookieSignedInContext context) =>
        context.Principal is { } principal
            ? AppendAsync(
                context.HttpContext,
                new AuditEvent(
                    AuditLog.Network,
                    Caller.Of(principal).PersonId,
                    AuditEvents.SignedIn,
                    Now(context.HttpContext.RequestServices)
                )
            )
            : Task.CompletedTask;

    /// <summary>The address of an endpoint without anything that was typed: <c>api/v1/services/{service}/profile</c>; <c>null</c> when it has none.</summary>
    internal static string? Pattern(Endpoint? endpoint)
    {
        if ((endpoint as RouteEndpoint)?.RoutePattern.RawText is not { } raw)
            return null;
        var plain = Parameter().Replace(raw, "{$1}").Trim('/');
        return plain.Length is > 0 and <= LongestPattern && Plain().IsMatch(plain) ? plain : null;
    }

    private static string? Refusal(HttpContext context, bool asksForService) =>
        context.Response.StatusCode switch
        {
            StatusCodes.Status403Forbidden => "FORBIDDEN",
            StatusCodes.Status404NotFound when asksForService && !context.Items.ContainsKey(typeof(Service)) => "NOT_FOUND",
            _ => null,
        };

    // Somebody is let in or kept out whether or not the log can be reached; that it could not is said to the operator.
    private static async Task AppendAsync(HttpContext context, AuditEvent happened)
    {
        try
        {
            await AuditLog.AppendAsync(context.RequestServices.GetRequiredService<PortalDatabase>(), happened, CancellationToken.None);
        }
        catch (NpgsqlException exception)
        {
            NotKept(
                context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(AccessAudit)),
                happened.Name,
                exception.SqlState ?? "no answer"
            );
        }
    }

    private static DateTimeOffset Now(IServiceProvider services) => services.GetRequiredService<TimeProvider>().GetUtcNow();

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit log could not take {Event}: {SqlState}")]
    private static partial void NotKept(ILogger log, string @event, string sqlState);

    [GeneratedRegex(@"\{\**(\w+)[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();

    [GeneratedRegex("^[A-Za-z0-9_.{}/-]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Plain();
}
