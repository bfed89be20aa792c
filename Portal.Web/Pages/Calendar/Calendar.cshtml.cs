using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Calendar;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Web.Pages.Calendar;

/// <summary>The administrator's calendar: recent quarters, who has sent and who is late.</summary>
public sealed class CalendarPage(PortalDatabase database, CalendarSettings settings, CalendarDay day) : PageModel
{
    public NetworkCalendar Found { get; private set; } = null!;

    /// <summary>The last quarter of the earlier page and of the later page, when there is one.</summary>
    public Quarter Earlier { get; private set; }

    public Quarter? Later { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? to, CancellationToken cancellation)
    {
        if (!NetworkCalendar.ReadLast(to, day).IsGiven(out var last))
            return NotFound();
        Found = await NetworkCalendar.ReadAsync(database, settings, last, CalendarEndpoints.QuartersShown, day, cancellation);
        Earlier = last.Plus(-CalendarEndpoints.QuartersShown);
        var current = day.Quarter;
        Later = last < current ? new[] { last.Plus(CalendarEndpoints.QuartersShown), current }.Min() : null;
        return Page();
    }
}
