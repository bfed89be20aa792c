using Portal.Api.Periods;

namespace Portal.Api.Calendar;

/// <summary>How a service stands with a quarter.</summary>
public enum QuarterState
{
    /// <summary>The quarter is going on; it can be sent already.</summary>
    Open,

    /// <summary>The quarter is over and not yet sent; there is still time.</summary>
    Due,

    /// <summary>Not yet sent, and the day on which it was due has passed. It is still taken.</summary>
    Late,

    /// <summary>An accepted extract stands.</summary>
    Sent,

    /// <summary>Closed by the administrator without an extract.</summary>
    NotSent,

    /// <summary>The service opened after the quarter's end: nothing is expected.</summary>
    NotExpected,
}

/// <summary>Weighs a quarter: one place decides who is late.</summary>
public static class QuarterStates
{
    /// <param name="due">See <see cref="CalendarSettings.Due"/>.</param>
    /// <param name="today">The day in London.</param>
    /// <param name="opened">The day on which the service opened.</param>
    public static QuarterState Of(Quarter quarter, DateOnly due, DateOnly today, DateOnly opened, bool isSent, bool isClosed) =>
        isSent ? QuarterState.Sent
        : opened >= quarter.Before.FirstDay ? QuarterState.NotExpected
        : isClosed ? QuarterState.NotSent
        : today > due ? QuarterState.Late
        : today >= quarter.Before.FirstDay ? QuarterState.Due
        : QuarterState.Open;

    /// <summary>Whole days after <paramref name="due"/>; 0 on that day and before.</summary>
    public static int DaysLate(DateOnly due, DateOnly day) => Math.Max(0, day.DayNumber - due.DayNumber);
}
