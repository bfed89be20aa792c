using MathNet.Numerics.LinearAlgebra;
using Portal.Analytics.LinearModels;
using Portal.Analytics.Roots;

namespace Portal.Analytics.MixedModels;

/// <summary>
/// The likelihood of a random-intercept model as a function of one number, the ratio of the service variance to the residual
/// variance. Given the ratio, fixed effects and residual variance have closed forms.
/// </summary>
/// <remarks>
/// (I + ratio 11')^-1 = (I - J) + J / (1 + n ratio) with J = 11'/n, so that a step costs O(k p^2) whatever the number of rows.
/// </remarks>
internal sealed class ProfiledLikelihood(ServiceSums sums, Likelihood likelihood)
{
    private readonly int _p = sums.P;

    /// <summary>Rows less the degrees of freedom that fixed effects take from the likelihood.</summary>
    public int Df { get; } = likelihood == Likelihood.REML ? sums.N - sums.P : sums.N;

    /// <summary>Finds every local maximum and keeps the highest, as for tau2.</summary>
    public (Point Peak, int Maxima) Highest()
    {
        double Slope(double ratio) => At(ratio).Slope;

        var peaks = new List<Point>();
        double left = 0,
            right = 1.0 / 16 / sums.Groups.Max(group => group.N);
        var none = At(0);
        var leftSlope = none.IsRising ? none.Slope : 0;
        if (!none.IsRising)
            peaks.Add(none);

        // Far out, services behave like fixed effects and the slope stays negative; the outcome is scaled to a variance of one.
        var bound = 4.0 * sums.Groups.Count * sums.N;
        while (left < bound || leftSlope > 0)
        {
            var rightSlope = Slope(right);
            if (leftSlope > 0 && rightSlope <= 0)
                peaks.Add(At(BracketedRoot.Find(Slope, left, right).Root));
            (left, leftSlope, right) = (right, rightSlope, right * Math.Sqrt(2));
        }

        return (peaks.MinBy(peak => peak.Minus2LogLikelihood)!, peaks.Count);
    }

    private Point At(double ratio)
    {
        double Shrunk(ServiceSums.Group group) => 1 / (1 + group.N * ratio);

        var form = sums.Form(1, Shrunk);
        var information = PositiveDefinite.Of(form.SubMatrix(0, _p, 0, _p))!;
        var solution = information.Inverse * form.Column(_p, 0, _p);
        var residuals = sums.Residuals(solution);
        var misfit = residuals.Form(1, Shrunk)[_p, _p];
        var turned = residuals.Form(0, group => group.N * Shrunk(group) * Shrunk(group));
        var trace = sums.Groups.Sum(group => group.N * Shrunk(group));
        var determinant = sums.Groups.Sum(group => double.LogP1(group.N * ratio)) + Df * Math.Log(misfit);
        if (likelihood == Likelihood.REML)
        {
            trace -= TraceOfProduct(information.Inverse, turned);
            determinant += information.LogDeterminant;
        }

        return new Point(ratio, solution, misfit / Df, Df * turned[_p, _p] / misfit, trace, determinant);
    }

    private double TraceOfProduct(Matrix<double> left, Matrix<double> right)
    {
        var trace = 0.0;
        for (var i = 0; i < _p; i++)
        {
            for (var j = 0; j < _p; j++)
                trace += left[i, j] * right[j, i];
        }

        return trace;
    }

    /// <summary>The likelihood at one ratio.</summary>
    /// <param name="Ratio">Service variance over residual variance.</param>
    /// <param name="Solution">Fixed effects.</param>
    /// <param name="ResidualVariance">Of the best model with this ratio.</param>
    /// <param name="Rise">What the misfit adds to <see cref="Slope"/>.</param>
    /// <param name="Fall">What the determinants take from it.</param>
    /// <param name="Minus2LogLikelihood">Without the terms that do not depend on the ratio.</param>
    internal sealed record Point(
        double Ratio,
        Vector<double> Solution,
        double ResidualVariance,
        double Rise,
        double Fall,
        double Minus2LogLikelihood
    )
    {
        /// <summary>Twice the derivative of the log-likelihood by the ratio.</summary>
        public double Slope => Rise - Fall;

        /// <summary>Whether the slope is above 0 by more than rounding.</summary>
        public bool IsRising => RoundOff.IsAbove(Rise, Fall);
    }
}
