using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Portal.Analytics.Distributions;

// One minus a distribution function loses the far tail, so every tail is computed as a tail.
internal static class Tail
{
    public static double NormalTwoSided(double z) => Math.Min(1, 2 * Normal.CDF(0, 1, -Math.Abs(z)));

    public static double StudentTwoSided(double t, double df) =>
        t == 0 ? 1 : SpecialFunctions.BetaRegularized(df / 2, 0.5, df / (df + t * t));

    public static double ChiSquaredUpper(double x, double df) => x <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(df / 2, x / 2);
}
