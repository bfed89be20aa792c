using System.Text;

namespace Portal.Api.Checking.Files;

/// <summary>Knows the row of sums that a spreadsheet or a report puts below the data.</summary>
internal static class TotalRow
{
    private static readonly string[] Words = ["Total", "Totals", "Grand total", "Sum"];

    /// <summary>Whether the first cell that holds anything is one of the words, with or without a colon.</summary>
    public static bool Is(CsvTable table) => Label(table) is not null;

    /// <summary>The position of that word; <c>null</c> when the row is no total.</summary>
    public static int? Label(CsvTable table)
    {
        for (var index = 0; index < table.CellCount; index++)
        {
            var cell = table.Cell(index).Trim(" \t:"u8);
            if (!cell.IsEmpty)
                return IsWord(cell) ? index : null;
        }
        return null;
    }

    private static bool IsWord(ReadOnlySpan<byte> cell)
    {
        foreach (var word in Words)
        {
            if (Ascii.EqualsIgnoreCase(cell, word))
                return true;
        }
        return false;
    }
}
