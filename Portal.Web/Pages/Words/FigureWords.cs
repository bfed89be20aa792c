using System.Globalization;

namespace Portal.Web.Pages.Words;

/// <summary>Figures as pages print them. Only here do fractions become percentages.</summary>
public static class FigureWords
{
    public const string None = "-";

    // A minus sign, not a hyphen: it is as wide as a plus, and a screen reader says "minus".
    private static readonly NumberFormatInfo Printed = new() { NegativeSign = "\u2212" };

    /// <summary><c>1,204</c>.</summary>
    public static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 row</c>, <c>1,204 rows</c>.</summary>
    public static string Count(int count, string one, string several) => $"{Count(count)} {(count == 1 ? one : several)}";

    /// <summary><c>63 %</c> from 0.6331; a hyphen when there is nothing to divide.</summary>
    public static string Percent(double? fraction) =>
        fraction is { } known ? Math.Round(known * 100, MidpointRounding.AwayFromZero).ToString("0", Printed) + " %" : None;

    /// <summary><c>55 to 71 %</c>.</summary>
    public static string PercentInterval(double? low, double? high) =>
        low is { } least && high is { } most
            ? $"{Math.Round(least * 100, MidpointRounding.AwayFromZero).ToString("0", Printed)} to {Percent(most)}"
            : None;

    /// <summary>Points of a scale with one decimal.</summary>
    public static string Threshold(double points) => points.ToString("0.##", Printed);

    public static string Points(double? points) => Fixed(points, "0.0");

    /// <summary>Standardised figures with two decimals.</summary>
    public static string Standardised(double? figure) => Fixed(figure, "0.00");

    /// <summary>A figure in an unknown unit, to four significant digits.</summary>
    public static string Figure(double? figure) =>
        figure is { } known ? known.ToString(Math.Abs(known) is 0 or (>= 0.001 and < 100_000) ? "0.####" : "0.000e0", Printed) : None;

    /// <summary>A p value with three decimals; only its size matters below that.</summary>
    public static string PValue(double? p) => p is { } known ? (known < 0.001 ? "below 0.001" : known.ToString("0.000", Printed)) : None;

    /// <summary>Adds the sign, so that a change reads as one: <c>+3.4</c>.</summary>
    public static string Change(double figure) => Fixed(figure, "+0.0;\u22120.0;0.0");

    /// <summary><c>2.0 to 4.8</c>.</summary>
    public static string Interval(double? low, double? high, int decimals = 1) =>
        low is { } least && high is { } most ? Interval(least, most, decimals) : "cannot be given: every change is the same";

    private static string Interval(double low, double high, int decimals) =>
        $"{Fixed(low, decimals == 2 ? "0.00" : "0.0")} to {Fixed(high, decimals == 2 ? "0.00" : "0.0")}";

    // A figure that rounds to zero loses its minus sign.
    private static string Fixed(double? figure, string format) =>
        figure is not { } known
            ? None
            : (Math.Round(known, format.Contains("0.00", StringComparison.Ordinal) ? 2 : 1, MidpointRounding.AwayFromZero) + 0.0).ToString(
                format,
                Printed
            );
}
