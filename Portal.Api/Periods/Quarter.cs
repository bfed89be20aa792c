using System.Globalization;
using System.Text.Json.Serialization;

namespace Portal.Api.Periods;

/// <summary>A calendar quarter, the period of an extract: <c>2025-Q2</c> is April to June 2025.</summary>
/// <param name="Year">Calendar year.</param>
/// <param name="Number">1 to 4.</param>
[JsonConverter(typeof(QuarterText))]
public readonly record struct Quarter(int Year, int Number) : IComparable<Quarter>
{
    private static readonly string[] Spans = ["Jan-Mar", "Apr-Jun", "Jul-Sep", "Oct-Dec"];

    public int Index => Year * 4 + Number - 1;

    public static Quarter FromIndex(int index) => new(index / 4, index % 4 + 1);

    public static Quarter Of(Month month) => new(month.Year, (month.Number - 1) / 3 + 1);

    public Quarter Plus(int quarters) => FromIndex(Index + quarters);

    public Month FirstMonth => new(Year, Number * 3 - 2);

    /// <summary>The first month after the quarter, since ranges are half-open.</summary>
    public Month Before => FirstMonth.Plus(3);

    /// <summary>Reads exactly <c>YYYY-Qn</c>.</summary>
    public static bool TryParse(string? text, out Quarter quarter)
    {
        quarter = default;
        if (
            text is not { Length: 7 }
            || text[4] != '-'
            || text[5] != 'Q'
            || text[6] is < '1' or > '4'
            || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || year is < 1900 or > 2199
        )
            return false;
        quarter = new Quarter(year, text[6] - '0');
        return true;
    }

    /// <summary>The months alone: <c>Apr-Jun 2025</c>.</summary>
    public string Months => string.Create(CultureInfo.InvariantCulture, $"{Spans[Number - 1]} {Year}");

    /// <summary>In words, with the financial-year quarter: <c>Apr-Jun 2025 (Q1 2025/26)</c>.</summary>
    public string Words
    {
        get
        {
            var start = Number == 1 ? Year - 1 : Year;
            var financial = Number == 1 ? 4 : Number - 1;
            return string.Create(CultureInfo.InvariantCulture, $"{Months} (Q{financial} {start}/{(start + 1) % 100:00})");
        }
    }

    public int CompareTo(Quarter other) => Index.CompareTo(other.Index);

    public static bool operator <(Quarter left, Quarter right) => left.Index < right.Index;

    public static bool operator >(Quarter left, Quarter right) => left.Index > right.Index;

    public static bool operator <=(Quarter left, Quarter right) => left.Index <= right.Index;

    public static bool operator >=(Quarter left, Quarter right) => left.Index >= right.Index;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-Q{Number}");
}
