using MathNet.Numerics.LinearAlgebra;

namespace Portal.Analytics.LinearModels;

/// <summary>The columns of a design made orthonormal, X = Q R, and the map back to the coefficients of X.</summary>
/// <param name="Q">Orthonormal columns, of the same number and length as those of X.</param>
/// <param name="ToCoefficients">R^-1: turns coefficients of Q into those of X.</param>
internal sealed record OrthonormalDesign(IReadOnlyList<double[]> Q, Matrix<double> ToCoefficients)
{
    // As lm() of R does: a column with so small a part outside the others counts as a sum of them.
    private const double Collinear = 1e-7;

    private const double Rounding = 1e-13;

    /// <summary>Gram-Schmidt, twice over, so that a first column of ones centres the others to full precision.</summary>
    /// <returns>The design, or <c>null</c> when its columns are collinear.</returns>
    public static OrthonormalDesign? Of(IReadOnlyList<double[]> columns)
    {
        var q = new List<double[]>();
        var lower = Matrix<double>.Build.Dense(columns.Count, columns.Count);
        foreach (var column in columns)
        {
            var (rest, shares) = Outside(q, column, out var centred);
            var norm = Norm(rest);
            if (!(norm > Math.Max(Rounding * Norm(column), Collinear * centred)))
                return null;
            lower.SetRow(q.Count, 0, q.Count, Vector<double>.Build.Dense(shares));
            lower[q.Count, q.Count] = norm;
            q.Add([.. rest.Select(value => value / norm)]);
        }

        return new OrthonormalDesign(q, PositiveDefinite.InverseOfLower(lower).Transpose());
    }

    /// <summary>Coefficients of Q for an outcome, and its residuals.</summary>
    public (double[] Residuals, Vector<double> Shares) Project(double[] outcome)
    {
        var (rest, shares) = Outside(Q, outcome, out _);
        return (rest, Vector<double>.Build.Dense(shares));
    }

    public static double Dot(double[] left, double[] right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }

    private static (double[] Remainder, double[] Shares) Outside(IReadOnlyList<double[]> q, double[] column, out double centred)
    {
        var (rest, shares) = (column.ToArray(), new double[q.Count]);
        centred = Norm(rest);
        for (var step = 0; step < 2 * q.Count; step++)
        {
            var i = step % q.Count;
            var share = Dot(q[i], rest);
            shares[i] += share;
            for (var row = 0; row < rest.Length; row++)
                rest[row] -= share * q[i][row];
            if (step == 0)
                centred = Norm(rest);
        }

        return (rest, shares);
    }

    private static double Norm(double[] column) => Math.Sqrt(Dot(column, column));
}
