using MathNet.Numerics.LinearAlgebra;

namespace Portal.Analytics.Distributions;

/// <summary>Nodes and weights of Gauss-Hermite quadrature, for integrals of exp(-x^2) f(x) over the real line.</summary>
internal static class GaussHermite
{
    private const int Order = 81;

    /// <summary>Each node with the logarithm of its weight times exp(x^2), the form that an adaptive rule needs.</summary>
    public static readonly IReadOnlyList<(double Node, double LogWeight)> Rule = Make();

    private static (double Node, double LogWeight)[] Make()
    {
        // The nodes are the eigenvalues of the tridiagonal matrix of the recurrence of Hermite polynomials.
        var recurrence = Matrix<double>.Build.Dense(Order, Order, (i, j) => Math.Abs(i - j) == 1 ? Math.Sqrt(Math.Max(i, j) / 2.0) : 0);
        return [.. recurrence.Evd(Symmetricity.Symmetric).EigenValues.Select(value => (value.Real, LogWeight(value.Real)))];
    }

    // From the recurrence itself, because such small components of eigenvectors have no correct digits.
    private static double LogWeight(double x)
    {
        double before = 0,
            last = Math.Pow(Math.PI, -0.25);
        for (var j = 1; j < Order; j++)
            (before, last) = (last, x * Math.Sqrt(2.0 / j) * last - Math.Sqrt((j - 1.0) / j) * before);
        return x * x - Math.Log(Order * last * last);
    }
}
