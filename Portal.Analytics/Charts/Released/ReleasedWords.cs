using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;

namespace Portal.Analytics.Charts.Released;

/// <summary>Words shared by pictures of released figures: why a figure is not shown, and that figures are rounded.</summary>
internal static class ReleasedWords
{
    internal const string NoComparison = "No comparison group: families often improve with time.";
    internal const string NotShown = "not shown, to protect families";
    internal const string Rounded = "Numbers of families are rounded, so figures may not add up.";
    internal const string Symbols = "c: not shown, to protect families.";

    private const string NoSuch = "there are no such families";

    /// <summary>Of the cells of a figure in a table.</summary>
    internal static readonly IReadOnlyList<string> Headings = ["figure", "low", "high", "families"];

    /// <summary>A figure as it may be printed: value, interval, families; "c" when it is withheld.</summary>
    internal static IEnumerable<string> Cells(Disclosed<ReleasedFigure> figure) =>
        [figure.ToString(), .. Ends(figure, figure.ValueOrNull?.Interval), figure.ValueOrNull?.CasesInWords ?? ""];

    internal static IEnumerable<string> Ends(Disclosed<ReleasedFigure> figure, Interval? interval) =>
        figure.ValueOrNull is { } shown && interval is { } known ? [shown.Print(known.Low), shown.Print(known.High)] : ["", ""];

    internal static string Instead(Disclosed<ReleasedFigure> figure) => figure.IsImpossible ? NoSuch : NotShown;

    internal static string Families(ReleasedFigure figure) =>
        figure.Cases is { } cases ? $"about {Numbers.Families(cases)}"
        : figure.CasesFrom is null ? ""
        : figure.CasesInWords + " families";

    internal static string AndFamilies(ReleasedFigure figure) => Families(figure) is { Length: > 0 } families ? ", " + families : "";

    internal static string Between(ReleasedFigure figure, Interval interval) =>
        $"{figure.Say(interval.Low)} to {figure.Say(interval.High)}";

    internal static string Bracketed(ReleasedFigure figure, Interval? interval) =>
        interval is { } known ? $"[{figure.Say(known.Low)}, {figure.Say(known.High)}]" : "";

    internal static void Require(Disclosed<ReleasedFigure> figure, FigureUnit unit)
    {
        ArgumentNullException.ThrowIfNull(figure);
        if (figure.ValueOrNull is { } shown && shown.Unit != unit)
            throw new ArgumentException("The picture shows figures of another unit.", nameof(figure));
    }

    /// <summary>The values an axis covers: zero, every interval, and as much of wider ones as leaves the intervals legible.</summary>
    internal static (double Low, double High) Range(IEnumerable<Interval> intervals, IEnumerable<Interval> wider)
    {
        var ends = intervals.SelectMany(one => new[] { one.Low, one.High }).Append(0).ToArray();
        var (low, high) = (ends.Min(), ends.Max());
        var reach = Math.Max(high - low, 0.1) / 2;
        foreach (var one in wider)
            (low, high) = (Math.Min(low, Math.Max(one.Low, ends.Min() - reach)), Math.Max(high, Math.Min(one.High, ends.Max() + reach)));
        var margin = (high - low) / 10;
        return (Math.Min(low, -margin), Math.Max(high, margin));
    }
}
