using System.Globalization;
using Portal.Api.Periods;

namespace Portal.Api.Checking.Rows;

/// <summary>What a cell of a month column contains.</summary>
internal enum MonthForm
{
    Month,

    /// <summary>A full date, whose day is dropped.</summary>
    Day,

    MonthFirst,
    Serial,
    Other,
}

/// <summary>Reads months: YYYY-MM, or either unambiguous form of a full date.</summary>
internal static class MonthCell
{
    public static MonthForm Read(ReadOnlySpan<char> text, out Month month)
    {
        if (Month.TryParse(text, out month))
            return MonthForm.Month;
        if (IsDay(text, "yyyy-MM-dd", out month) || IsDay(text, "dd/MM/yyyy", out month))
            return MonthForm.Day;
        if (text.Length == 5 && text.IndexOfAnyExceptInRange('0', '9') < 0)
            return MonthForm.Serial;
        return
            DateOnly.TryParseExact(text, "M/d/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var american)
            && american.Day > 12
            ? MonthForm.MonthFirst
            : MonthForm.Other;
    }

    private static bool IsDay(ReadOnlySpan<char> text, string form, out Month month)
    {
        var read =
            DateOnly.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 1900 and <= 2199;
        month = read ? Month.Of(day) : default;
        return read;
    }
}
