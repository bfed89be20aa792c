using MathNet.Numerics.LinearAlgebra;
using Portal.Analytics.Pooling;

namespace Portal.Tests.Moderators;

/// <summary>The estimators of tau2 as the literature writes them, with k x k matrices.</summary>
internal sealed class DenseModel(IReadOnlyList<StudyEstimate> studies, double[][] design)
{
    private readonly Vector<double> _y = Vector<double>.Build.Dense([.. studies.Select(study => study.Effect)]);
    private readonly Vector<double> _v = Vector<double>.Build.Dense([.. studies.Select(study => study.Variance)]);
    private readonly Matrix<double> _x = Matrix<double>.Build.DenseOfRowArrays(design);

    private int Df => _x.RowCount - _x.ColumnCount;

    public (double Tau2, double Se) By(Tau2Method method)
    {
        var (p0, ones) = (P(1 / _v), P(_v * 0 + 1));
        switch (method)
        {
            case Tau2Method.DL:
                var dl = Math.Max(0, (Form(p0) - Df) / p0.Trace());
                return (dl, Sd(p0, dl) / p0.Trace());
            case Tau2Method.HS:
                var hs = Math.Max(0, (Form(p0) - _x.RowCount) / (1 / _v).Sum());
                return (hs, Sd(p0, hs) / (1 / _v).Sum());
            case Tau2Method.HE:
                var he = Math.Max(0, (Form(ones) - (ones * Matrix<double>.Build.DenseOfDiagonalVector(_v)).Trace()) / Df);
                return (he, Sd(ones, he) / Df);
            default:
                var start = (_y - _y.Average()).PointwisePower(2).Average();
                var crude = P(1 / (_v + start));
                var sj = start * Form(crude) / Df;
                return (sj, start * Sd(crude, sj) / Df);
        }
    }

    /// <summary>Restricted log-likelihood of tau2, up to a constant.</summary>
    public double RestrictedLogLikelihood(double tau2)
    {
        var w = Matrix<double>.Build.DenseOfDiagonalVector(1 / (_v + tau2));
        return -0.5 * ((_v + tau2).PointwiseLog().Sum() + Math.Log((_x.Transpose() * w * _x).Determinant()) + Form(P(1 / (_v + tau2))));
    }

    /// <summary>Generalised least squares at a given tau2.</summary>
    public (double[] Coefficients, double[] Se) At(double tau2)
    {
        var w = Matrix<double>.Build.DenseOfDiagonalVector(1 / (_v + tau2));
        var covariance = (_x.Transpose() * w * _x).Inverse();
        return ([.. covariance * (_x.Transpose() * (w * _y))], [.. covariance.Diagonal().PointwiseSqrt()]);
    }

    private Matrix<double> P(Vector<double> weights)
    {
        var w = Matrix<double>.Build.DenseOfDiagonalVector(weights);
        return w - w * _x * (_x.Transpose() * w * _x).Inverse() * _x.Transpose() * w;
    }

    private double Form(Matrix<double> p) => _y * (p * _y);

    private double Sd(Matrix<double> p, double tau2)
    {
        var pu = p * Matrix<double>.Build.DenseOfDiagonalVector(_v + tau2);
        return Math.Sqrt(2 * (pu * pu).Trace());
    }
}
