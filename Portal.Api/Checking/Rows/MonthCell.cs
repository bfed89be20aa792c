using System.Buffers;
using System.Globalization;
using Portal.Api.Periods;

namespace Portal.Api.Checking.Rows;

/// <summary>What a cell of a month column contains.</summary>
internal enum MonthForm
{
    /// <summary>YYYY-MM.</summary>
    Month,

    /// <summary>A month written otherwise, such as March 2025.</summary>
    OtherMonth,

    /// <summary>A full date, whose day is dropped.</summary>
    Day,

    MonthFirst,
    Serial,
    Other,
}

/// <summary>Reads months and the forms of a full date that can be one month only. A year of two digits needs a month in letters.</summary>
internal static class MonthCell
{
    private static readonly string[] Months =
    [
        "MMM-yy",
        "MMMM-yy",
        "MMM-yyyy",
        "MMMM-yyyy",
        "MMM yyyy",
        "MMMM yyyy",
        "MM/yyyy",
        "M/yyyy",
        "yyyy/MM",
        "yyyy/M",
        "yyyy-M",
    ];

    private static readonly SearchValues<char> Clock = SearchValues.Create("0123456789:");

    private static readonly string[] Days =
    [
        "yyyy-MM-dd",
        "dd/MM/yyyy",
        "d-MMM-yyyy",
        "d-MMM-yy",
        "d MMM yyyy",
        "d MMMM yyyy",
        "yyyy/MM/dd",
    ];

    public static MonthForm Read(ReadOnlySpan<char> text, out Month month)
    {
        if (Month.TryParse(text, out month))
            return MonthForm.Month;
        var date = WithoutTime(text);
        if (Is(date, Days, out month))
            return MonthForm.Day;
        if (Is(text, Months, out month))
            return MonthForm.OtherMonth;
        if (text.Length == 5 && text.IndexOfAnyExceptInRange('0', '9') < 0)
            return MonthForm.Serial;
        return
            DateOnly.TryParseExact(date, "M/d/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var american)
            && american.Day > 12
            ? MonthForm.MonthFirst
            : MonthForm.Other;
    }

    /// <summary>A date without the time of day that stands after it, as in 2025-03-01T00:00:00 and 01/03/2025 00:00.</summary>
    public static ReadOnlySpan<char> WithoutTime(ReadOnlySpan<char> text)
    {
        const int ShortestTime = 4;
        if (text.IndexOf(':') is not (> 0 and var colon) || text[..colon].LastIndexOfAny('T', ' ') is not (> 0 and var gap))
            return text;
        var time = text[(gap + 1)..].TrimEnd('Z');
        return time.Length >= ShortestTime && TimeOnly.TryParse(OffsetTaken(time), CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? text[..gap].TrimEnd(' ')
            : text;
    }

    private static ReadOnlySpan<char> OffsetTaken(ReadOnlySpan<char> time) =>
        time.LastIndexOfAny('+', '-') is > 0 and var sign && time[(sign + 1)..].IndexOfAnyExcept(Clock) < 0 ? time[..sign] : time;

    private static bool Is(ReadOnlySpan<char> text, string[] forms, out Month month)
    {
        var written = text;
        // The one month that people shorten to four letters.
        if (text.IndexOf("Sept", StringComparison.OrdinalIgnoreCase) is >= 0 and var sept && !IsSpelledOut(text[sept..]))
            written = $"{text[..(sept + 3)]}{text[(sept + 4)..]}";
        var read =
            DateOnly.TryParseExact(written, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 1900 and <= 2199;
        month = read ? Month.Of(day) : default;
        return read;
    }

    private static bool IsSpelledOut(ReadOnlySpan<char> month) => month.StartsWith("September", StringComparison.OrdinalIgnoreCase);
}
