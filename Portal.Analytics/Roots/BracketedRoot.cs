namespace Portal.Analytics.Roots;

/// <summary>A root between two points of opposite sign, to full relative precision.</summary>
internal static class BracketedRoot
{
    private const int MostSteps = 500;

    /// <summary>Chandrupatla's method: inverse quadratic steps where they are safe, bisection elsewhere.</summary>
    public static (double Root, bool Converged) Find(Func<double, double> f, double lower, double upper)
    {
        var (a, b) = (upper, lower);
        var (fa, fb) = (f(a), f(b));
        var (best, t) = (upper, 0.5);
        for (var step = 0; step < MostSteps; step++)
        {
            var x = a + t * (b - a);
            var fx = f(x);
            double c,
                fc;
            if (Math.Sign(fx) == Math.Sign(fa))
            {
                (c, fc) = (a, fa);
            }
            else
            {
                (c, fc) = (b, fb);
                (b, fb) = (a, fa);
            }

            (a, fa) = (x, fx);
            (best, var fBest) = Math.Abs(fa) < Math.Abs(fb) ? (a, fa) : (b, fb);
            var least = Math.Max(double.Epsilon, 4e-16 * Math.Abs(best)) / Math.Abs(b - a);
            if (fBest == 0 || !(least <= 0.5))
                return (best, true);
            var xi = (a - b) / (c - b);
            var phi = (fa - fb) / (fc - fb);
            t =
                phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi
                    ? fa / (fb - fa) * (fc / (fb - fc)) + (c - a) / (b - a) * (fa / (fc - fa)) * (fb / (fc - fb))
                    : 0.5;
            t = Math.Clamp(t, least, 1 - least);
        }

        return (best, false);
    }
}
