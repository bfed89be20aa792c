using System.Globalization;
using Portal.Api.Periods;

namespace Portal.Web.Pages.Words;

/// <summary>Dates as people in Britain read them; moments are shown in London time.</summary>
public static class DateWords
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary><c>3 July 2025</c>.</summary>
    public static string Of(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary><c>3 July 2025 at 2:05pm</c>.</summary>
    public static string Of(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, London);
        return $"{local.ToString("d MMMM yyyy 'at' h:mm", CultureInfo.InvariantCulture)}{(local.Hour < 12 ? "am" : "pm")}";
    }

    /// <summary>The day of a moment: <c>3 July 2025</c>.</summary>
    public static string Day(DateTimeOffset moment) => Of(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, London).DateTime));

    /// <summary><c>July 2025</c>.</summary>
    public static string Of(Month month) => month.FirstDay.ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>The quarter as people say it.</summary>
    public static string Period(Quarter quarter) => quarter.Words;

    /// <summary>The quarter as people say it, from its code in the log.</summary>
    public static string Period(string period) => Quarter.TryParse(period, out var quarter) ? quarter.Words : period;

    /// <summary>The months alone: <c>Apr-Jun 2025</c>.</summary>
    public static string Span(Quarter quarter) => quarter.Words[..quarter.Words.IndexOf(" (", StringComparison.Ordinal)];

    /// <inheritdoc cref="Span(Quarter)"/>
    public static string Span(string period) => Quarter.TryParse(period, out var quarter) ? Span(quarter) : period;
}
