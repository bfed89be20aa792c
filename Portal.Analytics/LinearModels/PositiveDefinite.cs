using MathNet.Numerics.LinearAlgebra;

namespace Portal.Analytics.LinearModels;

/// <summary>A symmetric positive definite matrix S = L L', factored once.</summary>
/// <param name="Lower">L, lower triangular.</param>
/// <param name="Inverse">Inverse of S.</param>
/// <param name="LogDeterminant">Natural logarithm of the determinant of S.</param>
internal sealed record PositiveDefinite(Matrix<double> Lower, Matrix<double> Inverse, double LogDeterminant)
{
    // A pivot is one minus a squared multiple correlation: below this, only round-off keeps a column from being a sum of the others.
    private const double LeastPivot = 1e-13;

    /// <summary>The factors, or <c>null</c> when the matrix is singular to double precision.</summary>
    public static PositiveDefinite? Of(Matrix<double> symmetric)
    {
        var size = symmetric.RowCount;
        var lower = Matrix<double>.Build.Dense(size, size);
        var logDeterminant = 0.0;
        for (var j = 0; j < size; j++)
        {
            var pivot = symmetric[j, j];
            for (var i = 0; i < j; i++)
                pivot -= lower[j, i] * lower[j, i];
            if (!(pivot > LeastPivot * symmetric[j, j]))
                return null;
            lower[j, j] = Math.Sqrt(pivot);
            logDeterminant += Math.Log(pivot);
            for (var row = j + 1; row < size; row++)
            {
                var sum = symmetric[row, j];
                for (var i = 0; i < j; i++)
                    sum -= lower[row, i] * lower[j, i];
                lower[row, j] = sum / lower[j, j];
            }
        }

        var root = InverseOfLower(lower);
        return new PositiveDefinite(lower, root.TransposeThisAndMultiply(root), logDeterminant);
    }

    /// <summary>Inverse of a lower triangular matrix without zeros on its diagonal.</summary>
    public static Matrix<double> InverseOfLower(Matrix<double> lower)
    {
        var size = lower.RowCount;
        var inverse = Matrix<double>.Build.Dense(size, size);
        for (var column = 0; column < size; column++)
        {
            inverse[column, column] = 1 / lower[column, column];
            for (var row = column + 1; row < size; row++)
            {
                var sum = 0.0;
                for (var i = column; i < row; i++)
                    sum -= lower[row, i] * inverse[i, column];
                inverse[row, column] = sum / lower[row, row];
            }
        }

        return inverse;
    }
}
