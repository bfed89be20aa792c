using Portal.Api.Answers;

namespace Portal.Api.Periods;

/// <summary>The window of a query as text; either month may be absent.</summary>
/// <param name="From">First month, YYYY-MM.</param>
/// <param name="Before">First month after the window, YYYY-MM.</param>
public readonly record struct AskedWindow(string? From, string? Before)
{
    public bool IsEmpty => string.IsNullOrEmpty(From) && string.IsNullOrEmpty(Before);
}

/// <summary>A half-open range of months [<paramref name="From"/>, <paramref name="Before"/>).</summary>
public sealed record Window(Month From, Month Before)
{
    /// <summary>The four quarters that end with <paramref name="last"/>.</summary>
    public static Window FourQuartersTo(Quarter last) => new(last.Plus(-3).FirstMonth, last.Before);

    /// <summary>
    /// Reads <c>from</c> and <c>before</c> as <c>YYYY-MM</c>. Without either it is <paramref name="usual"/>; with only one it is a year.
    /// </summary>
    public static Answer<Window> Read(AskedWindow asked, Window usual)
    {
        if (asked.IsEmpty)
            return usual;
        var (from, before) = asked;
        Month first = default,
            after = default;
        if (
            (!string.IsNullOrEmpty(from) && !Month.TryParse(from, out first))
            || (!string.IsNullOrEmpty(before) && !Month.TryParse(before, out after))
        )
            return new Refusal(StatusCodes.Status400BadRequest, "WINDOW_NOT_MONTHS", "from and before are months, written YYYY-MM.");
        if (string.IsNullOrEmpty(from))
            first = after.Plus(-12);
        if (string.IsNullOrEmpty(before))
            after = first.Plus(12);
        return first < after
            ? new Window(first, after)
            : new Refusal(
                StatusCodes.Status400BadRequest,
                "WINDOW_EMPTY",
                "from must be earlier than before; the month before is not part of the window."
            );
    }

    /// <summary>The same months a year earlier; <c>null</c> for a window of more than a year, which would overlap it.</summary>
    /// <remarks>A property would be printed with the record, and so would its own, without end.</remarks>
    public Window? YearBefore() => From.Plus(12) < Before ? null : new(From.Plus(-12), Before.Plus(-12));

    /// <summary>In words: the first and last month of the window.</summary>
    public string Words => $"{MonthWords(From)} to {MonthWords(Before.Plus(-1))}";

    private static string MonthWords(Month month) =>
        month.FirstDay.ToString("MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture);
}
