using Portal.Analytics.Charts.Drawing;
using Portal.Api.Access;
using Portal.Api.Periods;
using Portal.Api.Profiles;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Families;

/// <summary>The referral-risk picture in both arrangements of a page.</summary>
public static class RiskPictures
{
    public static Picture OfService(Service service, ReferralProfile profile, Window window) =>
        new(
            ReferralRisksPictures.Draw(profile, window, service.Name, ServiceProfile.Mark),
            ReferralRisksPictures.Draw(profile, window, service.Name, ServiceProfile.Mark, ChartLayout.Narrow),
            $"/api/v1/services/{service.Code}/charts/referral-risks.svg?from={window.From}&before={window.Before}"
        );
}
