using Portal.Analytics.Distributions;

namespace Portal.Analytics.Multilevel;

/// <summary>
/// The two variances at the highest point of the restricted likelihood over [0, infinity)^2, and their profile intervals.
/// </summary>
internal static class VarianceComponents
{
    private const int MostSteps = 200;

    // Information that the coefficients take, or that both variances share, up to round-off.
    private const double Lost = 1e-10;

    // Newton's steps square their error, so the step after this one is beyond double precision.
    private const double Settled = 1e-10;

    /// <summary>Whether the data can tell the two variances apart.</summary>
    public static bool AreIdentified(ClusteredEffects effects)
    {
        var at = RestrictedLikelihood.Of(effects, default);
        var (cluster, effect, shared) = (at.Expected[0, 0], at.Expected[1, 1], at.Expected[0, 1]);
        return cluster > Lost * at.Unprojected[0] && effect > Lost * at.Unprojected[1] && shared * shared < (1 - Lost) * cluster * effect;
    }

    /// <summary>The highest maximum reached from several starting points.</summary>
    public static RestrictedLikelihood Highest(ClusteredEffects effects)
    {
        var total = effects.Blocks.Sum(block => block.Y * block.Y) / (effects.K - effects.P);
        Components[] starts = [default, new(total, 0), new(0, total), new(total / 2, total / 2)];
        return Cleared(effects, starts.Select(start => Climb(effects, start, [0, 1])).MaxBy(peak => peak.LogLikelihood)!);
    }

    // A climb that ends just a rounding error above 0 has ended at 0.
    private static RestrictedLikelihood Cleared(ClusteredEffects effects, RestrictedLikelihood peak)
    {
        double Kept(int i) => peak.At[i] > Settled / Math.Sqrt(peak.Unprojected[i]) ? peak.At[i] : 0;
        var at = new Components(Kept(0), Kept(1));
        return at == peak.At ? peak : RestrictedLikelihood.Of(effects, at);
    }

    /// <summary>The values of one variance that a likelihood ratio test at this level would not reject.</summary>
    public static Interval Profile(ClusteredEffects effects, RestrictedLikelihood peak, int component, double level)
    {
        var quantile = Quantile.NormalTwoSided(level);
        (double Excess, double Slope) Drop(double value)
        {
            var start = peak.At.With(component, value);
            var profiled = new[] { start, start.With(1 - component, 0) }
                .Select(from => Climb(effects, from, [1 - component]))
                .MaxBy(point => point.LogLikelihood)!;

            // At the optimum of the other variance, the profile's derivative is the plain partial derivative.
            return (2 * (peak.LogLikelihood - profiled.LogLikelihood) - quantile * quantile, -2 * profiled.Score[component]);
        }

        var estimate = peak.At[component];
        var low = estimate > 0 && Drop(0).Excess > 0 ? Crossing(Drop, estimate, 0) : 0;
        var far = Math.Max(estimate, 1 / Math.Sqrt(peak.Unprojected[component]));
        while (Drop(estimate + far).Excess < 0)
            far *= 2;
        return new Interval(low, Crossing(Drop, estimate, estimate + far));
    }

    /// <summary>Newton's method between a point inside the interval and one outside, bisecting when a step would leave them.</summary>
    private static double Crossing(Func<double, (double Excess, double Slope)> drop, double inside, double outside)
    {
        var value = (inside + outside) / 2;
        for (var step = 0; step < MostSteps; step++)
        {
            var (excess, slope) = drop(value);
            (inside, outside) = excess < 0 ? (value, outside) : (inside, value);
            var next = value - excess / slope;
            if (!(next > Math.Min(inside, outside) && next < Math.Max(inside, outside)))
                next = (inside + outside) / 2;
            var moved = Math.Abs(next - value);
            value = next;
            if (moved <= Settled * value)
                break;
        }

        return value;
    }

    /// <summary>
    /// Scoring steps over the free variances; a variance that a step would take below 0 stays at 0 while the slope there is negative.
    /// </summary>
    private static RestrictedLikelihood Climb(ClusteredEffects effects, Components start, IReadOnlyList<int> free)
    {
        var point = RestrictedLikelihood.Of(effects, start);
        for (var step = 0; step < MostSteps; step++)
        {
            var active = free.Where(i => point.At[i] > 0 || point.Score[i] > 0).ToArray();
            var move = Move(point, active);
            var next = Moved(effects, point, move);
            for (var half = 0; half < 60 && next.LogLikelihood < point.LogLikelihood - 1e-12 * Math.Abs(point.LogLikelihood); half++)
            {
                move = (move.Cluster / 2, move.Effect / 2);
                next = Moved(effects, point, move);
            }

            var settled = free.All(i => Math.Abs(next.At[i] - point.At[i]) <= Settled * (next.At[0] + next.At[1]));
            point = next;
            if (settled)
                break;
        }

        return point;
    }

    private static RestrictedLikelihood Moved(ClusteredEffects effects, RestrictedLikelihood point, (double Cluster, double Effect) move) =>
        RestrictedLikelihood.Of(
            effects,
            new Components(Math.Max(0, point.At.Cluster + move.Cluster), Math.Max(0, point.At.Effect + move.Effect))
        );

    // Newton where the likelihood bends downwards, Fisher scoring elsewhere.
    private static (double Cluster, double Effect) Move(RestrictedLikelihood point, int[] active)
    {
        if (active.Length == 2)
        {
            var newton = point.Observed[0, 0] > 0 && Determinant(point.Observed) > 0;
            var h = newton ? point.Observed : point.Expected;
            var determinant = Determinant(h);
            return (
                (h[1, 1] * point.Score[0] - h[0, 1] * point.Score[1]) / determinant,
                (h[0, 0] * point.Score[1] - h[0, 1] * point.Score[0]) / determinant
            );
        }

        double Single(int i) =>
            active.Contains(i) ? point.Score[i] / (point.Observed[i, i] > 0 ? point.Observed[i, i] : point.Expected[i, i]) : 0;
        return (Single(0), Single(1));
    }

    private static double Determinant(double[,] h) => h[0, 0] * h[1, 1] - h[0, 1] * h[0, 1];
}
