using System.Globalization;
using Portal.Api.Extracts;

namespace Portal.Api.Checking.Rows;

/// <summary>Tells cells that say something from blanks and from codes for "not known".</summary>
internal static class KnownCells
{
    public static bool IsKnown(ExtractColumn column, string? value) =>
        column.Form is CellForm.Code coded ? !CodeLists.MeansUnknown(coded.List, value) : !string.IsNullOrEmpty(value);

    /// <summary>How a row has a column: the property of its name without the underscores.</summary>
    public static Func<TRow, string?> Reader<TRow>(ExtractColumn column)
    {
        var name = column.Name.Replace("_", "", StringComparison.Ordinal);
        var property = typeof(TRow).GetProperties().Single(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase));
        return row => Convert.ToString(property.GetValue(row), CultureInfo.InvariantCulture);
    }
}
