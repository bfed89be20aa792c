using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using Portal.Analytics.Roots;

namespace Portal.Analytics.Distributions;

// The library's inverses stop at 1e-9 or fail in the far tail; a bracketed root of the tail does neither.
internal static class Quantile
{
    /// <summary>z with P(|Z| &lt;= z) = confidence.</summary>
    public static double NormalTwoSided(double confidence) => -Normal.InvCDF(0, 1, (1 - confidence) / 2);

    /// <summary>t with P(|T| &lt;= t) = confidence.</summary>
    public static double StudentTwoSided(double confidence, double df) => StudentUpper((1 - confidence) / 2, df);

    /// <summary>The same for t, or for z when there are no degrees of freedom.</summary>
    public static double TwoSided(double confidence, double? df) =>
        df is { } known ? StudentTwoSided(confidence, known) : NormalTwoSided(confidence);

    /// <summary>t with P(T &gt; t) = tail, for a tail in (0, 0.5].</summary>
    public static double StudentUpper(double tail, double df) => Falling(t => Tail.StudentTwoSided(t, df) / 2, tail, 2);

    /// <summary>x with P(X &gt; x) = tail.</summary>
    public static double ChiSquaredUpper(double tail, double df) => Falling(x => Tail.ChiSquaredUpper(x, df), tail, df);

    /// <summary>x with P(X &lt;= x) = tail.</summary>
    public static double ChiSquaredLower(double tail, double df) =>
        Falling(x => x == 0 ? -0.0 : -SpecialFunctions.GammaLowerRegularized(df / 2, x / 2), -tail, df);

    /// <summary>x with P(X &lt;= x) = tail.</summary>
    public static double BetaLower(double a, double b, double tail) =>
        BracketedRoot.Find(x => SpecialFunctions.BetaRegularized(a, b, x) - tail, 0, 1).Root;

    // The point where a falling function on [0, infinity) reaches its target.
    private static double Falling(Func<double, double> f, double target, double guess)
    {
        var upper = guess;
        while (f(upper) > target)
            upper *= 2;
        return BracketedRoot.Find(x => f(x) - target, 0, upper).Root;
    }
}
