using Portal.Api.Access;
using Portal.Api.Periods;
using Portal.Api.Profiles;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Families;

/// <summary>The leading referral risks in both arrangements of a page.</summary>
public static class RiskPictures
{
    /// <param name="network">Marked beside them; <c>null</c> where the page does not compare.</param>
    public static Picture OfService(Service service, ReferralProfile profile, Window window, NetworkRisks? network) =>
        Picture.Kept(
            (profile, (service.Name, network)),
            layout => ReferralRisksPictures.Draw(profile, network, window, service.Name, ReferralRisksPictures.Leading, layout),
            Address(service, window) + $"&leading={ReferralRisksPictures.Leading}"
        );

    /// <summary>Where the picture of all risks can be fetched.</summary>
    public static string Address(Service service, Window window) =>
        $"/api/v1/services/{service.Code}/charts/referral-risks.svg?{WindowChoice.QueryOf(window)}";
}
