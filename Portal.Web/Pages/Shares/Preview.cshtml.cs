using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Shares;

namespace Portal.Web.Pages.Shares;

/// <summary>Shows the service's own people exactly what a reader sees of one release.</summary>
public sealed class PreviewPage(PortalDatabase database) : PageModel
{
    public Service Own { get; private set; } = null!;

    public ReportView Report { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        Own = HttpContext.Service();
        if (!(await OpenReport.OwnAsync(database, Own, id, cancellation)).IsGiven(out var opened))
            return NotFound();
        Report = ReportView.Of(opened, null);
        return Page();
    }
}
