namespace Portal.Analytics.Proportions;

/// <summary>A proportion of known cases.</summary>
public static class Proportion
{
    /// <summary>Events over cases, as a fraction in [0, 1]; undefined without cases.</summary>
    /// <param name="events">Numerator: a count in [0, <paramref name="cases"/>].</param>
    /// <param name="cases">Denominator: a count of at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public static Estimated<double> Of(int events, int cases) => IfAny(events, cases, (x, n) => x / n);

    internal static Estimated<T> IfAny<T>(int events, int cases, Func<double, double, T> answer)
    {
        Require.Count(events);
        Require.Count(cases);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(events, cases);
        return cases == 0 ? Estimated.Undefined<T>(UndefinedBecause.NoCases) : Estimated.Of(answer(events, cases));
    }
}
