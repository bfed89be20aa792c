using System.Globalization;

namespace Portal.Api.Trends;

/// <summary>Series over the quarters in words, for pictures, pages and the table twin alike.</summary>
public static class TrendWords
{
    /// <summary>What the series shows, with its unit.</summary>
    public static string Title(TrendSeries series) =>
        series.Code switch
        {
            TrendSeries.Referrals => "Referrals in each quarter",
            TrendSeries.Wait => "Days from referral to first contact, middle family of each quarter",
            TrendSeries.Ended => "Families whose work ended in each quarter",
            TrendSeries.Completion => $"{series.Name}: share of families with a first score who also have a last one",
            _ => $"{series.Name}: mean improvement in points, by the quarter in which the work ended",
        };

    /// <summary>The series in a list of choices.</summary>
    public static string Choice(TrendSeries series) =>
        series.Code switch
        {
            TrendSeries.Referrals => "Referrals",
            TrendSeries.Wait => "Wait for the first contact",
            TrendSeries.Ended => "Work ended",
            TrendSeries.Completion => "both scores known",
            _ => "change",
        };

    /// <summary>Which way is better.</summary>
    public static string Better(TrendSeries series) =>
        series.Direction switch
        {
            "better_up" => "Up is better",
            "better_down" => "Down is better",
            _ => "Neither up nor down is better",
        };

    /// <summary>The rule of the limits, or why there are none.</summary>
    public static string Rule(TrendSeries series) =>
        series.Chart switch
        {
            TrendSeries.Xmr => "The band holds what chance alone would bring: average plus and minus 2.66 mean moving ranges. "
                + "A ring marks a quarter that chance seldom brings.",
            TrendSeries.Laney => "The band holds what chance alone would bring (p' chart, limits of three standard deviations). "
                + "A ring marks a quarter outside it.",
            _ => "The line is the middle value. With fewer than 12 quarters no limits are drawn; a ring marks a long run or trend.",
        };

    /// <summary>Why the picture is empty.</summary>
    public static string Nothing(TrendSeries series) =>
        series.Points.Any(point => point.Reason == QuarterFigure.TooFewCases)
            ? "No quarter has five families or more with such a figure, so there is nothing to draw."
            : "No quarter has such a figure yet.";

    /// <summary>Why a quarter is more than chance would bring.</summary>
    public static string Signal(TrendSeries series, QuarterFigure point)
    {
        var centre = series.Chart == TrendSeries.Run ? "middle value" : "average";
        return point.Signal switch
        {
            "OUTSIDE" => point.Value > point.Centre ? "above the band" : "below the band",
            "TREND" => "part of a steady rise or fall over seven quarters or more",
            "TWO_OF_THREE" => "near a limit, as two of three quarters were",
            "SHIFT" => $"one of seven quarters or more on one side of the {centre}",
            _ => "",
        };
    }

    /// <summary>What a figure rests on, or why there is none.</summary>
    public static string Behind(TrendSeries series, QuarterFigure point) =>
        point.Reason switch
        {
            QuarterFigure.NotSent => "nothing was sent",
            QuarterFigure.NoCases => series.Code == TrendSeries.Wait ? "nobody was referred" : "no family has a first score",
            QuarterFigure.TooFewCases => $"fewer than {QuarterFigure.FewestCases} families",
            _ => point is { Of: { } of, Count: { } count }
                ? string.Create(CultureInfo.InvariantCulture, $"{count:N0} of {of:N0} families")
                : "",
        };

    /// <summary>How many all quarters rest on together.</summary>
    public static string Total(TrendSeries series)
    {
        var (count, of) = (series.Points.Sum(point => point.Count ?? 0), series.Points.Sum(point => point.Of ?? 0));
        return series.Code switch
        {
            TrendSeries.Referrals => string.Create(CultureInfo.InvariantCulture, $"{count:N0} referrals"),
            TrendSeries.Ended => string.Create(CultureInfo.InvariantCulture, $"{count:N0} families"),
            TrendSeries.Wait => string.Create(CultureInfo.InvariantCulture, $"{count:N0} of {of:N0} referrals seen"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{count:N0} of {of:N0} families with both scores"),
        };
    }

    /// <summary>What to look at, in one sentence.</summary>
    public static string Said(TrendSeries series)
    {
        var known = series.Points.Where(point => point.Value is not null).ToList();
        var signals = known.Where(point => point.Signal is not null).ToList();
        if (known.Count == 0)
            return Nothing(series);
        if (signals.Count == 0)
            return series.Chart == TrendSeries.Run
                ? "No long run or trend so far. With fewer than 12 quarters nothing more can be told."
                : "No quarter stands out: the ups and downs are what chance alone would bring.";
        var last = signals[^1];
        var others = signals.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" {signals.Count} quarters stand out in all.");
        return $"{last.Quarter.Months} stands out: {Signal(series, last)}.{others} What was different then?";
    }
}
