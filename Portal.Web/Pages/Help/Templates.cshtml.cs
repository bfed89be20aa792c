using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Periods;
using Portal.Web.Pages.Visitors;

namespace Portal.Web.Pages.Help;

/// <summary>The six files to start from, blank or with a worked example for the visitor's service and a quarter.</summary>
public sealed class TemplatesPage(CalendarDay day) : PageModel
{
    private const int QuartersOffered = 8;

    public bool SignedIn { get; private set; }

    public IReadOnlyList<Service> Services { get; private set; } = [];

    /// <summary>The service whose code the example carries; <c>null</c> for a visitor without one, who gets the invented one.</summary>
    public Service? Own { get; private set; }

    public IReadOnlyList<Quarter> Quarters { get; private set; } = [];

    public Quarter Chosen { get; private set; }

    /// <summary>Address of the worked example of a file, or of all as a zip or a workbook.</summary>
    public string Example(string name) => $"/api/v1/{name}?example=true&period={Chosen}{(Own is null ? "" : $"&service={Own.Code}")}";

    /// <summary>Address of the blank workbook, which fills in the visitor's service by itself.</summary>
    public string Workbook => $"/api/v1/templates.xlsx{(Own is null ? "" : $"?service={Own.Code}")}";

    /// <summary>Address of the workbook with the visitor's own open cases; <c>null</c> for a visitor without a service.</summary>
    public string? OwnCases => Own is null ? null : $"/api/v1/services/{Own.Code}/extracts/{Chosen}/template.xlsx";

    public void OnGet(string? service, string? quarter)
    {
        var visitor = Visitor.Of(HttpContext);
        SignedIn = visitor.Caller is not null;
        Services = visitor.Services;
        Own =
            Services.FirstOrDefault(own => string.Equals(own.Code, service, StringComparison.OrdinalIgnoreCase))
            ?? (Services.Count > 0 ? Services[0] : null);
        var current = day.Quarter;
        Quarters = [.. Enumerable.Range(0, QuartersOffered).Select(back => current.Plus(-back))];
        Chosen = Quarter.TryParse(quarter, out var wanted) && Quarters.Contains(wanted) ? wanted : current.Plus(-1);
    }
}
