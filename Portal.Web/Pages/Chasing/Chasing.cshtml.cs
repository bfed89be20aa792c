using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Chasing;

namespace Portal.Web.Pages.Chasing;

/// <summary>Cases of which something is missing, to work through before the next extract.</summary>
public sealed class ChasingPage : PageModel
{
    public Service Own { get; private set; } = null!;

    public WorthChasing Found { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Own = HttpContext.Service();
        Found = await WorthChasing.ReadAsync(HttpContext.ServiceCall(), cancellation);
    }
}
