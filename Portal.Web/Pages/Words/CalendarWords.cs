using Portal.Api.Calendar;

namespace Portal.Web.Pages.Words;

/// <summary>Words of the calendar.</summary>
public static class CalendarWords
{
    /// <summary>The state in a word or two, where the days stand beside it.</summary>
    public static string InAWord(QuarterState state) =>
        state switch
        {
            QuarterState.Open => "Open",
            QuarterState.Due => "Due",
            QuarterState.Late => "Late",
            QuarterState.NotSent => "Not sent",
            QuarterState.NotExpected => "Not expected",
            _ => "Sent",
        };

    /// <summary>What to know about a quarter that has not been sent, beside its state.</summary>
    public static string Days(QuarterState state, DateOnly due) =>
        state switch
        {
            QuarterState.Open => $"Due on {DateWords.Of(due)}",
            QuarterState.Due => $"Due on {DateWords.Of(due)}",
            QuarterState.Late => $"Was due on {DateWords.Of(due)}",
            QuarterState.NotSent => "The network team can reopen it",
            QuarterState.NotExpected => "Your service was not open then",
            _ => "",
        };

    /// <summary>Style of the state's tag.</summary>
    public static string Tag(QuarterState state) =>
        state switch
        {
            QuarterState.Sent => "tag-good",
            QuarterState.Late or QuarterState.NotSent => "tag-wait",
            _ => "",
        };

    /// <summary><c>1 day</c>, <c>23 days</c>.</summary>
    public static string Days(int days) => FigureWords.Count(days, "day", "days");
}
