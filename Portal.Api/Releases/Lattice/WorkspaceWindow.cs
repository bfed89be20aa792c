using System.Globalization;
using Portal.Api.Periods;

namespace Portal.Api.Releases.Lattice;

/// <summary>A window of the analysts' workspace: twelve months that end with a quarter. A financial year is one of them.</summary>
/// <param name="Last">The quarter that it ends with.</param>
/// <remarks>Source: docs/disclosure.md, "The workspace", rule 1.</remarks>
public readonly record struct WorkspaceWindow(Quarter Last)
{
    /// <summary>How many quarters back the windows of a snapshot end.</summary>
    public const int Offered = 12;

    /// <summary>The windows of a snapshot, the newest first.</summary>
    /// <param name="quarter">The snapshot's last quarter.</param>
    public static IReadOnlyList<WorkspaceWindow> Of(Quarter quarter) =>
        [.. Enumerable.Range(0, Offered).Select(back => new WorkspaceWindow(quarter.Plus(-back)))];

    public Window Months => Window.FourQuartersTo(Last);

    /// <summary>Whether it contains the quarter.</summary>
    public bool Holds(Quarter quarter) => quarter > Last.Plus(-4) && quarter <= Last;

    /// <summary>As in addresses: R12:2025-Q4.</summary>
    public string Code => $"R12:{Last}";

    /// <summary>Reads R12:2025-Q4, or FY:2024-25 for April 2024 to March 2025.</summary>
    public static bool TryParse(string text, out WorkspaceWindow window)
    {
        window = default;
        if (text.StartsWith("R12:", StringComparison.Ordinal) && Quarter.TryParse(text[4..], out var last))
        {
            window = new WorkspaceWindow(last);
            return true;
        }

        if (
            text is not ['F', 'Y', ':', _, _, _, _, '-', _, _]
            || !int.TryParse(text.AsSpan(3, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !int.TryParse(text.AsSpan(8, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var next)
            || year is < 1900 or > 2198
            || (year + 1) % 100 != next
        )
            return false;
        window = new WorkspaceWindow(new Quarter(year + 1, 1));
        return true;
    }
}
