using System.Globalization;

namespace Portal.Api.Calculator;

/// <summary>One line of a pasted table. It adds its faults to the problems of the table.</summary>
internal sealed class PastedRow(IReadOnlyList<string> cells, IReadOnlyList<string?> heading, int line, List<PasteProblem> problems)
{
    public int Line => line;

    /// <summary>How many problems the table has so far.</summary>
    public int Problems => problems.Count;

    /// <summary>Whether there is a cell for every column.</summary>
    public bool IsWhole()
    {
        if (cells.Count == heading.Count)
            return true;
        problems.Add(
            new PasteProblem(
                line,
                string.Create(CultureInfo.InvariantCulture, $"Line {line} has {cells.Count} cells and the heading {heading.Count}.")
            )
        );
        return false;
    }

    /// <summary>The text of a cell; <c>null</c> when it is empty or there is no such column.</summary>
    public string? Cell(string name)
    {
        var place = heading.ToList().IndexOf(name);
        return place < 0 || cells[place].Length == 0 ? null : cells[place];
    }

    public double? Number(string name)
    {
        if (Cell(name) is not { } cell)
            return null;
        if (
            double.TryParse(cell.Replace('\u2212', '-'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
        )
            return number;
        Wrong(name, "write a plain number with a decimal point, without units or thousands separators.");
        return null;
    }

    public int? Whole(string name)
    {
        if (Number(name) is not { } number)
            return null;
        if (number is > 0 and <= int.MaxValue && Math.Floor(number) == number)
            return (int)number;
        Wrong(name, "write a whole number above 0.");
        return null;
    }

    /// <summary>The number in a column that every line must fill; 0 when that is a problem.</summary>
    public double Needed(string name)
    {
        if (Cell(name) is null)
            Wrong(name, "write a number; a moderator is needed for every study.");
        return Number(name) ?? 0;
    }

    public void Wrong(string? column, string words) =>
        problems.Add(
            new PasteProblem(
                line,
                string.Create(CultureInfo.InvariantCulture, $"Line {line}{(column is null ? "" : ", " + column)}: {words}")
            )
        );
}
