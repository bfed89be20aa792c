using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Released;

namespace Portal.Analytics.Charts.Compared;

/// <summary>A row of the comparison in words: its numbers, its tip, and its part of the description.</summary>
internal static class ComparedWords
{
    internal const string NoPairs = "no family with both scores";
    internal const string NotShown = "not shown";

    private const int LowPrecisionBelow = 10;

    /// <summary>Everything that the row shows.</summary>
    internal static string Row(ComparedChange measure)
    {
        var own = measure.Own is { } change
            ? $"your service {Own(measure)}, {Numbers.Families(change.Cases)}{(IsFew(change) ? ", low precision" : "")}"
            : $"your service: {NoPairs}";
        var rest = measure.Rest.ValueOrNull is not { } figure
            ? $"other services: {NotShown}"
            : $"other services {Rest(measure)}"
                + ReleasedWords.AndFamilies(figure)
                + (figure.Prediction is { } prediction ? $", prediction interval {ReleasedWords.Between(figure, prediction)}" : "");
        var completion = measure.Completion.ValueOrNull is { } share ? $"; both scores in all services about {share.InWords} %" : "";
        var position = measure.Position.Length > 0 ? $"; {measure.Position}" : "";
        return $"{measure.Label}: {own}{OfFirst(measure)}; {rest}{completion}{position}";
    }

    /// <summary>The own change with its interval.</summary>
    internal static string Own(ComparedChange measure) =>
        measure.Own switch
        {
            null => "none",
            { Interval: { } interval } own =>
                $"{Numbers.Fixed(own.Estimate, 1)} [{Numbers.Fixed(interval.Low, 1)}, {Numbers.Fixed(interval.High, 1)}]",
            { } own => Numbers.Fixed(own.Estimate, 1),
        };

    /// <summary>The others' change with its interval.</summary>
    internal static string Rest(ComparedChange measure) =>
        measure.Rest.ValueOrNull is { } rest ? $"{rest.InWords} {ReleasedWords.Bracketed(rest, rest.Interval)}".TrimEnd() : NotShown;

    /// <summary>Families with both scores of those with a first one.</summary>
    internal static string Seen(ComparedChange measure) =>
        Numbers.Count(measure.Own?.Cases ?? 0) + (measure.FirstScores is { } first ? $" of {Numbers.Count(first)}" : "");

    internal static bool IsFew(OwnChange own) => own.Cases < LowPrecisionBelow;

    private static string OfFirst(ComparedChange measure) =>
        measure.FirstScores is { } first ? $" of {Numbers.Count(first)} with a first score" : "";
}
