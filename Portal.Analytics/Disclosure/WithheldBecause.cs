namespace Portal.Analytics.Disclosure;

/// <summary>Why a value is withheld: for the preview of a release, seen by those who make it and by nobody else.</summary>
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

    /// <summary>Nearly everybody of a small line is in this cell.</summary>
    ClassDisclosure,

    /// <summary>It would give a small count away.</summary>
    ProtectsAnother,

    /// <summary>No choice of cells protects the table, so that its inside is withheld and its margins stay, or its total is withheld too.</summary>
    Unprotectable,

    /// <summary>Fewer cases than the statistic needs.</summary>
    TooFewCases,

    /// <summary>The values do not vary, or by less than what is printed.</summary>
    NoVariation,

    /// <summary>Nearly everybody has the same value.</summary>
    OneValue,

    /// <summary>Fewer services than a pooled cell needs, with all of them or without any one.</summary>
    TooFewContributors,

    /// <summary>One service has too large a share.</summary>
    DominantContributor,

    /// <summary>Too little remains after the two largest services.</summary>
    SmallRemainder,

    /// <summary>The difference from an earlier release would tell about few people or one service.</summary>
    Differencing,
}

/// <summary>What may be released, and beside it what only the preview of a release may say.</summary>
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

    /// <summary>The form that crosses services.</summary>
    public Disclosed<T> Released { get; }

    /// <summary>Why it is withheld, or <c>null</c> when it is shown.</summary>
    public WithheldBecause? Reason { get; }

    /// <summary>The same, but withheld when another rule says so: <c>ContributorRule</c> for pooled figures, <c>OverlapRule</c> for released ones.</summary>
    /// <param name="broken">The rule that is broken, or <c>null</c> when none is. What is withheld already keeps its reason.</param>
    public Protected<T> Unless(WithheldBecause? broken) => broken is { } because && Reason is null ? new Protected<T>(because) : this;
}
