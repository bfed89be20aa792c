namespace Portal.Analytics.Pooling;

/// <summary>Columns of a design, centred and scaled where that changes no fit, and the map back to the columns as given.</summary>
/// <param name="Columns">p columns of k numbers, scaled to about 1.</param>
/// <param name="Centres">What was subtracted from each column, per unit of the constant column.</param>
/// <param name="Scales">What each column was then divided by.</param>
/// <param name="Constant">Index of the first column that is the same for every study; <c>null</c> when there is none.</param>
internal sealed record ModeratorBasis(double[][] Columns, double[] Centres, double[] Scales, int? Constant)
{
    /// <summary>The basis of a design; <c>null</c> when its columns are collinear.</summary>
    /// <param name="rows">k rows of p finite numbers, k at least p and p at least 1.</param>
    public static ModeratorBasis? Of(IReadOnlyList<IReadOnlyList<double>> rows)
    {
        var columns = Enumerable.Range(0, rows[0].Count).Select(j => rows.Select(row => row[j]).ToArray()).ToArray();
        int? constant = Enumerable
            .Range(0, columns.Length)
            .Where(j => columns[j][0] != 0 && columns[j].All(x => x == columns[j][0]))
            .Select(j => (int?)j)
            .FirstOrDefault();
        var (centres, scales) = (new double[columns.Length], new double[columns.Length]);
        for (var j = 0; j < columns.Length; j++)
        {
            var column = columns[j];
            var largest = column.Max(Math.Abs);

            // Halved before adding, so that the sum cannot overflow; equal numbers centre to exactly 0.
            if (constant is { } place && place != j)
                centres[j] = column.Min() / 2 + column.Max() / 2;
            var size = column.Max(x => Math.Abs(x - centres[j]));
            if (!(size > 1e-13 * largest))
                return null;
            scales[j] = Math.ScaleB(1, Math.ILogB(size));
            columns[j] = [.. column.Select(x => (x - centres[j]) / scales[j])];
        }

        return WeightedQr.IsRankDeficient(columns) ? null : new ModeratorBasis(columns, centres, scales, constant);
    }

    /// <summary>A row of the original design, in the coordinates of <see cref="Columns"/>.</summary>
    public double[] Coordinates(IReadOnlyList<double> row)
    {
        var units = Constant is { } place ? row[place] / GivenConstant(place) : 0;
        return [.. row.Select((x, j) => (x - Centres[j] * units) / Scales[j])];
    }

    private double GivenConstant(int place) => Columns[place][0] * Scales[place];
}
