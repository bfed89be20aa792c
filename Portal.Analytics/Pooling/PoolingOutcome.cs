using System.Diagnostics.CodeAnalysis;

namespace Portal.Analytics.Pooling;

/// <summary>A pooled analysis, or the reasons why its input was refused.</summary>
public abstract record PoolingOutcome
{
    private PoolingOutcome() { }

    /// <summary>The input was fit to pool.</summary>
    /// <param name="Result">The analysis.</param>
    public sealed record Pooled(PooledResult Result) : PoolingOutcome;

    /// <summary>The input was refused; nothing is repaired or left out silently.</summary>
    /// <param name="Refusals">Every reason, at least one.</param>
    public sealed record Refused(IReadOnlyList<PoolingRefusal> Refusals) : PoolingOutcome;

    /// <summary>Whether there is a result, and the result.</summary>
    public bool TryGet([NotNullWhen(true)] out PooledResult? result)
    {
        result = (this as Pooled)?.Result;
        return result is not null;
    }
}

/// <summary>One reason why studies were not pooled.</summary>
/// <param name="Reason">What is wrong.</param>
/// <param name="Label">The study concerned; <c>null</c> when it is the whole list.</param>
public sealed record PoolingRefusal(RefusedBecause Reason, string? Label);

/// <summary>What makes studies unfit to pool.</summary>
public enum RefusedBecause
{
    /// <summary>The list is empty.</summary>
    NoStudies,

    /// <summary>An effect is not a finite number.</summary>
    EffectNotFinite,

    /// <summary>A sampling variance is not a finite number above 0.</summary>
    InvalidVariance,

    /// <summary>A moderator is not a finite number.</summary>
    ModeratorNotFinite,

    /// <summary>Effects, variances or moderators are too many orders of magnitude apart for double precision.</summary>
    ScaleTooWide,
}
