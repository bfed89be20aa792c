using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Shares;

namespace Portal.Web.Pages.Shares;

/// <summary>Asks the lead before a reader can no longer see the service's reports.</summary>
public sealed class StopSharingPage(PortalDatabase database) : PageModel
{
    public Service Own { get; private set; } = null!;

    public ReportShare Share { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string person, CancellationToken cancellation)
    {
        Own = HttpContext.Service();
        if ((await ReportShare.AllAsync(database, Own, cancellation)).FirstOrDefault(share => share.Person == person) is not { } found)
            return NotFound();
        Share = found;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string person, CancellationToken cancellation)
    {
        var own = HttpContext.Service();
        return (await ChangeShare.UndoAsync(HttpContext.ServiceCall(), person, cancellation)).IsGiven(out _)
            ? RedirectToPage("/Shares/Shares", new { service = own.Code, stopped = person })
            : NotFound();
    }
}
