namespace Portal.Analytics.Disclosure;

/// <summary>Why a value is withheld. Only the preview of a release says so, and only the people who make the release see it.</summary>
/// <remarks>
/// Source: docs/disclosure.md, "Counts", "Means, effect sizes, percentiles", "Services inside a pooled cell" and
/// "Differencing over time and filters".
/// </remarks>
public enum WithheldBecause
{
    /// <summary>The whole table has fewer cases than may be shown.</summary>
    SmallTable,

    /// <summary>A count from zero to just below the smallest that may be shown.</summary>
    SmallCount,

    /// <summary>Nearly everybody in a small line is in this cell.</summary>
    ClassDisclosure,

    /// <summary>It would give a small count away.</summary>
    ProtectsAnother,

    /// <summary>
    /// No choice of cells protects the table, so its inside is withheld and its margins stay, or its total is withheld too.
    /// </summary>
    Unprotectable,

    /// <summary>Fewer cases than the statistic needs.</summary>
    TooFewCases,

    /// <summary>The values do not vary, or vary by less than the printed digits show.</summary>
    NoVariation,

    /// <summary>Nearly everybody has the same value.</summary>
    OneValue,

    /// <summary>Fewer services than a pooled cell needs, with all of them or with one left out.</summary>
    TooFewContributors,

    /// <summary>One service has too large a share.</summary>
    DominantContributor,

    /// <summary>Too little remains after the two largest services.</summary>
    SmallRemainder,

    /// <summary>The difference from an earlier release would describe a few people or one service.</summary>
    Differencing,

    /// <summary>The earlier figure would have to be kept, and a service in it takes part no longer.</summary>
    ServiceLeft,
}

/// <summary>What may be released, and the reasons that only the preview of a release may show.</summary>
/// <typeparam name="T">A protected value.</typeparam>
public sealed record Protected<T>
    where T : class
{
    internal Protected(T value) => Released = Disclosed<T>.Show(value);

    internal Protected(WithheldBecause reason)
    {
        Released = Disclosed<T>.Withheld;
        Reason = reason;
    }

    /// <summary>The form that other services may see.</summary>
    public Disclosed<T> Released { get; }

    /// <summary>Why it is withheld; <c>null</c> when it is shown.</summary>
    public WithheldBecause? Reason { get; }

    /// <summary>
    /// The same, but withheld when it breaks another rule: <c>ContributorRule</c> for pooled figures, <c>OverlapRule</c> for
    /// released ones.
    /// </summary>
    /// <param name="broken">The broken rule, or <c>null</c> when none is. A value that is already withheld keeps its reason.</param>
    public Protected<T> Unless(WithheldBecause? broken) => broken is { } because && Reason is null ? new Protected<T>(because) : this;
}
