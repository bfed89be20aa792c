using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Periods;
using Portal.Api.Records;

namespace Portal.Web.Pages.Layout;

/// <summary>The months that a page shows, and those that its period bar offers: periods by name, and whole quarters to choose.</summary>
/// <param name="Known">The months for which there are data; <c>null</c> before the first extract.</param>
/// <param name="Current">The quarter that today is in.</param>
public sealed record WindowChoice(Window Window, Window? Known, Quarter Current, ErrorSummary Errors)
{
    private const int QuartersOffered = 28;

    /// <summary>
    /// Reads the address. When it has no months, the latest year is shown; when it cannot be read, that becomes an error and the latest
    /// year is shown too.
    /// </summary>
    public static async Task<WindowChoice> ReadAsync(ServiceCall call, AskedWindow asked, CancellationToken cancellation)
    {
        var known = await KnownMonths.OfServiceAsync(call, cancellation);
        return Window
            .Read(asked, known.LatestYear)
            .Match(
                window => new WindowChoice(window, known.Window, known.Current, ErrorSummary.None),
                refusal => new WindowChoice(known.LatestYear, known.Window, known.Current, new ErrorSummary([Wrong(refusal)]))
            );
    }

    private static FieldError Wrong(Refusal refusal) =>
        refusal.Code == "WINDOW_EMPTY"
            ? new FieldError("before", "The last month must not be earlier than the first month. Below are the usual months.")
            : new FieldError("from", "The months of this address cannot be read. Choose them from the lists. Below are the usual months.");

    /// <summary>First months to choose from, and the one that is shown.</summary>
    public IReadOnlyList<Month> Firsts =>
        [.. Quarters.Select(quarter => quarter.FirstMonth).Append(Window.From).Distinct().OrderDescending()];

    /// <summary>Likewise the months before which the window may end.</summary>
    public IReadOnlyList<Month> Befores =>
        [.. Quarters.Select(quarter => quarter.Before).Append(Window.Before).Distinct().OrderDescending()];

    /// <summary>Empty before the first extract.</summary>
    public IReadOnlyList<OfferedPeriod> Offered => Known is null ? [] : OfferedPeriod.Of(Known);

    /// <summary>The window as a query: <c>from=2024-04&amp;before=2025-04</c>.</summary>
    public string Query => QueryOf(Window);

    public static string QueryOf(Window window) => $"from={window.From}&before={window.Before}";

    private IEnumerable<Quarter> Quarters => Enumerable.Range(0, QuartersOffered).Select(back => Current.Plus(-back));
}
