using System.Globalization;
using Portal.Api.Periods;

namespace Portal.Api.Calendar;

/// <summary>When extracts are due.</summary>
/// <param name="DaysToSend">How many days after the end of a quarter its extract is due, 0 to 365 (<c>Calendar:DaysToSend</c>).</param>
public sealed record CalendarSettings(int DaysToSend)
{
    public static readonly CalendarSettings Default = new(30);

    private const string Key = "Calendar:DaysToSend";

    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <exception cref="InvalidOperationException">The setting is not a whole number from 0 to 365.</exception>
    public static CalendarSettings Read(IConfiguration configuration) =>
        configuration[Key] is not { Length: > 0 } text ? Default
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= 365 ? new CalendarSettings(days)
        : throw new InvalidOperationException($"{Key} must be a whole number of days from 0 to 365.");

    /// <summary>The last day on which the quarter's extract is in time: with 30 days, 30 July for April to June.</summary>
    public DateOnly Due(Quarter quarter) => quarter.Before.FirstDay.AddDays(DaysToSend - 1);

    /// <summary>The date in London.</summary>
    public static DateOnly Day(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, London).DateTime);

    /// <summary>Date and time of day in London.</summary>
    public static (DateOnly Day, TimeOnly Time) DayAndTime(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, London).DateTime;
        return (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
    }
}
