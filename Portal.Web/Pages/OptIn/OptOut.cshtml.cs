using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.OptIn;
using Portal.Api.Periods;

namespace Portal.Web.Pages.OptIn;

/// <summary>Asks the lead before the service is taken out of pooled figures of a calendar year.</summary>
public sealed class OptOutPage(PortalDatabase database, CalendarDay day) : PageModel
{
    public Service Own { get; private set; } = null!;

    public int Year { get; private set; }

    public async Task<IActionResult> OnGetAsync(string year, CancellationToken cancellation)
    {
        if (!HttpContext.Service().IsLed)
            return Forbid();
        Own = HttpContext.Service();
        if (!(await ServiceOptIn.ReadAsync(database, Own, day, cancellation)).Find(year).IsGiven(out var found))
            return NotFound();
        Year = found.Year;
        return found.IsGiven ? Page() : RedirectToPage("/OptIn/OptIn", new { service = Own.Code });
    }

    public async Task<IActionResult> OnPostAsync(string year, CancellationToken cancellation)
    {
        var own = HttpContext.Service();
        if (!own.IsLed)
            return Forbid();
        return (await ChangeOptIn.UndoAsync(HttpContext.ServiceCall(), year, cancellation)).IsGiven(out _)
            ? RedirectToPage("/OptIn/OptIn", new { service = own.Code, done = year })
            : NotFound();
    }
}
