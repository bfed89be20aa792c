using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Shares;

namespace Portal.Web.Pages.Shares;

/// <summary>What services share with the reader who is signed in.</summary>
public sealed class SharedWithMePage(PortalDatabase database) : PageModel
{
    public IReadOnlyList<SharedService> Services { get; private set; } = [];

    /// <summary>The reader's id, which the reader gives to leads.</summary>
    public string Person { get; private set; } = "";

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var caller = HttpContext.Caller();
        Person = caller.PersonId;
        Services = await SharedService.AllAsync(database, caller, cancellation);
    }
}
