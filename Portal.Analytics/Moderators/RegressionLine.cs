using Portal.Analytics.Pooling;

namespace Portal.Analytics.Moderators;

/// <summary>Coefficients of the centred and scaled columns, where a distant origin costs expected effects no digits.</summary>
/// <param name="Basis">The columns.</param>
/// <param name="Coefficients">One for each column, in the unit of the effects.</param>
/// <param name="Root">A square root of their covariance, p x p.</param>
/// <param name="Origin">What was subtracted from every effect, when there is a constant column.</param>
/// <param name="ScaleOfError">Root of what the test multiplies variances by.</param>
internal sealed record RegressionLine(ModeratorBasis Basis, double[] Coefficients, double[][] Root, double Origin, double ScaleOfError)
{
    /// <summary>Expected effect and its standard error at a row of the original design.</summary>
    public (double Estimate, double StandardError) At(IReadOnlyList<double> row)
    {
        var place = Basis.Coordinates(row);
        var estimate =
            Dot(place, Coefficients) + (Basis.Constant is { } constant ? Origin * (place[constant] / Basis.Columns[constant][0]) : 0);
        return (estimate, ScaleOfError * Math.Sqrt(ErrorOf(place).Sum(error => error * error)));
    }

    /// <summary>A coefficient of the original design, with its error before scaling as p independent parts.</summary>
    public (double Value, double[] Error) Coefficient(int column)
    {
        var unit = new double[Coefficients.Length];
        unit[column] = 1;
        return (At(unit).Estimate, ErrorOf(Basis.Coordinates(unit)));
    }

    private double[] ErrorOf(double[] place) => [.. place.Select((_, part) => place.Select((x, j) => x * Root[j][part]).Sum())];

    private static double Dot(double[] left, double[] right) => left.Zip(right, (x, y) => x * y).Sum();
}
