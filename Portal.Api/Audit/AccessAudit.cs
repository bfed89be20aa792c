using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;
using Portal.Api.Access;
using Portal.Api.Database;

namespace Portal.Api.Audit;

/// <summary>
/// Logs sign-ins and refused requests: those that lack the role, those for a service that is not the caller's own, and those with a
/// token or session that is none.
/// </summary>
public static partial class AccessAudit
{
    private const int LongestPattern = 200;

    /// <summary>Watches every request; it must run between authentication and authorisation.</summary>
    public static void UseAccessAudit(this WebApplication app) =>
        app.Use(
            static async (context, next) =>
            {
                // When a refusal is shown as a page, the request runs through here again; it is logged only once.
                var isFirst = context.Features.Get<IStatusCodeReExecuteFeature>() is null;
                // The scheme keeps its answer, so that asking once more costs nothing.
                if (isFirst && (await context.AuthenticateAsync()).Failure is not null)
                    await context
                        .RequestServices.GetRequiredService<StrangerAudit>()
                        .TellAsync(
                            context.Request.Headers.ContainsKey("Authorization") ? AuditEvents.TokenRefused : AuditEvents.SessionRefused
                        );
                if (isFirst && context.User.Identity is { IsAuthenticated: true })
                {
                    var pattern = Pattern(context.GetEndpoint());
                    // On a page for readers the route names a service that is not the reader's own.
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
                await next(context);
            }
        );

    /// <summary>Logs what somebody did about being signed in.</summary>
    public static Task AppendAsync(HttpContext context, string personId, string auditEvent) =>
        AppendAsync(context, new AuditEvent(AuditLog.Network, personId, auditEvent, Now(context.RequestServices)));

    /// <summary>
    /// The route pattern of an endpoint, such as <c>api/v1/services/{service}/profile</c>,
    /// without anything that the caller typed; <c>null</c> when it has none.
    /// </summary>
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

    // An unreachable log neither lets anybody in nor keeps anybody out; the operator is told instead.
    internal static async Task AppendAsync(PortalDatabase database, ILogger log, AuditEvent happened)
    {
        try
        {
            await AuditLog.AppendAsync(database, happened, CancellationToken.None);
        }
        catch (NpgsqlException exception)
        {
            NotKept(log, happened.Name, exception.SqlState ?? "no answer");
        }
    }

    private static Task AppendAsync(HttpContext context, AuditEvent happened) =>
        AppendAsync(
            context.RequestServices.GetRequiredService<PortalDatabase>(),
            context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(AccessAudit)),
            happened
        );

    private static DateTimeOffset Now(IServiceProvider services) => services.GetRequiredService<TimeProvider>().GetUtcNow();

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit log could not record {Event}: {SqlState}")]
    private static partial void NotKept(ILogger log, string @event, string sqlState);

    [GeneratedRegex(@"\{\**(\w+)[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();

    [GeneratedRegex("^[A-Za-z0-9_.{}/-]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Plain();
}
