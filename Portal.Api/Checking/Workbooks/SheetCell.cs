using System.Globalization;

namespace Portal.Api.Checking.Workbooks;

/// <summary>The text that stands in a CSV for a typed cell of a spreadsheet.</summary>
internal static class SheetCell
{
    private const int DigitsShown = 15;
    private const double HundredPercent = 100;

    // 29 February 1900, which spreadsheets have and calendars do not.
    private const double DayThatNeverWas = 60;

    private const double DaysBefore1904 = 1462;
    private const double LastDay = 2_958_465;

    /// <summary>A number as a spreadsheet shows it: at most 15 digits, a date as yyyy-MM-dd, a share of 1 in percent.</summary>
    /// <param name="stored">The number as it is stored; anything else stays as it is.</param>
    /// <param name="from1904">Whether the days of the workbook count from 1904.</param>
    public static string Number(string stored, NumberShown shown, bool from1904)
    {
        if (!double.TryParse(stored, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            return stored;
        return shown switch
        {
            NumberShown.Date when Day(number, from1904) is { } moment => Moment(moment, number),
            NumberShown.Elapsed when Math.Abs(number) <= LastDay => TimeSpan
                .FromSeconds(Math.Round(number * TimeSpan.SecondsPerDay))
                .ToString("c", CultureInfo.InvariantCulture),
            NumberShown.Percent => Plain(number * HundredPercent) + "%",
            _ => Plain(number),
        };
    }

    /// <summary>A date that is stored as text of ISO 8601; anything else stays as it is.</summary>
    public static string Date(string stored) =>
        DateTime.TryParseExact(
            stored.TrimEnd('Z'),
            ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var moment
        )
            ? Moment(moment, moment.ToOADate())
            : stored;

    public static string Boolean(string stored) =>
        stored switch
        {
            "1" or "true" => "TRUE",
            "0" or "false" => "FALSE",
            _ => stored,
        };

    private static string Plain(double number)
    {
        var text = number.ToString("G15", CultureInfo.InvariantCulture);
        // A spreadsheet shows no exponent where the digits can be written out.
        return text.Contains('E', StringComparison.Ordinal)
            && Math.Abs(number) is >= 1e-9 and < 1e21
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var digits)
                ? digits.ToString("0." + new string('#', DigitsShown + 9), CultureInfo.InvariantCulture)
            : text == "-0" ? "0"
            : text;
    }

    private static DateTime? Day(double number, bool from1904)
    {
        if (from1904)
            number += DaysBefore1904;
        return number is < 0 or >= LastDay + 1 ? null : DateTime.FromOADate(number < DayThatNeverWas && !from1904 ? number + 1 : number);
    }

    // Seconds are what a spreadsheet shows at most; a fraction of a day that is stored is a little off.
    private static string Moment(DateTime moment, double number)
    {
        moment = new DateTime((moment.Ticks + TimeSpan.TicksPerSecond / 2) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond);
        return moment.ToString(
            number is > 0 and < 1 ? "HH:mm:ss"
                : moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd"
                : "yyyy-MM-ddTHH:mm:ss",
            CultureInfo.InvariantCulture
        );
    }
}
