using System.Globalization;

namespace Portal.Tests.Reference;

/// <summary>A family of ipd_rows.csv.</summary>
public sealed record IpdRow(string Service, double Pre, double? Post, double Age, double Deprivation, double Risk)
{
    /// <summary>Everything known at baseline, in the order of the reference models.</summary>
    public double[] Baseline => [Pre, Age, Deprivation, Risk];

    /// <summary>A column by its name in the file.</summary>
    public double this[string column] =>
        column switch
        {
            "pre" => Pre,
            "age" => Age,
            "deprivation" => Deprivation,
            "risk" => Risk,
            _ => throw new InvalidDataException($"There is no covariate {column}."),
        };
}

/// <summary>The invented rows that several reference files share.</summary>
public sealed record IpdRows(IReadOnlyList<IpdRow> All, IReadOnlyList<IpdRow> Complete)
{
    /// <summary>The rows that a case names.</summary>
    public static IpdRows Of(ReferenceCase reference)
    {
        IpdRow[] all = [.. reference.Rows("service", "pre", "post", "age", "deprivation", "risk").Select(Parsed)];
        return new IpdRows(all, [.. all.Where(row => row.Post is not null)]);
    }

    private static IpdRow Parsed(string[] cells)
    {
        double Number(int column) => double.Parse(cells[column], CultureInfo.InvariantCulture);
        return new IpdRow(cells[0], Number(1), cells[2].Length == 0 ? null : Number(2), Number(3), Number(4), Number(5));
    }
}
