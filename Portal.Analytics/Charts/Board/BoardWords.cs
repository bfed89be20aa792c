using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Board;

/// <summary>A row of the board in words: its tip, and its part of the description.</summary>
public static class BoardWords
{
    /// <summary>Everything that the row shows.</summary>
    public static string Row(BoardRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var parts = new List<string>
        {
            $"{row.Label}: {Numbers.Count(row.Both)} with both scores and {Numbers.Count(row.First)} with a first score "
                + $"of {Numbers.Families(row.Eligible)}",
        };
        if (row is { Before: { } before, After: { } after })
            parts.Add($"mean {Numbers.Fixed(before, 1)} before and {Numbers.Fixed(after, 1)} after");
        parts.Add(
            row.Classes is { } classes
                ? $"{Numbers.Count(classes.Worsened)} worsened, {Numbers.Count(classes.Same)} without clear change, "
                    + $"{Numbers.Count(classes.Improved)} improved"
                : row.NoClasses
        );
        parts.Add(row.Change is { } change ? "standardised change " + Change(change, row.ChangeInterval) : row.NoChange);
        if (row.BothBefore is { } both)
            parts.Add(
                $"the year before {Numbers.Count(both)} with both scores"
                    + (row.ChangeBefore is { } then ? $" and a standardised change of {Numbers.Fixed(then, 2)}" : "")
            );
        if (row.IsFew)
            parts.Add("too few to say");
        return string.Join(", ", parts.Where(part => part.Length > 0));
    }

    internal static string Change(double change, Interval? interval) =>
        Numbers.Fixed(change, 2) + (interval is { } known ? $" [{Numbers.Fixed(known.Low, 2)}, {Numbers.Fixed(known.High, 2)}]" : "");
}
