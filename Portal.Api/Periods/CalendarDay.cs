namespace Portal.Api.Periods;

/// <summary>The day on which the calendar of quarters stands, and the clock, which always tells the real time.</summary>
/// <remarks>
/// What is open, due, late or usual is asked of the day; what lasts, ends or is written down (sessions, tokens, drafts, receipts, the audit
/// log) is asked of the clock.
/// </remarks>
/// <param name="Standing">A day that does not pass, for the sample network; <c>null</c>: today.</param>
public sealed record CalendarDay(TimeProvider Clock, DateOnly? Standing = null)
{
    /// <summary>The day of the sample network: its last quarter has been sent and is not due yet.</summary>
    public static readonly DateOnly OfSamples = new(2026, 1, 20);

    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>The date in London.</summary>
    public DateOnly Today => Standing ?? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Clock.GetUtcNow(), London).DateTime);

    /// <summary>The quarter that the day is in.</summary>
    public Quarter Quarter => Quarter.Of(Month.Of(Today));
}
