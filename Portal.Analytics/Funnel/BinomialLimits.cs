using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Portal.Analytics.Funnel;

internal static class BinomialLimits
{
    /// <summary>
    /// The interpolated quantile of events/n: r is the smallest count with P(R &lt;= r) &gt;= p, the limit (r - (P_r - p)/(P_r -
    /// P_(r-1)))/n within [0, 1].
    /// </summary>
    public static double Interpolated(int n, double target, double p)
    {
        // A target of 0 or 1 leaves nothing to chance: the limits meet at the target.
        if (target is 0 or 1)
            return target;
        int low = 0,
            high = n;
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            (low, high) = AtMost(middle) >= p ? (low, middle) : (middle + 1, high);
        }

        return Math.Clamp((low - (AtMost(low) - p) / Binomial.PMF(target, n, low)) / n, 0, 1);

        double AtMost(int r) => r == n ? 1 : SpecialFunctions.BetaRegularized(n - r, r + 1, 1 - target);
    }
}
