namespace Portal.Analytics;

/// <summary>A statistic that is either defined, with its value, or undefined, with the reason. Never NaN.</summary>
/// <typeparam name="T">What is estimated.</typeparam>
public abstract record Estimated<T>
{
    private Estimated() { }

    /// <summary>The statistic has a value.</summary>
    /// <param name="Value">The value.</param>
    public sealed record Defined(T Value) : Estimated<T>;

    /// <summary>The statistic has no value.</summary>
    /// <param name="Reason">Why not.</param>
    public sealed record Undefined(UndefinedBecause Reason) : Estimated<T>;

    /// <summary>Whether there is a value.</summary>
    public bool IsDefined => this is Defined;

    /// <summary>The reason when there is no value, else <c>null</c>.</summary>
    public UndefinedBecause? WhyUndefined => this is Undefined { Reason: var reason } ? reason : null;

    /// <summary>Applies whichever of the two functions fits.</summary>
    public TResult Match<TResult>(Func<T, TResult> defined, Func<UndefinedBecause, TResult> undefined)
    {
        ArgumentNullException.ThrowIfNull(defined);
        ArgumentNullException.ThrowIfNull(undefined);
        return this is Defined { Value: var value } ? defined(value) : undefined(((Undefined)this).Reason);
    }

    /// <summary>Applies <paramref name="change"/> to a value; an undefined answer keeps its reason.</summary>
    public Estimated<TResult> Map<TResult>(Func<T, TResult> change) =>
        Match(value => Estimated.Of(change(value)), Estimated.Undefined<TResult>);

    /// <summary>Applies a step that may itself be undefined; the first reason is kept.</summary>
    public Estimated<TResult> Then<TResult>(Func<T, Estimated<TResult>> next) => Match(next, Estimated.Undefined<TResult>);
}

/// <summary>Makes and reads an <see cref="Estimated{T}"/>.</summary>
public static class Estimated
{
    /// <summary>A defined answer.</summary>
    public static Estimated<T> Of<T>(T value) => new Estimated<T>.Defined(value);

    /// <summary>An undefined answer.</summary>
    public static Estimated<T> Undefined<T>(UndefinedBecause reason) => new Estimated<T>.Undefined(reason);

    /// <summary>An estimate over its standard error; undefined when that is 0.</summary>
    internal static Estimated<double> Ratio(double estimate, double standardError) =>
        standardError > 0 ? Of(estimate / standardError) : Undefined<double>(UndefinedBecause.NoVariation);

    /// <summary>The value, or <c>null</c> when it is undefined.</summary>
    public static T? ValueOrNull<T>(this Estimated<T> estimated)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(estimated);
        return estimated is Estimated<T>.Defined { Value: var value } ? value : null;
    }
}
