using System.Globalization;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Risks;

namespace Portal.Api.Workspace;

/// <summary>The referral risks of the network in the workspace as a picture: ranked, with Wilson whiskers and n, as printed.</summary>
public static class WorkspaceRisksPictures
{
    private const string Caveat =
        "Numbers are to the nearest 5. A risk that was not assessed is not counted as absent, and a risk with small numbers is not drawn.";

    /// <summary>The picture of the network.</summary>
    public static DrawnPicture Draw(NetworkProfile profile, ChartLayout layout = ChartLayout.Wide)
    {
        var bars = ReferralRisksOrder.Ranked(
            profile
                .Network.Risks.Where(risk => risk.Fraction is not null)
                .Select(risk => new RiskBar(
                    risk.Label,
                    risk.Present ?? 0,
                    (risk.Present ?? 0) + (risk.Absent ?? 0),
                    risk.Fraction ?? 0,
                    risk.Low ?? 0,
                    risk.High ?? 0
                ))
        );
        var referrals = profile.Network.Referrals is { } printed
            ? string.Create(CultureInfo.InvariantCulture, $"about {printed:N0} referrals")
            : "too few referrals to show";
        return ReferralRisksChart.Draw(
            new ReferralRisksPicture(
                "Risks known at referral",
                $"All services, referred {profile.Months.Words}: {referrals}",
                bars,
                Caveat,
                profile.Mark
            ),
            layout
        );
    }
}
