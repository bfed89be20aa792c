using Portal.Api.Access;
using Portal.Api.Database;

namespace Portal.Api.Audit;

/// <summary>Routes that hand out exact figures or files: who had them is in the log before the answer begins.</summary>
public static class AuditExports
{
    /// <summary>Adds an entry for every request that is not refused. Its subject is the draft of an error file, else the pattern of the address.</summary>
    public static RouteHandlerBuilder AuditExport(this RouteHandlerBuilder route, string auditEvent) =>
        route.AddEndpointFilter(async (invocation, next) =>
        {
            var result = await next(invocation);
            if (result is IStatusCodeHttpResult { StatusCode: >= 300 })
                return result;
            var context = invocation.HttpContext;
            var service = (Service?)context.Items[typeof(Service)];
            await AuditLog.AppendAsync(
                context.RequestServices.GetRequiredService<PortalDatabase>(),
                new AuditEvent(
                    service?.Id ?? AuditLog.Network, context.Caller().PersonId, auditEvent, context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(),
                    Subject: context.GetRouteValue("check") as string ?? AccessAudit.Pattern(context.GetEndpoint())),
                context.RequestAborted);
            return result;
        });
}
