using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Profiles;
using Portal.Web.Pages.Layout;
using Portal.Web.Pages.Send;

namespace Portal.Web.Pages.Families;

/// <summary>Who is referred to the service: exact counts.</summary>
public sealed class FamiliesPage(PortalDatabase database, CalendarDay day) : PageModel
{
    public Service Own { get; private set; } = null!;

    public WindowChoice Choice { get; private set; } = null!;

    public ReferralProfile Profile { get; private set; } = null!;

    public Picture Risks { get; private set; } = null!;

    public async Task OnGetAsync(string? from, string? before, CancellationToken cancellation)
    {
        Own = HttpContext.Service();
        var sent = await SendQuarters.ReadAsync(database, Own, day, cancellation);
        Choice = await WindowChoice.ReadAsync(HttpContext.ServiceCall(), new(from, before), sent.LatestYear, sent.Current, cancellation);
        Profile = await ServiceProfile.ReadAsync(database, Own, Choice.Window, cancellation);
        Risks = RiskPictures.OfService(Own, Profile, Choice.Window);
    }
}
