using Portal.Api.Answers;
using Portal.Api.Periods;

namespace Portal.Web.Pages.Layout;

/// <summary>The months that a page shows and its form offers: whole quarters, and the window in the address.</summary>
public sealed record WindowChoice(Window Window, IReadOnlyList<Month> Firsts, IReadOnlyList<Month> Befores, ErrorSummary Errors)
{
    private const int QuartersOffered = 28;

    /// <summary>Reads the address. When it cannot be read, that becomes an error and <paramref name="usual"/> is shown.</summary>
    /// <param name="usual">The window when the address has none.</param>
    /// <param name="current">The quarter that today is in, which is the last one offered.</param>
    public static WindowChoice Read(AskedWindow asked, Window usual, Quarter current)
    {
        if (asked.IsEmpty)
            return Of(usual, current, ErrorSummary.None);
        var read = Window.Read(asked, usual);
        return read.Match(
            window => Of(window, current, ErrorSummary.None),
            refusal => Of(usual, current, new ErrorSummary([Wrong(refusal)]))
        );
    }

    private static FieldError Wrong(Refusal refusal) =>
        refusal.Code == "WINDOW_EMPTY"
            ? new FieldError("before", "The last month must not be earlier than the first month. Below are the usual months.")
            : new FieldError("from", "The months of this address cannot be read. Choose them from the lists. Below are the usual months.");

    private static WindowChoice Of(Window window, Quarter current, ErrorSummary errors)
    {
        var quarters = Enumerable.Range(0, QuartersOffered).Select(back => current.Plus(-back)).ToList();
        return new WindowChoice(
            window,
            [.. quarters.Select(quarter => quarter.FirstMonth).Append(window.From).Distinct().OrderDescending()],
            [.. quarters.Select(quarter => quarter.Before).Append(window.Before).Distinct().OrderDescending()],
            errors
        );
    }

    /// <summary>The window as a query: <c>from=2024-04&amp;before=2025-04</c>.</summary>
    public string Query => $"from={Window.From}&before={Window.Before}";
}
