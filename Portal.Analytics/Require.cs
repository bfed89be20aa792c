using System.Runtime.CompilerServices;

namespace Portal.Analytics;

// The framework's own checks let NaN through, so these test what is allowed. The bad value never enters the message.
internal static class Require
{
    public static double Finite(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, "Must be a finite number.");

    public static double NotNegative(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, "Must be finite and at least 0.");

    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, "Must be finite and above 0.");

    public static double Confidence(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(name, "Must be a fraction strictly between 0 and 1.");

    public static int Count(int value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= 0 ? value : throw new ArgumentOutOfRangeException(name, "Must be at least 0.");

    public static int Sign(int value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is 1 or -1 ? value : throw new ArgumentOutOfRangeException(name, "Must be +1 or -1.");
}
