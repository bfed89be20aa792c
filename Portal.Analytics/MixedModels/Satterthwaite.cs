using MathNet.Numerics.LinearAlgebra;
using Portal.Analytics.LinearModels;

namespace Portal.Analytics.MixedModels;

/// <summary>Covariance of the fixed effects of a random-intercept model and the degrees of freedom of each.</summary>
/// <remarks>
/// Source: Satterthwaite's approximation 2 f^2 / var(f) for f = c'Cov(b)c, with the observed information of the two variances, as
/// lmerTest. Checked against Reference/one_stage_mixed.json.
/// </remarks>
internal sealed class Satterthwaite
{
    private readonly Matrix<double>[] _derivatives;
    private readonly Matrix<double> _varianceOfVariances;

    /// <summary>Prepares the sums.</summary>
    /// <param name="residuals">Sums with the outcome replaced by the residuals of the solution.</param>
    /// <param name="residual">Residual variance, above 0.</param>
    /// <param name="service">Service variance; at 0, its bound, only the residual variance is uncertain.</param>
    /// <param name="likelihood">Whose information.</param>
    public Satterthwaite(ServiceSums residuals, double residual, double service, Likelihood likelihood)
    {
        var p = residuals.P;
        double Total(ServiceSums.Group group) => residual + group.N * service;
        Matrix<double> Fixed(Matrix<double> form) => form.SubMatrix(0, p, 0, p);

        // V = residual I + service ZZ', so each derivative is one number within a service and one for its mean.
        Component[] components = [new(1, _ => 1), .. service > 0 ? [new Component(0, group => group.N)] : Array.Empty<Component>()];
        Covariance = PositiveDefinite.Of(Fixed(residuals.Form(1 / residual, group => 1 / Total(group))))!.Inverse;
        var first = components
            .Select(one => residuals.Form(one.Within / (residual * residual), group => one.Between(group) / (Total(group) * Total(group))))
            .ToArray();
        var information = Matrix<double>.Build.Dense(
            components.Length,
            components.Length,
            (i, j) =>
            {
                var (one, other) = (components[i], components[j]);
                double Both(ServiceSums.Group group) => one.Between(group) * other.Between(group) / (Total(group) * Total(group));
                var within = one.Within * other.Within / (residual * residual);
                var second = residuals.Form(within / residual, group => Both(group) / Total(group));
                var trace = within * (residuals.N - residuals.Groups.Count) + residuals.Groups.Sum(Both);
                if (likelihood == Likelihood.REML)
                    trace += (Covariance * Fixed(first[i]) * Covariance * Fixed(first[j]) - 2 * Covariance * Fixed(second)).Trace();
                return second[p, p] - first[i].Column(p, 0, p) * (Covariance * first[j].Column(p, 0, p)) - trace / 2;
            }
        );
        _varianceOfVariances = information.Inverse();
        _derivatives = [.. first.Select(form => Covariance * Fixed(form) * Covariance)];
    }

    public Matrix<double> Covariance { get; }

    /// <summary>Degrees of freedom of the sum of <paramref name="weights"/> times the fixed effects.</summary>
    public double Df(Vector<double> weights)
    {
        var variance = weights * (Covariance * weights);
        var gradient = Vector<double>.Build.DenseOfEnumerable(_derivatives.Select(derivative => weights * (derivative * weights)));
        return 2 * variance * variance / (gradient * (_varianceOfVariances * gradient));
    }

    private sealed record Component(double Within, Func<ServiceSums.Group, double> Between);
}
