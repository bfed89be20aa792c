using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Portal.Analytics.Distributions;

internal static class Quantile
{
    /// <summary>z with P(|Z| &lt;= z) = confidence.</summary>
    public static double NormalTwoSided(double confidence) => -Normal.InvCDF(0, 1, (1 - confidence) / 2);

    /// <summary>t with P(|T| &lt;= t) = confidence.</summary>
    public static double StudentTwoSided(double confidence, double df) => StudentUpper((1 - confidence) / 2, df);

    /// <summary>t with P(T &gt; t) = tail, for a tail in (0, 0.5).</summary>
    public static double StudentUpper(double tail, double df)
    {
        var t = -StudentT.InvCDF(0, 1, df, tail);

        // The library's inverse stops at 1e-9 or so; Newton steps on the exact tail carry it to full precision.
        for (var step = 0; step < 3; step++)
            t += (Tail.StudentTwoSided(t, df) / 2 - tail) / StudentT.PDF(0, 1, df, t);
        return t;
    }

    public static double ChiSquared(double probability, double df) => MathNet.Numerics.Distributions.ChiSquared.InvCDF(df, probability);

    public static double Beta(double a, double b, double probability)
    {
        var x = MathNet.Numerics.Distributions.Beta.InvCDF(a, b, probability);
        for (var step = 0; step < 2; step++)
        {
            var density = MathNet.Numerics.Distributions.Beta.PDF(a, b, x);
            var better = x - (SpecialFunctions.BetaRegularized(a, b, x) - probability) / density;

            // Beside 0 and 1 a density may be 0 or infinite; the unpolished value is then the better one.
            if (!(better > 0 && better < 1))
                break;
            x = better;
        }

        return x;
    }
}
