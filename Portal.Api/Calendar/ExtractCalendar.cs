using Portal.Api.Answers;
using Portal.Api.Extracts.Rules;
using Portal.Api.Periods;

namespace Portal.Api.Calendar;

/// <summary>
/// Decides by the day which quarters have begun: each one on its first day in London. The administrator closes quarters (Calendar).
/// </summary>
public static class ExtractCalendar
{
    public static readonly Refusal Malformed = new(
        StatusCodes.Status400BadRequest,
        "PERIOD_MALFORMED",
        "A period is a calendar quarter, written like 2025-Q2."
    );

    /// <summary>Why the quarter takes no extract now, or <c>null</c>.</summary>
    public static Refusal? Closed(Quarter period, CalendarDay day) =>
        period > day.Quarter
            ? new Refusal(
                StatusCodes.Status409Conflict,
                "QUARTER_NOT_BEGUN",
                $"{period.Words} has not begun. Send it from its first day on.",
                RuleReference.To(PeriodRules.NotStarted)
            )
            : null;
}
