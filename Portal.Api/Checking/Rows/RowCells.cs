using Portal.Api.Periods;

namespace Portal.Api.Checking.Rows;

/// <summary>The cells of one row by their position in the contract; reused for every row.</summary>
/// <remarks>
/// A cell that is blank, missing or invalid reads as <c>null</c>, empty or 0; <see cref="Invalid"/> tells which are invalid.
/// </remarks>
internal sealed class RowCells(int columns)
{
    private readonly string?[] _texts = new string?[columns];
    private readonly double?[] _numbers = new double?[columns];
    private readonly Month?[] _months = new Month?[columns];

    /// <summary>One bit per column, the lowest for the first.</summary>
    public ulong Invalid { get; private set; }

    public void Clear()
    {
        Array.Clear(_texts);
        Array.Clear(_numbers);
        Array.Clear(_months);
        Invalid = 0;
    }

    public void Set(int ordinal, string text) => _texts[ordinal] = text;

    public void Set(int ordinal, double number) => _numbers[ordinal] = number;

    public void Set(int ordinal, Month month) => _months[ordinal] = month;

    public void MarkInvalid(int ordinal) => Invalid |= 1UL << ordinal;

    /// <summary>Reads the cells in contract order, without the service code.</summary>
    public Cursor Values() => new(this);

    internal struct Cursor(RowCells cells)
    {
        private int _ordinal;

        public string Text() => TextOrNull() ?? "";

        public string? TextOrNull() => cells._texts[++_ordinal];

        public int Whole() => WholeOrNull() ?? 0;

        public int? WholeOrNull() => (int?)NumberOrNull();

        public double? NumberOrNull() => cells._numbers[++_ordinal];

        public Month Month() => MonthOrNull() ?? default;

        public Month? MonthOrNull() => cells._months[++_ordinal];
    }
}
