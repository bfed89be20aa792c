using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Analytics.Charts.Drawing;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Profiles;
using Portal.Web.Pages.Layout;
using Portal.Web.Pages.Words;

namespace Portal.Web.Pages.Families;

/// <summary>Who is referred to the service, and how far they come: exact counts.</summary>
public sealed class FamiliesPage(PortalDatabase database) : PageModel
{
    public Service Own { get; private set; } = null!;

    public WindowChoice Choice { get; private set; } = null!;

    /// <summary>Whether the year before stands beside these months.</summary>
    public YearBefore Against { get; private set; } = null!;

    /// <summary>Figures of both; empty when they are not compared.</summary>
    public IReadOnlyList<ComparedRow> Compared { get; private set; } = [];

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

    public async Task OnGetAsync(string? from, string? before, string? compared, CancellationToken cancellation)
    {
        Own = HttpContext.Service();
        var call = HttpContext.ServiceCall();
        Choice = await WindowChoice.ReadAsync(call, new(from, before), cancellation);
        Against = YearBefore.Read(compared, Choice.Window);
        var found = await OwnFamilies.ReadAsync(call, Choice.Window, cancellation);
        (Profile, Families) = (found.Profile, found.Families);
        Flow = Picture.Kept(
            (Families, Own.Name),
            layout => FamilyPictures.Flow(Families, Choice.Window, Own.Name, layout),
            $"/api/v1/services/{Own.Code}/charts/flow.svg?{Choice.Query}"
        );
        Network = await NetworkRisks.ReadAsync(database, cancellation);
        if (Against.Window is { } then)
            Compared = await CompareAsync(call, then, cancellation);
        Risks = RiskPictures.OfService(Own, Profile, Choice.Window, Network);
        Together = Picture.Kept(
            (found.Together, Own.Name),
            layout => RisksTogetherPictures.Draw(found.Together, Choice.Window, Own.Name, layout),
            $"/api/v1/services/{Own.Code}/charts/risks-together.svg?{Choice.Query}"
        );
    }

    private async Task<IReadOnlyList<ComparedRow>> CompareAsync(ServiceCall call, Window then, CancellationToken cancellation)
    {
        var (profile, families, _) = await OwnFamilies.ReadAsync(call, then, cancellation);
        return
        [
            Row("Referred", flow => FigureWords.Count(flow.Referred)),
            Row("Accepted", flow => FigureWords.Count(flow.Accepted)),
            Row("Seen", flow => FigureWords.Count(flow.Seen)),
            Row("Work ended", flow => FigureWords.Count(flow.Closed)),
            Row(
                "Half waited at most",
                flow =>
                    flow.DaysToFirstContact.Median is { } days
                        ? $"{days.ToString("0.#", CultureInfo.InvariantCulture)} days"
                        : FigureWords.None
            ),
            .. Profile
                .Risks.Items.Where(risk => risk is { Fraction: > 0 })
                .OrderByDescending(risk => risk.Fraction)
                .Take(ReferralRisksPictures.Leading)
                .Select(risk => new ComparedRow(risk.Label, Share(risk), Share(profile.Risks.Items.First(one => one.Code == risk.Code)))),
        ];

        ComparedRow Row(string label, Func<FamilyFlow, string> printed) => new(label, printed(Families.Flow), printed(families.Flow));

        static string Share(RiskShare risk) =>
            risk.Assessed == 0 ? "not assessed" : $"{FigureWords.Count(risk.Present)} of {FigureWords.Count(risk.Assessed)}";
    }

    /// <summary>A group of questions; drawn once, narrow enough to stand beside another.</summary>
    public Picture Draw(FamilyGroup group) =>
        Picture.Kept(
            (group, Own.Name),
            _ => FamilyPictures.Who(group, Choice.Window, Own.Name, ChartLayout.Narrow),
            $"/api/v1/services/{Own.Code}/charts/families.svg?{Choice.Query}&group={group.Code}"
        );
}
