using Portal.Analytics.Distributions;

namespace Portal.Analytics.Pooling;

/// <summary>
/// The posterior distribution of tau on a fine grid, on the unit scale, with the mean and variance of the effect at each tau.
/// </summary>
/// <remarks>
/// Source: docs/statistics.md, "Few services". The grid is even in arsinh(tau), since the posterior may have its peak near the smallest
/// standard error and a tail many times longer.
/// </remarks>
internal sealed class TauPosterior
{
    // Even, for Simpson's rule.
    private const int Panels = 4000;

    // The posterior below its peak by this much on the log scale adds less than 1e-15.
    private const double Negligible = 40;

    private readonly (double Tau, double Mean, double Variance)[] _points;
    private readonly double[] _masses;
    private readonly double[] _below;

    /// <param name="studies">At least two.</param>
    /// <param name="priorScale">Scale of the half-normal prior, on the unit scale of the studies.</param>
    public TauPosterior(ScaledStudies studies, double priorScale)
    {
        var (low, high) = Bounds(tau => LogDensity(studies, tau, priorScale).Log, priorScale);
        var (first, step) = (Math.Asinh(low), (Math.Asinh(high) - Math.Asinh(low)) / Panels);
        _points = new (double, double, double)[Panels + 1];
        var logs = new double[Panels + 1];
        for (var place = 0; place <= Panels; place++)
        {
            var (tau, stretch) = (Math.Sinh(first + place * step), Math.Cosh(first + place * step));
            var (log, fit) = LogDensity(studies, tau, priorScale);
            logs[place] = log + Math.Log(stretch);
            _points[place] = (tau, fit.Mean, 1 / fit.SumW);
        }

        var most = logs.Max();
        double[] heights = [.. logs.Select(log => Math.Exp(log - most))];
        double[] simpson = [.. heights.Select((height, place) => height * (place is 0 or Panels ? 1 : 2 + 2 * (place % 2)))];
        var total = simpson.Sum();
        _masses = [.. simpson.Select(mass => mass / total)];
        _below = new double[Panels + 1];
        for (var place = 1; place <= Panels; place++)
            _below[place] = _below[place - 1] + (heights[place - 1] + heights[place]) / 2;
    }

    /// <summary>The effect as a mixture of normal distributions over tau.</summary>
    /// <param name="further">Variance to add at each tau.</param>
    public NormalMixture Mixture(Func<double, double> further) =>
        new([.. _points.Zip(_masses, (point, mass) => (mass, point.Mean, point.Variance + further(point.Tau)))]);

    /// <summary>tau with P(tau or less) = <paramref name="probability"/>, linear between the points of the grid.</summary>
    public double Quantile(double probability)
    {
        var wanted = probability * _below[^1];
        var place = Math.Clamp(Array.FindIndex(_below, below => below >= wanted), 1, Panels);
        var part = (wanted - _below[place - 1]) / (_below[place] - _below[place - 1]);
        return _points[place - 1].Tau + part * (_points[place].Tau - _points[place - 1].Tau);
    }

    private static (double Log, WeightedFit Fit) LogDensity(ScaledStudies studies, double tau, double priorScale)
    {
        var fit = studies.At(tau * tau);
        var prior = tau / priorScale;
        var log = -0.5 * (prior * prior + studies.V.Sum(v => Math.Log(v + tau * tau)) + Math.Log(fit.SumW) + fit.Wee);
        return (log, fit);
    }

    // A coarse look over many orders of magnitude finds the peak, and the ends beyond which nothing counts.
    private static (double Low, double High) Bounds(Func<double, double> log, double priorScale)
    {
        double[] coarse = [0, .. Enumerable.Range(-160, 321).Select(power => priorScale * Math.Pow(2, power / 4.0))];
        double[] heights = [.. coarse.Select(log)];
        var peak = heights.Max();
        var counting = Enumerable.Range(0, coarse.Length).Where(place => heights[place] > peak - Negligible).ToArray();
        return (coarse[Math.Max(0, counting[0] - 1)], coarse[Math.Min(coarse.Length - 1, counting[^1] + 1)]);
    }
}
