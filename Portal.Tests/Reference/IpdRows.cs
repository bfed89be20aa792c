using System.Globalization;

namespace Portal.Tests.Reference;

/// <summary>A family of ipd_rows.csv.</summary>
public sealed record IpdRow(string Service, double Pre, double? Post, double Age, double Deprivation, double Risk)
{
    /// <summary>Everything known at baseline, in the order of the reference models.</summary>
    public double[] Baseline => [Pre, Age, Deprivation, Risk];
}

/// <summary>The invented rows that several reference files share.</summary>
public static class IpdRows
{
    public static readonly IReadOnlyList<IpdRow> All = [.. ReferenceCase.Lines("ipd_rows.csv").Skip(1).Select(Parsed)];

    public static readonly IReadOnlyList<IpdRow> Complete = [.. All.Where(row => row.Post is not null)];

    private static IpdRow Parsed(string line)
    {
        var cells = line.Split(',');
        double Number(int column) => double.Parse(cells[column], CultureInfo.InvariantCulture);
        return new IpdRow(cells[0], Number(1), cells[2].Length == 0 ? null : Number(2), Number(3), Number(4), Number(5));
    }
}
