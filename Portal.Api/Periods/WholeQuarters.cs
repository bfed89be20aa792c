namespace Portal.Api.Periods;

/// <summary>The quarters of a window, for what is known by quarter only: those that lie in it whole.</summary>
public static class WholeQuarters
{
    /// <returns>The earliest first; empty when the window holds no whole quarter.</returns>
    public static IReadOnlyList<Quarter> Of(Window window)
    {
        var first = Quarter.Of(window.From);
        if (first.FirstMonth.CompareTo(window.From) < 0)
            first = first.Plus(1);
        return [.. Enumerable.Range(0, int.MaxValue).Select(first.Plus).TakeWhile(quarter => quarter.Before.CompareTo(window.Before) <= 0)];
    }

    /// <summary>First and last in words, such as <c>Jan-Mar 2025 to Oct-Dec 2025</c>.</summary>
    /// <param name="quarters">The earliest first, without a gap.</param>
    public static string Words(IReadOnlyList<Quarter> quarters) =>
        quarters.Count switch
        {
            0 => "no whole quarter",
            1 => quarters[0].Words,
            _ => $"{quarters[0].Words} to {quarters[^1].Words}",
        };
}
