using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Shares;

namespace Portal.Web.Pages.Shares;

/// <summary>A service's protected figures of one release, for a reader with whom they are shared; anything else is not found.</summary>
public sealed class SharedReportPage(PortalDatabase database, TimeProvider clock) : PageModel
{
    public ReportView Report { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string shared, string id, CancellationToken cancellation)
    {
        if (!(await OpenReport.SharedAsync(database, HttpContext.Caller(), shared, id, clock, cancellation)).IsGiven(out var opened))
            return NotFound();
        Report = ReportView.Of(opened, $"/api/v1/shared/{opened.Service}/releases/{opened.Release.Release}");
        return Page();
    }
}
