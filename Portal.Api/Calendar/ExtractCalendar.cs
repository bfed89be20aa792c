using Portal.Api.Answers;
using Portal.Api.Extracts.Rules;
using Portal.Api.Periods;

namespace Portal.Api.Calendar;

/// <summary>Which quarters have begun, by the clock alone: every quarter from its first day in London. Closing is the administrator's (Calendar).</summary>
public static class ExtractCalendar
{
    public static readonly Refusal Malformed = new(
        StatusCodes.Status400BadRequest,
        "PERIOD_MALFORMED",
        "A period is a calendar quarter, written like 2025-Q2."
    );

    /// <summary>The quarter that today is in.</summary>
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
