using System.Globalization;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Answers;
using Portal.Api.Comparison;

namespace Portal.Web.Pages.Words;

/// <summary>Reliable change in words: improvement and worsening in the same form, whatever may be said of each.</summary>
public static class ReliableWords
{
    private const string NotShown = "not shown";

    /// <summary>
    /// <c>about 36 % (30 to 43 %), about 55 of about 155 families</c>; <c>about 15 of 25</c> where percentages are not shown; <c>fewer than
    /// 12 of about 155</c> where the count is withheld and the numbers beside it are not; otherwise <c>not shown</c>.
    /// </summary>
    public static string Line(ReliableShare one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return one.Share.ValueOrNull is { Percent: not null } share
            ? $"{Part(one)}, about {FigureWords.Count(share.Count)} of about {FigureWords.Count(share.Total)} families"
            : Part(one);
    }

    /// <summary>All three in one sentence, with the number of families that they are shares of.</summary>
    public static string Sentence(ReliableShares reliable)
    {
        ArgumentNullException.ThrowIfNull(reliable);
        var said =
            $"improved: {Briefly(reliable.Improved)}; no clear change: {Briefly(reliable.NoChange)}; "
            + $"worsened: {Briefly(reliable.Worsened)}";
        return reliable.Worsened is { Total: { } total } && reliable.Improved.Share.IsShown
            ? $"{said}; of about {FigureWords.Count(total)} families"
            : said;
    }

    /// <summary>The same of a service's own exact shares.</summary>
    /// <param name="rates">Improved, no clear change and worsened.</param>
    /// <param name="paired">Families with both scores, at least 1.</param>
    public static string Sentence(BenchmarkRates rates, int paired)
    {
        ArgumentNullException.ThrowIfNull(rates);
        string Of(Share one) => $"{FigureWords.Percent(one.Fraction)} ({FigureWords.PercentInterval(one.Low, one.High)})";
        return $"improved: {Of(rates.Improved)}; no clear change: {Of(rates.NoChange)}; worsened: {Of(rates.Worsened)}; of "
            + FigureWords.Count(paired, "family", "families");
    }

    private static string Briefly(ReliableShare one) =>
        one is { Share.IsShown: false, FewerThan: { } bound } ? $"fewer than {FigureWords.Count(bound)}" : Part(one);

    private static string Part(ReliableShare one) =>
        one.Share.ValueOrNull is { } share ? share + Interval(share)
        : one.FewerThan is { } bound && one.Total is { } total
            ? $"fewer than {FigureWords.Count(bound)} of about {FigureWords.Count(total)}"
        : NotShown;

    private static string Interval(ReleasedShare share) =>
        share.PercentInterval is { } ends ? string.Create(CultureInfo.InvariantCulture, $" ({ends.Low:0} to {ends.High:0} %)") : "";
}
