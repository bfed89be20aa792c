using Portal.Analytics;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Comparison;

namespace Portal.Web.Pages.Words;

/// <summary>Words for a service beside the network: no rank, and no verdict.</summary>
public static class CompareWords
{
    /// <summary>The comparison of all measures in one sentence.</summary>
    public static string Said(IReadOnlyList<BenchmarkMeasure> measures)
    {
        var parts = new List<string>();
        foreach (
            var (position, words) in new[]
            {
                ("SIMILAR", "similar to the other services"),
                ("HIGHER", "higher"),
                ("LOWER", "lower"),
                ("TOO_FEW_TO_SAY", "not said, because there are too few families"),
            }
        )
        {
            var of = measures.Count(line => line.Comparison.Position == position);
            if (of > 0)
                parts.Add($"{FigureWords.Count(of)} {words}");
        }
        return $"Your families' change on {FigureWords.Count(measures.Count, "measure", "measures")}: {string.Join(", ", parts)}.";
    }

    /// <summary>What the position means for a change.</summary>
    public static string Change(string position, bool watch) =>
        position switch
        {
            "HIGHER" =>
                "Higher: families improved by more points than in the other services, beyond what chance and usual differences between "
                    + "services make.",
            "SIMILAR" when watch =>
                "Similar to the other services, but near the edge: a reason to keep an eye on it. Chance alone puts one comparison in "
                    + "twenty there.",
            "SIMILAR" => "Similar to the other services: within what chance and usual differences between services make.",
            "LOWER" =>
                "Lower: families improved by fewer points than in the other services, beyond what chance and usual differences between "
                    + "services make.",
            _ => "Too few to say, which is a normal answer.",
        };

    /// <summary>Why no comparison can be made.</summary>
    public static string Reason(string? reason) =>
        reason switch
        {
            "OWN_CASES_TOO_FEW" => "Fewer than 10 of your families have what is compared.",
            "OWN_COMPLETION_UNKNOWN" => "It is not known how many of your families with a first score have a last one.",
            "OWN_COMPLETION_TOO_LOW" =>
                "Fewer than half of your families with a first score have a last one, so those who have may differ from the others.",
            "OWN_VARIATION_MISSING" =>
                "All of your families changed by the same number of points, so there is no telling what chance does.",
            "REST_NOT_SHOWN" =>
                "The network's figure is not shown: too few families or services are behind it, or it would tell about few of them.",
            "REST_SPREAD_UNKNOWN" => "It is not known how much the other services differ.",
            _ => "",
        };

    /// <summary>A released figure with its unit, or words when it is withheld, because the symbol would not say why.</summary>
    public static string Released(Disclosed<ReleasedFigure> figure) =>
        figure.ValueOrNull is not { } shown ? "not shown"
        : shown.Unit == FigureUnit.Percent ? $"about {shown} %"
        : Signed(shown, shown.Value);

    /// <summary><c>2.0 to 4.8</c>, with as many decimals as the figure has; a hyphen where there is none.</summary>
    public static string Interval(Disclosed<ReleasedFigure> figure, Func<ReleasedFigure, Interval?> which) =>
        figure.ValueOrNull is { } shown && which(shown) is { } interval
            ? $"{shown.Say(interval.Low)} to {shown.Say(interval.High)}"
            : FigureWords.None;

    /// <summary><c>about 240 families</c>.</summary>
    public static string Families(Disclosed<ReleasedFigure> figure) =>
        figure.ValueOrNull switch
        {
            { Cases: not null } shown => $"about {shown.CasesInWords} families",
            { CasesFrom: not null } shown => $"{shown.CasesInWords} families",
            _ => "",
        };

    private static string Signed(ReleasedFigure figure, double value) => value > 0 ? "+" + figure.Say(value) : figure.Say(value);
}
