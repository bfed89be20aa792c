using System.Globalization;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Plots;
using Portal.Api.Periods;

namespace Portal.Api.Profiles;

/// <summary>Which risks come together, as a picture.</summary>
public static class RisksTogetherPictures
{
    private const string Caveat =
        "Risks are as known at referral and often under-recorded: what nobody asked about is not counted as absent. "
        + "That two come together does not say why.";

    /// <param name="whose">The service's name.</param>
    public static DrawnPicture Draw(RisksTogether risks, Window window, string whose, ChartLayout layout = ChartLayout.Wide) =>
        DrawnOnce.Of(risks, (nameof(Draw), window, whose, layout), () => Drawn(risks, window, whose, layout));

    private static DrawnPicture Drawn(RisksTogether risks, Window window, string whose, ChartLayout layout)
    {
        var pairs = risks.Pairs.ToLookup(pair => pair.Risk, pair => new RiskPair(pair.Both, pair.Assessed, pair.Rarer));
        return RisksTogetherChart.Draw(
            new RisksTogetherPicture(
                risks.Known > risks.Risks.Count
                    ? Said($"Risks that come together: the {risks.Risks.Count} leading of {risks.Known}")
                    : "Risks that come together",
                Said($"{whose}, referred {window.Words}: {risks.Referrals:N0} referrals, {risks.Assessed:N0} with risks assessed"),
                [.. risks.Risks.Select(risk => new RiskAlone(risk.Label, risk.Present, risk.Assessed))],
                [.. risks.Risks.Select(risk => (IReadOnlyList<RiskPair>)[.. pairs[risk.Code]])],
                Both(risks) + Caveat,
                ServiceProfile.Mark
            ),
            layout
        );
    }

    private static string Both(RisksTogether risks)
    {
        var (fewest, all) = (risks.Pairs.Select(pair => pair.Assessed).DefaultIfEmpty(0).Min(), risks.Assessed);
        return risks.Pairs.Count == 0 ? ""
            : fewest == all ? Said($"Each two risks are assessed in all {all:N0} families. ")
            : Said($"Each two risks are counted in the families with both assessed, {fewest:N0} or more of the {all:N0}: see the table. ");
    }

    private static string Said(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);
}
