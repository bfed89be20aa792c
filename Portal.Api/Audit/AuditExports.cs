using Portal.Api.Access;
using Portal.Api.Database;

namespace Portal.Api.Audit;

/// <summary>Routes that hand out exact figures or files: who had them is in the log before the answer begins.</summary>
public static class AuditExports
{
    /// <summary>Adds an entry for every request that is not refused. Its subject is the draft of an error file, else the pattern of the address.</summary>
    public static RouteHandlerBuilder AuditExport(this RouteHandlerBuilder route, string auditEvent) =>
        route.AddEndpointFilter(
            async (invocation, next) =>
            {
                var result = await next(invocation);
                if (result is not IStatusCodeHttpResult { StatusCode: >= 300 })
                    await AuditAsync(invocation.HttpContext, auditEvent);
                return result;
            }
        );

    /// <summary>Adds an entry for every view of the analysts' workspace that is not refused. A download has an event of its own instead.</summary>
    public static RouteHandlerBuilder AuditView(this RouteHandlerBuilder route) => route.AuditExport(AuditEvents.WorkspaceViewed);

    /// <summary>The same for a page of the workspace, which calls it before it answers.</summary>
    public static Task AuditViewAsync(this HttpContext context) => AuditAsync(context, AuditEvents.WorkspaceViewed);

    /// <summary>Adds an entry for a page that hands out what a route with <see cref="AuditExport"/> hands out; the page calls it before it answers.</summary>
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
                Subject: context.GetRouteValue("check") as string ?? AccessAudit.Pattern(context.GetEndpoint())
            ),
            context.RequestAborted
        );
    }
}
