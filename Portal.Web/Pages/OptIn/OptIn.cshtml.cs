using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.OptIn;
using Portal.Api.Periods;

namespace Portal.Web.Pages.OptIn;

/// <summary>What being pooled means, and in which calendar years the service is pooled. Members read it; a lead decides.</summary>
public sealed class OptInPage(PortalDatabase database, CalendarDay day) : PageModel
{
    public Service Own { get; private set; } = null!;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<OptInYear> Years { get; private set; } = [];

    public bool MayDecide { get; private set; }

    /// <summary>What has just been done, or <c>null</c>.</summary>
    public string? Message { get; private set; }

    public async Task OnGetAsync(string? done, CancellationToken cancellation)
    {
        Own = HttpContext.Service();
        MayDecide = HttpContext.Service().IsLed;
        Years = [.. (await ServiceOptIn.ReadAsync(database, Own, day, cancellation)).Years.Reverse()];
        // Said only when the state agrees, so that a copied address never claims something untrue.
        Message = Years.FirstOrDefault(line => line.Year.ToString(CultureInfo.InvariantCulture) == done) is { } year
            ? $"{Own.Name} is {(year.IsGiven ? "" : "not ")}part of pooled figures of {done}."
            : null;
    }

    public async Task<IActionResult> OnPostAsync(string? year, CancellationToken cancellation)
    {
        var own = HttpContext.Service();
        if (!own.IsLed)
            return Forbid();
        return (await ChangeOptIn.RunAsync(HttpContext.ServiceCall(), year ?? "", cancellation)).IsGiven(out _)
            ? RedirectToPage(new { service = own.Code, done = year })
            : NotFound();
    }
}
