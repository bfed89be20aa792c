using System.Globalization;
using Portal.Api.Periods;

namespace Portal.Api.Submissions.Storing;

/// <summary>Turns stored values back into cells of a file.</summary>
internal static class CellText
{
    /// <returns><c>null</c> for a blank; months as YYYY-MM; numbers with a decimal point and no more digits than they have.</returns>
    public static string? Of(string column, object? value) =>
        value switch
        {
            null or DBNull or "" => null,
            // Goal 0 is how "no goal" is stored.
            0 when column == "goal" => null,
            DateOnly day => Month.Of(day).ToString(),
            DateTime day => Month.Of(DateOnly.FromDateTime(day)).ToString(),
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };
}
