using Portal.Api.Outcomes;
using Portal.Api.Periods;

namespace Portal.Web.Pages.Layout;

/// <summary>One figure of these months and of the year before, as printed.</summary>
public sealed record ComparedRow(string Label, string Now, string Before);

/// <summary>Whether a page sets the year before beside its months.</summary>
/// <param name="Window">The same months a year earlier; <c>null</c> when they are not asked for or cannot be compared.</param>
/// <param name="Errors">Why the address asks in vain.</param>
public sealed record YearBefore(Window? Window, FilterChoice Fields, ErrorSummary Errors)
{
    /// <summary>What the bar offers on a page that has nothing else to choose.</summary>
    /// <param name="compared">As the address has it.</param>
    /// <param name="window">The months of the page.</param>
    public static YearBefore Read(string? compared, Window window)
    {
        var read = ComparedOutcomes.Asks(compared, window);
        var isAsked = read.Match(asked => asked, _ => false);
        return new YearBefore(
            isAsked ? window.YearBefore() : null,
            new FilterChoice([FieldOf(isAsked)]),
            read.Match(_ => ErrorSummary.None, refusal => new ErrorSummary([new FieldError("compared", refusal.Detail)]))
        );
    }

    /// <summary>The choice of what to compare with.</summary>
    public static FilterField FieldOf(bool isCompared) =>
        new(
            "compared",
            "Compared with",
            [("", "Nothing"), (ComparedOutcomes.WithYearBefore, "The year before")],
            isCompared ? ComparedOutcomes.WithYearBefore : ""
        );
}
