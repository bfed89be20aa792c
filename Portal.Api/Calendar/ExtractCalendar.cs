using Portal.Api.Answers;
using Portal.Api.Extracts.Rules;
using Portal.Api.Periods;

namespace Portal.Api.Calendar;

/// <summary>
/// Decides by the clock which quarters have begun: each one on its first day in London. The administrator closes quarters (Calendar).
/// </summary>
public static class ExtractCalendar
{
    public static readonly Refusal Malformed = new(
        StatusCodes.Status400BadRequest,
        "PERIOD_MALFORMED",
        "A period is a calendar quarter, written like 2025-Q2."
    );

    /// <summary>Today's quarter.</summary>
    public static Quarter Current(TimeProvider clock) => Quarter.Of(Window.LastFourQuarters(clock).Before);

    /// <summary>Why the quarter takes no extract now, or <c>null</c>.</summary>
    public static Refusal? Closed(Quarter period, TimeProvider clock) =>
        period > Current(clock)
            ? new Refusal(
                StatusCodes.Status409Conflict,
                "QUARTER_NOT_BEGUN",
                $"{period.Words} has not begun. Send it from its first day on.",
                RuleReference.To(PeriodRules.NotStarted)
            )
            : null;
}
