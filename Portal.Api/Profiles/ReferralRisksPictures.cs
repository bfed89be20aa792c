using System.Globalization;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Risks;
using Portal.Api.Periods;

namespace Portal.Api.Profiles;

/// <summary>
/// The referral risks of a service as a picture: ranked, with Wilson whiskers, n, and the released share of all services.
/// </summary>
public static class ReferralRisksPictures
{
    /// <summary>How many risks a page shows first.</summary>
    public const int Leading = 10;

    private const string Caveat = "A risk that was not assessed is not counted as absent: the families behind each bar differ.";

    /// <param name="network">Of the latest release; <c>null</c> where the picture does not compare.</param>
    /// <param name="whose">The service's name.</param>
    /// <param name="leading">How many of the most frequent risks are drawn; <c>null</c> for all.</param>
    public static DrawnPicture Draw(
        ReferralProfile profile,
        NetworkRisks? network,
        Window window,
        string whose,
        int? leading = null,
        ChartLayout layout = ChartLayout.Wide
    )
    {
        var known = profile.Risks.Ranked();
        RiskBar[] bars = [.. known.Take(leading ?? known.Count).Select(item => Bar(item, network))];
        var subtitle = string.Create(
            CultureInfo.InvariantCulture,
            $"{whose}, referred {window.Words}: {profile.Referrals:N0} referrals, {profile.Risks.Assessed:N0} with risks assessed"
        );
        var title =
            bars.Length < known.Count
                ? string.Create(CultureInfo.InvariantCulture, $"The {bars.Length} leading of {known.Count} risks at referral")
                : "Risks known at referral";
        return ReferralRisksChart.Draw(
            new ReferralRisksPicture(title, subtitle, bars, Caveat, ServiceProfile.Mark) { NetworkKey = Key(network) },
            layout
        );
    }

    private static RiskBar Bar(RiskShare item, NetworkRisks? network) =>
        new(item.Label, item.Present, item.Assessed, item.Fraction ?? 0, item.Low ?? 0, item.High ?? 0)
        {
            Network = network?.Shares.GetValueOrDefault(item.Code),
        };

    private static string WhereNone(NetworkRisks network) =>
        network.Shares.Values.All(share => share.IsShown) ? "" : "; where there is none, it is not shown, to protect families";

    private static string Key(NetworkRisks? network) =>
        network switch
        {
            null => "",
            { Window: { } months } => $"Pale mark: all services of the network, referred {months.Words}, as released{WhereNone(network)}",
            _ => "No figures of the network are released yet, so there are no marks of it.",
        };
}
