using System.Globalization;

namespace Portal.Api.Checking.Rows;

/// <summary>
/// Knows the age band that a spreadsheet turned into a date: 3-5 becomes 3 May or 5 March, 6-11 6 November or 11 June, 12-17 17 December
/// or December 2017. No other band is a date in any spreadsheet, so each of these can be only one.
/// </summary>
internal static class BandDate
{
    private static readonly string[] DaysOfAYear =
    [
        "yyyy-MM-dd",
        "d/M/yyyy",
        "M/d/yyyy",
        "d-MMM-yyyy",
        "d MMM yyyy",
        "d-MMM-yy",
        "MMM-yyyy",
        "MMM yyyy",
    ];

    private static readonly string[] DaysWithoutAYear = ["d-MMM", "d MMM", "MMM-d", "MMM d", "d MMMM", "MMMM d"];

    /// <returns>The band, or <c>null</c>.</returns>
    public static string? Read(ReadOnlySpan<char> text)
    {
        var date = MonthCell.WithoutTime(text);
        if (Day(date, DaysOfAYear) is { } day)
            return Band(day);
        // The year does not matter; 2000 is a leap year.
        if (Day($"{date} 2000", [.. DaysWithoutAYear.Select(form => form + " yyyy")]) is { } undated)
            return Band(undated);
        return Serial(date) is { } counted ? Band(counted) : null;
    }

    private static string? Band(DateOnly day) =>
        (Math.Min(day.Month, day.Day), Math.Max(day.Month, day.Day)) switch
        {
            (3, 5) => "3-5",
            (6, 11) => "6-11",
            (12, 17) => "12-17",
            _ => day is { Year: 2017, Month: 12, Day: 1 } ? "12-17" : null,
        };

    private static DateOnly? Day(ReadOnlySpan<char> text, string[] forms) =>
        DateOnly.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    // Days since the last of 1899, as Excel, LibreOffice and Google Sheets count them.
    private static DateOnly? Serial(ReadOnlySpan<char> text) =>
        text.Length == 5 && text.IndexOfAnyExceptInRange('0', '9') < 0
            ? new DateOnly(1899, 12, 30).AddDays(int.Parse(text, CultureInfo.InvariantCulture))
            : null;
}
