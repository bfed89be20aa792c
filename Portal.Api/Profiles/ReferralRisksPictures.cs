using System.Globalization;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Risks;
using Portal.Api.Periods;

namespace Portal.Api.Profiles;

/// <summary>The referral risks of a profile as a picture: ranked, with Wilson whiskers and n.</summary>
public static class ReferralRisksPictures
{
    private const string Caveat = "A risk that was not assessed is not counted as absent: the families behind each bar differ.";

    /// <param name="whose">Whose families: a service's name, or the network.</param>
    /// <param name="mark">Drawn inside the picture, so that it is on every copy.</param>
    public static DrawnPicture Draw(
        ReferralProfile profile,
        Window window,
        string whose,
        string mark,
        ChartLayout layout = ChartLayout.Wide
    )
    {
        var bars = ReferralRisksOrder.Ranked(
            profile
                .Risks.Items.Where(item => item.Assessed > 0)
                .Select(item => new RiskBar(item.Label, item.Present, item.Assessed, item.Fraction ?? 0, item.Low ?? 0, item.High ?? 0))
        );
        var subtitle = string.Create(
            CultureInfo.InvariantCulture,
            $"{whose}, referred {window.Words}: {profile.Referrals:N0} referrals, {profile.Risks.Assessed:N0} with risks assessed"
        );
        return ReferralRisksChart.Draw(new ReferralRisksPicture("Risks known at referral", subtitle, bars, Caveat, mark), layout);
    }
}
