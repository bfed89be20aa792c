using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Portal.Api.Access;
using Portal.Api.Database;

namespace Portal.Web.Pages.Visitors;

/// <summary>
/// Finds the visitor before a page runs. A page below <c>{service}</c> is not found for anybody but that service's own people.
/// </summary>
public sealed class VisitorFilter(PortalDatabase database) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        var visitor = await FindAsync(http);
        http.Items[typeof(Visitor)] = visitor;
        if (http.GetRouteValue("service") is string code)
        {
            var service = visitor.Services.FirstOrDefault(own => string.Equals(own.Code, code, StringComparison.OrdinalIgnoreCase));
            if (service is null)
            {
                context.Result = new NotFoundResult();
                return;
            }

            if (!service.IsLed && OwnService.IsForLeads(http.GetEndpoint()))
            {
                context.Result = new ForbidResult();
                return;
            }

            http.Items[typeof(Service)] = service;
        }

        await next();
    }

    private async Task<Visitor> FindAsync(HttpContext http)
    {
        if (http.User.Identity is not { IsAuthenticated: true })
            return Visitor.Nobody;
        var caller = Caller.Of(http.User);
        return new Visitor(caller, await Memberships.OfAsync(database, caller, http.RequestAborted));
    }
}
