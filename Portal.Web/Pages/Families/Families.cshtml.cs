using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Analytics.Charts.Drawing;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Profiles;
using Portal.Web.Pages.Layout;
using Portal.Web.Pages.Send;

namespace Portal.Web.Pages.Families;

/// <summary>Who is referred to the service, and how far they come: exact counts.</summary>
public sealed class FamiliesPage(PortalDatabase database, CalendarDay day) : PageModel
{
    public Service Own { get; private set; } = null!;

    public WindowChoice Choice { get; private set; } = null!;

    public ReferralProfile Profile { get; private set; } = null!;

    public FamilyFigures Families { get; private set; } = null!;

    /// <summary>The way from referral to closing.</summary>
    public Picture Flow { get; private set; } = null!;

    /// <summary>Risks of all services, of the latest release.</summary>
    public NetworkRisks Network { get; private set; } = null!;

    /// <summary>The leading risks.</summary>
    public Picture Risks { get; private set; } = null!;

    /// <summary>Which of the leading risks come together.</summary>
    public Picture Together { get; private set; } = null!;

    public async Task OnGetAsync(string? from, string? before, CancellationToken cancellation)
    {
        Own = HttpContext.Service();
        var call = HttpContext.ServiceCall();
        var sent = await SendQuarters.ReadAsync(database, Own, day, cancellation);
        Choice = await WindowChoice.ReadAsync(call, new(from, before), sent.LatestYear, sent.Current, cancellation);
        Profile = await ServiceProfile.ReadAsync(database, Own, Choice.Window, cancellation);
        Families = await ServiceFamilies.ReadAsync(call, Choice.Window, cancellation);
        Flow = Picture.Of(
            layout => FamilyPictures.Flow(Families, Choice.Window, Own.Name, layout),
            $"/api/v1/services/{Own.Code}/charts/flow.svg?{Choice.Query}"
        );
        Network = await NetworkRisks.ReadAsync(database, cancellation);
        Risks = RiskPictures.OfService(Own, Profile, Choice.Window, Network);
        var together = await RisksTogether.ReadAsync(call, Choice.Window, cancellation);
        Together = Picture.Of(
            layout => RisksTogetherPictures.Draw(together, Choice.Window, Own.Name, layout),
            $"/api/v1/services/{Own.Code}/charts/risks-together.svg?{Choice.Query}"
        );
    }

    /// <summary>A group of questions; drawn once, narrow enough to stand beside another.</summary>
    public Picture Draw(FamilyGroup group)
    {
        var drawn = FamilyPictures.Who(group, Choice.Window, Own.Name, ChartLayout.Narrow);
        return new Picture(drawn, drawn, $"/api/v1/services/{Own.Code}/charts/families.svg?{Choice.Query}&group={group.Code}");
    }
}
