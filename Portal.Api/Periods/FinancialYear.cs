using System.Globalization;

namespace Portal.Api.Periods;

/// <summary>A financial year in Britain, April to March: <c>2025/26</c>.</summary>
/// <param name="Start">The calendar year of its April.</param>
public readonly record struct FinancialYear(int Start)
{
    public static FinancialYear Of(Month month) => new(month.Number >= 4 ? month.Year : month.Year - 1);

    public Month FirstMonth => new(Start, 4);

    /// <summary>The first month after the year, since ranges are half-open.</summary>
    public Month Before => new(Start + 1, 4);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Start:0000}/{(Start + 1) % 100:00}");
}
