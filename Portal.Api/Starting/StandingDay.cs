using System.Globalization;
using Portal.Api.Periods;

namespace Portal.Api.Starting;

/// <summary>On which day the calendar of quarters stands: only that of the sample network does not follow the clock.</summary>
/// <remarks>Source: docs/operations.md, "The calendar of the sample network".</remarks>
public static class StandingDay
{
    /// <summary>A day, or <c>real</c> for the clock; <c>--today</c> on the command line.</summary>
    public const string Setting = "Calendar:Today";

    private const string Real = "real";

    /// <summary>What is wrong with the setting, in a sentence, or <c>null</c>.</summary>
    /// <param name="isSampleStart">Whether anybody may be one of the invented people, on a developer's machine.</param>
    public static string? Fault(IConfiguration configuration, bool isSampleStart) =>
        configuration[Setting] is not { Length: > 0 } text ? null
        : !isSampleStart
            ? $"{Setting} stops the calendar of quarters, which only the sample network of a developer's machine may do: take it out of "
                + "the settings of the portal."
        : text == Real || Parse(text) is not null ? null
        : $"{Setting} must be a day, such as 2026-01-20, or {Real}.";

    /// <summary>The day; <c>null</c> when the calendar follows the clock.</summary>
    /// <param name="hasSamples">Whether the portal starts with the sample network; its calendar stands unless it is told otherwise.</param>
    public static DateOnly? Read(IConfiguration configuration, bool hasSamples) =>
        configuration[Setting] is { Length: > 0 } text ? Parse(text)
        : hasSamples ? CalendarDay.OfSamples
        : null;

    private static DateOnly? Parse(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
