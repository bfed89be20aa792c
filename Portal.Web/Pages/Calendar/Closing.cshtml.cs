using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Calendar;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Web.Pages.Calendar;

/// <summary>Asks the administrator before a quarter is closed or reopened.</summary>
public sealed class ClosingPage(PortalDatabase database, CalendarSettings settings, CalendarDay day) : PageModel
{
    public CalendarQuarter Quarter { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string period, CancellationToken cancellation)
    {
        if (!NetworkCalendar.ReadLast(period, day).IsGiven(out var quarter))
            return NotFound();
        Quarter = (await NetworkCalendar.ReadAsync(database, settings, quarter, 1, day, cancellation)).Quarters[0];
        return Page();
    }

    // The form says what was asked, so that a page left open for a while never does the opposite.
    public async Task<IActionResult> OnPostAsync(string period, string? change, CancellationToken cancellation)
    {
        if (!NetworkCalendar.ReadLast(period, day).IsGiven(out var quarter) || change is not ("close" or "reopen"))
            return NotFound();
        var caller = HttpContext.Caller();
        _ =
            change == "close"
                ? await CloseQuarter.RunAsync(database, caller, quarter, day, cancellation)
                : await CloseQuarter.UndoAsync(database, caller, quarter, day, cancellation);
        return RedirectToPage("/Calendar/Quarter", new { period = quarter.ToString(), done = "true" });
    }
}
