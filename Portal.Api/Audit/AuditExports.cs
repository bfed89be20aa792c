using Portal.Api.Access;
using Portal.Api.Database;

namespace Portal.Api.Audit;

/// <summary>Marks a route whose every answer is logged.</summary>
/// <param name="Event">As the log names it.</param>
public sealed record AuditedRoute(string Event);

/// <summary>Routes that return exact figures or files. Each request is logged before the answer begins.</summary>
public static class AuditExports
{
    /// <summary>Logs every request that is not refused. The subject is the draft of an error file, otherwise the route pattern.</summary>
    public static RouteHandlerBuilder AuditExport(this RouteHandlerBuilder route, string auditEvent) =>
        route.Audited(auditEvent).RequireRateLimiting(RequestKinds.Export);

    /// <summary>Logs every view of the analysts' workspace that is not refused. Downloads have an event of their own.</summary>
    public static RouteHandlerBuilder AuditView(this RouteHandlerBuilder route) => route.Audited(AuditEvents.WorkspaceViewed);

    private static RouteHandlerBuilder Audited(this RouteHandlerBuilder route, string auditEvent) =>
        route
            .WithMetadata(new AuditedRoute(auditEvent))
            .AddEndpointFilter(
                async (invocation, next) =>
                {
                    var result = await next(invocation);
                    if (result is not IStatusCodeHttpResult { StatusCode: >= 300 })
                        await AuditAsync(invocation.HttpContext, auditEvent);
                    return result;
                }
            );

    /// <summary>Does the same for a workspace page, which calls it before it answers.</summary>
    public static Task AuditViewAsync(this HttpContext context) => AuditAsync(context, AuditEvents.WorkspaceViewed);

    /// <summary>
    /// Logs a page that returns what a route with <see cref="AuditExport"/> returns; the page calls it before it answers.
    /// </summary>
    public static Task AuditExportAsync(this HttpContext context, string auditEvent) => AuditAsync(context, auditEvent);

    private static Task AuditAsync(HttpContext context, string auditEvent)
    {
        var service = (Service?)context.Items[typeof(Service)];
        return AuditLog.AppendAsync(
            context.RequestServices.GetRequiredService<PortalDatabase>(),
            new AuditEvent(
                service?.Id ?? AuditLog.Network,
                context.Caller().PersonId,
                auditEvent,
                context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(),
                Subject: context.GetRouteValue("check") as string ?? Asked.Subject(context),
                Detail: context.GetEndpoint()?.Metadata.GetMetadata<AsksForReason>() is null
                    ? null
                    : (context.Items[typeof(ExportReason)] as ExportReason)?.Code
            ),
            context.RequestAborted
        );
    }
}
