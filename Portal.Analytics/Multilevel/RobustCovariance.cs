using MathNet.Numerics.LinearAlgebra;
using Portal.Analytics.LinearModels;

namespace Portal.Analytics.Multilevel;

/// <summary>Cluster-robust covariance of the coefficients, with the fitted marginal covariance as the working model.</summary>
/// <remarks>Source: Pustejovsky and Tipton (2018), as clubSandwich. Checked against Reference/meta_multilevel.json.</remarks>
internal sealed class RobustCovariance
{
    // Directions that the coefficients take up entirely have no residual to correct.
    private const double UsedUp = 1e-10;

    private readonly IReadOnlyList<Part> _parts;
    private readonly Matrix<double> _covariance;

    private RobustCovariance(IReadOnlyList<Part> parts, Matrix<double> covariance) => (_parts, _covariance) = (parts, covariance);

    /// <summary>The plain sandwich (CR0).</summary>
    public static RobustCovariance Plain(ClusteredEffects effects, RestrictedLikelihood fit) => Of(effects, fit, (_, _, _) => null);

    /// <summary>The bias-reduced sandwich (CR2): residuals are inflated so that it is unbiased when the working model holds.</summary>
    public static RobustCovariance BiasReduced(ClusteredEffects effects, RestrictedLikelihood fit) =>
        Of(
            effects,
            fit,
            (block, marginal, lower) =>
            {
                var expected = marginal - block.X * fit.Covariance * block.X.Transpose();
                var symmetric = (lower.Transpose() * expected * lower);
                var roots = ((symmetric + symmetric.Transpose()) / 2).Evd(Symmetricity.Symmetric);
                var largest = roots.EigenValues.Max(value => value.Real);
                var inverse = Vector<double>.Build.DenseOfEnumerable(
                    roots.EigenValues.Select(value => value.Real > UsedUp * largest ? 1 / Math.Sqrt(value.Real) : 0)
                );
                return lower
                    * roots.EigenVectors
                    * Matrix<double>.Build.DiagonalOfDiagonalVector(inverse)
                    * roots.EigenVectors.Transpose()
                    * lower.Transpose();
            }
        );

    /// <summary>Standard error of coefficient <paramref name="j"/>, on the unit scale.</summary>
    public double StandardError(int j) => Math.Sqrt(_parts.Sum(part => Math.Pow(part.Weights.Column(j) * part.Residuals, 2)));

    /// <summary>
    /// Satterthwaite degrees of freedom of the robust variance of coefficient <paramref name="j"/> under the working model.
    /// </summary>
    public double Df(int j)
    {
        var shares = _parts.Select(part => part.X.TransposeThisAndMultiply(part.Weights.Column(j))).ToArray();
        var (expected, squares) = (0.0, 0.0);
        for (var g = 0; g < shares.Length; g++)
        {
            var turned = _covariance * shares[g];
            for (var h = 0; h < shares.Length; h++)
            {
                var covariance = -(turned * shares[h]);
                if (g == h)
                {
                    var weights = _parts[g].Weights.Column(j);
                    covariance += weights * (_parts[g].Marginal * weights);
                    expected += covariance;
                }

                squares += covariance * covariance;
            }
        }

        return expected * expected / squares;
    }

    private static RobustCovariance Of(
        ClusteredEffects effects,
        RestrictedLikelihood fit,
        Func<ClusteredEffects.Block, Matrix<double>, Matrix<double>, Matrix<double>?> correction
    )
    {
        var back = fit.Covariance * effects.ToCoefficients.Transpose();
        return new RobustCovariance(
            [
                .. effects.Blocks.Select(block =>
                {
                    var marginal = block.Marginal(fit.At);
                    var factored = PositiveDefinite.Of(marginal)!;
                    var weights = factored.Inverse * block.X * back;
                    return new Part(
                        block.X,
                        marginal,
                        correction(block, marginal, factored.Lower) is { } inflating ? inflating * weights : weights,
                        block.Y - block.X * fit.Solution
                    );
                }),
            ],
            fit.Covariance
        );
    }

    private sealed record Part(Matrix<double> X, Matrix<double> Marginal, Matrix<double> Weights, Vector<double> Residuals);
}
