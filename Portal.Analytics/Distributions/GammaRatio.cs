using MathNet.Numerics;

namespace Portal.Analytics.Distributions;

internal static class GammaRatio
{
    /// <summary>Gamma(x + 1/2) / Gamma(x) for x above 0, with a relative error below 1e-12.</summary>
    public static double HalfStep(double x) => x > 100 ? Expansion(x) : Recurrence(x);

    // The difference of two large log-gammas loses digits as x grows; the expansion gains them.
    private static double Expansion(double x)
    {
        var z = 1 / x;
        return Math.Sqrt(x) * (1 - z * (1 / 8.0 - z * (1 / 128.0 + z * (5 / 1024.0 - z * (21 / 32768.0)))));
    }

    // The recurrence starts from arguments near 1, where the library's gamma is good to the last digits.
    private static double Recurrence(double x)
    {
        var product = 1.0;
        while (x > 3)
        {
            x -= 1;
            product *= (x + 0.5) / x;
        }

        return product * SpecialFunctions.Gamma(x + 0.5) / SpecialFunctions.Gamma(x);
    }
}
