using MathNet.Numerics.LinearAlgebra;
using Portal.Analytics.LinearModels;

namespace Portal.Analytics.Multilevel;

/// <summary>The restricted likelihood of two variances at one point, with its derivatives, summed service by service.</summary>
/// <param name="At">The point.</param>
/// <param name="LogLikelihood">Up to a constant.</param>
/// <param name="Score">Derivatives by the two variances.</param>
/// <param name="Expected">Expected information.</param>
/// <param name="Observed">Minus the second derivatives.</param>
/// <param name="Unprojected">Diagonal of the expected information if the coefficients were known.</param>
/// <param name="Solution">Coefficients of the orthonormal design.</param>
/// <param name="Covariance">Their covariance.</param>
/// <param name="Misfit">Squared residuals weighted by the inverse of the marginal covariance.</param>
/// <param name="TraceP">tr(P), where P projects onto the residuals.</param>
internal sealed record RestrictedLikelihood(
    Components At,
    double LogLikelihood,
    double[] Score,
    double[,] Expected,
    double[,] Observed,
    double[] Unprojected,
    Vector<double> Solution,
    Matrix<double> Covariance,
    double Misfit,
    double TraceP
)
{
    private static readonly (int I, int J)[] Pairs = [(0, 0), (0, 1), (1, 1)];

    public static RestrictedLikelihood Of(ClusteredEffects effects, Components at)
    {
        var p = effects.P;
        var inverses = new List<(ClusteredEffects.Block Block, Matrix<double> W, Matrix<double> WX)>();
        var (information, right, determinant) = (Matrix<double>.Build.Dense(p, p), Vector<double>.Build.Dense(p), 0.0);
        foreach (var block in effects.Blocks)
        {
            var marginal = PositiveDefinite.Of(block.Marginal(at))!;
            var wx = marginal.Inverse * block.X;
            inverses.Add((block, marginal.Inverse, wx));
            information += block.X.TransposeThisAndMultiply(wx);
            right += wx.TransposeThisAndMultiply(block.Y);
            determinant += marginal.LogDeterminant;
        }

        var factored = PositiveDefinite.Of(information)!;
        var covariance = factored.Inverse;
        var solution = covariance * right;
        var sums = new Sums(p);
        foreach (var (block, w, wx) in inverses)
            sums.Add(w, wx, w * (block.Y - block.X * solution), block.Y - block.X * solution);

        var (score, unprojected) = (new double[2], new double[2]);
        var (expected, observed) = (new double[2, 2], new double[2, 2]);
        for (var i = 0; i < 2; i++)
            score[i] = (sums.Quadratic[i] - sums.Trace[i] + (covariance * sums.Once[i]).Trace()) / 2;
        foreach (var (i, j) in Pairs)
        {
            var trace =
                sums.TraceTwice[i, j]
                - 2 * (covariance * sums.Twice[i + j]).Trace()
                + (covariance * sums.Once[i] * covariance * sums.Once[j]).Trace();
            var quadratic = sums.QuadraticTwice[i, j] - sums.Cross[i] * (covariance * sums.Cross[j]);
            expected[i, j] = expected[j, i] = trace / 2;
            observed[i, j] = observed[j, i] = quadratic - trace / 2;
            if (i == j)
                unprojected[i] = sums.TraceTwice[i, i] / 2;
        }

        return new RestrictedLikelihood(
            at,
            -0.5 * (determinant + factored.LogDeterminant + sums.Misfit),
            score,
            expected,
            observed,
            unprojected,
            solution,
            covariance,
            sums.Misfit,
            sums.Trace[1] - (covariance * sums.Once[1]).Trace()
        );
    }

    /// <summary>Sums over services that the derivatives need; index 0 stands for 11', index 1 for the identity.</summary>
    private sealed class Sums(int p)
    {
        public double[] Trace { get; } = new double[2];

        public double[,] TraceTwice { get; } = new double[2, 2];

        public double[] Quadratic { get; } = new double[2];

        public double[,] QuadraticTwice { get; } = new double[2, 2];

        public Matrix<double>[] Once { get; } = [Matrix<double>.Build.Dense(p, p), Matrix<double>.Build.Dense(p, p)];

        public Matrix<double>[] Twice { get; } =
        [Matrix<double>.Build.Dense(p, p), Matrix<double>.Build.Dense(p, p), Matrix<double>.Build.Dense(p, p)];

        public Vector<double>[] Cross { get; } = [Vector<double>.Build.Dense(p), Vector<double>.Build.Dense(p)];

        public double Misfit { get; private set; }

        public void Add(Matrix<double> w, Matrix<double> wx, Vector<double> wr, Vector<double> residuals)
        {
            var (rowSums, ones) = (w.RowSums(), wx.ColumnSums());
            var (all, sum, wwx, wwr) = (rowSums.Sum(), wr.Sum(), w * wx, w * wr);
            Misfit += residuals * wr;
            Trace[0] += all;
            Trace[1] += w.Trace();
            Quadratic[0] += sum * sum;
            Quadratic[1] += wr * wr;
            TraceTwice[0, 0] += all * all;
            TraceTwice[0, 1] += rowSums * rowSums;
            TraceTwice[1, 1] += w.PointwiseMultiply(w).ColumnSums().Sum();
            QuadraticTwice[0, 0] += sum * sum * all;
            QuadraticTwice[0, 1] += sum * wwr.Sum();
            QuadraticTwice[1, 1] += wr * wwr;
            Once[0] += ones.OuterProduct(ones);
            Once[1] += wx.TransposeThisAndMultiply(wx);
            Twice[0] += ones.OuterProduct(ones) * all;
            Twice[1] += ones.OuterProduct(wwx.ColumnSums());
            Twice[2] += wx.TransposeThisAndMultiply(wwx);
            Cross[0] += ones * sum;
            Cross[1] += wx.TransposeThisAndMultiply(wr);
        }
    }
}
