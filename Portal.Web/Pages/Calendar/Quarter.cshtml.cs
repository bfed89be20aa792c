using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Calendar;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Web.Pages.Calendar;

/// <summary>One quarter for the administrator: who is late, a reminder to copy, closing and reopening.</summary>
public sealed class QuarterPage(PortalDatabase database, CalendarSettings settings, CalendarDay day) : PageModel
{
    public NetworkCalendar Found { get; private set; } = null!;

    public CalendarQuarter Quarter => Found.Quarters[0];

    /// <summary>Services whose extract is missing after it was due, the latest first.</summary>
    public IReadOnlyList<CalendarService> Late { get; private set; } = [];

    /// <summary>Code of the service that the reminder is for; <c>null</c> for all that have not sent.</summary>
    public string? Service { get; private set; }

    /// <summary>Services that can be reminded.</summary>
    public IReadOnlyList<CalendarService> Missing { get; private set; } = [];

    /// <summary>The reminder, or <c>null</c> when there is nobody to remind.</summary>
    public string? Text { get; private set; }

    /// <summary>What has just been done, or <c>null</c>.</summary>
    public string? Message { get; private set; }

    public async Task<IActionResult> OnGetAsync(string period, string? service, bool done, CancellationToken cancellation)
    {
        if (!NetworkCalendar.ReadLast(period, day).IsGiven(out var quarter))
            return NotFound();
        Found = await NetworkCalendar.ReadAsync(database, settings, quarter, 1, day, cancellation);
        Late = [.. Found.Services.Where(line => line.Quarters[0].State is QuarterState.Late or QuarterState.NotSent)];
        Missing = Quarter.IsClosed
            ? []
            : [.. Found.Services.Where(line => line.Quarters[0].State is QuarterState.Late or QuarterState.Due or QuarterState.Open)];
        Service = Missing.FirstOrDefault(line => string.Equals(line.Service, service, StringComparison.OrdinalIgnoreCase))?.Service;
        Text = Reminder.Text(Found, Service, $"{Request.Scheme}://{Request.Host}");
        Message = done
            ? Quarter.IsClosed
                ? "The quarter is closed."
                : "The quarter is open."
            : null;
        return Page();
    }
}
