using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Portal.Analytics.Distributions;

// One minus a distribution function loses the far tail, so tails are computed directly.
internal static class Tail
{
    public static double NormalTwoSided(double z) => Math.Min(1, 2 * Normal.CDF(0, 1, -Math.Abs(z)));

    public static double ChiSquaredUpper(double x, double df) => x <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(df / 2, x / 2);

    /// <summary>P(|T| &gt; |t|): the regularised incomplete beta function I_x(df/2, 1/2) at x = df/(df + t^2).</summary>
    public static double StudentTwoSided(double t, double df)
    {
        // The library's version loses eight digits at a million degrees of freedom; an exact gamma ratio in front keeps them.
        var (a, square) = (df / 2, t / df * t);
        if (square == 0 || double.IsInfinity(square))
            return square == 0 ? 1 : 0;
        var (x, y) = (1 / (1 + square), square / (1 + square));
        var front = GammaRatio.HalfStep(a) / Math.Sqrt(Math.PI) * Math.Sqrt(y) * Math.Exp(-a * double.LogP1(square));
        return x < (a + 1) / (a + 2.5) ? front / a * BetaFraction(a, 0.5, x) : 1 - 2 * front * BetaFraction(0.5, a, y);
    }

    /// <summary>The same for t, or for z when there are no degrees of freedom.</summary>
    public static double TwoSided(double statistic, double? df) =>
        df is { } known ? StudentTwoSided(statistic, known) : NormalTwoSided(statistic);

    /// <summary>P(F &gt; f).</summary>
    public static double FisherUpper(double f, int df1, double df2) =>
        df1 == 1 ? StudentTwoSided(Math.Sqrt(f), df2) : SpecialFunctions.BetaRegularized(df2 / 2, df1 / 2.0, 1 / (1 + df1 / df2 * f));

    // Continued fraction of the incomplete beta function, evaluated forwards (Lentz); below (a + 1)/(a + b + 2) no term meets 0.
    private static double BetaFraction(double a, double b, double x)
    {
        const int MostTerms = 100_000;

        var c = 1.0;
        var d = 1 / (1 - (a + b) * x / (a + 1));
        var h = d;
        for (var m = 1; m <= MostTerms; m++)
        {
            var even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / (1 + even * d);
            c = 1 + even / c;
            h *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / (1 + odd * d);
            c = 1 + odd / c;
            h *= d * c;
            if (Math.Abs(d * c - 1) < 1e-15)
                break;
        }

        return h;
    }
}
