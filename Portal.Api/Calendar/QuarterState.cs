using System.Text.Json.Serialization;
using Portal.Api.Answers;
using Portal.Api.Periods;

namespace Portal.Api.Calendar;

/// <summary>Where a service stands with a quarter.</summary>
[JsonConverter(typeof(CodeText<QuarterState>))]
public enum QuarterState
{
    /// <summary>The quarter has not ended; its extract can already be sent.</summary>
    Open,

    /// <summary>The quarter is over and its extract not sent; there is still time.</summary>
    Due,

    /// <summary>Not sent, and the due day has passed. It can still be sent.</summary>
    Late,

    /// <summary>An accepted extract stands.</summary>
    Sent,

    /// <summary>Closed by the administrator without an extract.</summary>
    NotSent,

    /// <summary>The service opened after the end of the quarter or closed before it, so no extract is expected.</summary>
    NotExpected,
}

/// <summary>The one place that decides who is late.</summary>
public static class QuarterStates
{
    /// <param name="due">See <see cref="CalendarSettings.Due"/>.</param>
    /// <param name="today">See <see cref="CalendarDay.Today"/>.</param>
    /// <param name="life">Of the service.</param>
    public static QuarterState Of(Quarter quarter, DateOnly due, DateOnly today, ServiceLife life, bool isSent, bool isClosed) =>
        isSent ? QuarterState.Sent
        : !life.Covers(quarter) ? QuarterState.NotExpected
        : isClosed ? QuarterState.NotSent
        : today > due ? QuarterState.Late
        : today >= quarter.Before.FirstDay ? QuarterState.Due
        : QuarterState.Open;

    /// <summary>Whole days after <paramref name="due"/>; 0 on or before that day.</summary>
    public static int DaysLate(DateOnly due, DateOnly day) => Math.Max(0, day.DayNumber - due.DayNumber);
}
