using System.Globalization;
using System.Text.Json.Serialization;

namespace Portal.Api.Periods;

/// <summary>A calendar month, the finest date that the portal keeps.</summary>
/// <param name="Year">Four digits, 1900 to 2199.</param>
/// <param name="Number">1 (January) to 12 (December).</param>
[JsonConverter(typeof(MonthText))]
public readonly record struct Month(int Year, int Number) : IComparable<Month>
{
    /// <summary>Months since year 0, so that a difference of two is a whole number of months.</summary>
    public int Index => Year * 12 + Number - 1;

    public static Month FromIndex(int index) => new(index / 12, index % 12 + 1);

    public static Month Of(DateOnly day) => new(day.Year, day.Month);

    public DateOnly FirstDay => new(Year, Number, 1);

    public Month Plus(int months) => FromIndex(Index + months);

    /// <summary>Reads exactly <c>YYYY-MM</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Month month)
    {
        month = default;
        if (
            text.Length != 7
            || text[4] != '-'
            || !int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !int.TryParse(text[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || year is < 1900 or > 2199
            || number is < 1 or > 12
        )
            return false;
        month = new Month(year, number);
        return true;
    }

    public int CompareTo(Month other) => Index.CompareTo(other.Index);

    public static bool operator <(Month left, Month right) => left.Index < right.Index;

    public static bool operator >(Month left, Month right) => left.Index > right.Index;

    public static bool operator <=(Month left, Month right) => left.Index <= right.Index;

    public static bool operator >=(Month left, Month right) => left.Index >= right.Index;

    // A release prints two for each of its cells.
    public override string ToString() =>
        string.Create(
            7,
            this,
            static (text, month) =>
            {
                month.Year.TryFormat(text, out _, "0000", CultureInfo.InvariantCulture);
                text[4] = '-';
                text[5] = (char)('0' + month.Number / 10);
                text[6] = (char)('0' + month.Number % 10);
            }
        );
}
