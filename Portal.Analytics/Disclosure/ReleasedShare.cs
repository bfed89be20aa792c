using System.Globalization;
using Portal.Analytics.Proportions;

namespace Portal.Analytics.Disclosure;

/// <summary>A printed count as a share of a printed total. It uses printed numbers only, so it reveals nothing new.</summary>
/// <remarks>Source: docs/disclosure.md, "Counts", step 7.</remarks>
public sealed record ReleasedShare
{
    private ReleasedShare(int count, int total) => (Count, Total) = (count, total);

    /// <summary>The count as printed.</summary>
    public int Count { get; }

    /// <summary>The total as printed.</summary>
    public int Total { get; }

    /// <summary>Whole per cent in [0, 100]; <c>null</c> when the total is too small for a percentage.</summary>
    public int? Percent { get; private init; }

    /// <summary>Wilson interval of the printed numbers in whole per cent; <c>null</c> without a percentage.</summary>
    public Interval? PercentInterval { get; private init; }

    /// <summary>"about 63 %", or "about 15 of 25" when only the counts are shown.</summary>
    public override string ToString() =>
        Percent is { } percent
            ? string.Create(CultureInfo.InvariantCulture, $"about {percent} %")
            : string.Create(CultureInfo.InvariantCulture, $"about {Count} of {Total}");

    /// <summary>A cell as a share of its total.</summary>
    /// <param name="count">A cell of the table.</param>
    /// <param name="total">The total of the same table, or of the cell's line in it; not below the count.</param>
    /// <param name="policy">The policy in force.</param>
    /// <param name="confidence">Two-sided coverage of the interval as a fraction in (0, 1).</param>
    /// <returns>The share; withheld when either number is, impossible when the cell is.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is above the total, or the confidence is out of range.</exception>
    /// <remarks>Source: docs/disclosure.md, "Counts", step 7.</remarks>
    public static Disclosed<ReleasedShare> Of(
        Disclosed<ReleasedCount> count,
        Disclosed<ReleasedTotal> total,
        DisclosurePolicy policy,
        double confidence = 0.95
    )
    {
        ArgumentNullException.ThrowIfNull(count);
        ArgumentNullException.ThrowIfNull(total);
        ArgumentNullException.ThrowIfNull(policy);
        if (count.IsImpossible)
            return Disclosed<ReleasedShare>.Impossible;
        if (count.ValueOrNull is not { Printed: var x } || total.ValueOrNull is not { Printed: var n })
            return Disclosed<ReleasedShare>.Withheld;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(x, n, nameof(count));
        var share = new ReleasedShare(x, n);
        return Disclosed<ReleasedShare>.Show(
            n < policy.PercentFrom
                ? share
                : share with
                {
                    Percent = (int)Whole((double)x / n),
                    PercentInterval = WilsonInterval
                        .For(x, n, confidence)
                        .Map(ends => new Interval(Whole(ends.Low), Whole(ends.High)))
                        .ValueOrNull(),
                }
        );
    }

    /// <summary>A cell as a share of itself plus another cell, for tables that also count cases with nothing known.</summary>
    /// <param name="count">A cell of the table.</param>
    /// <param name="other">The other cell.</param>
    /// <param name="policy">The policy in force.</param>
    /// <param name="confidence">Two-sided coverage of the interval as a fraction in (0, 1).</param>
    /// <returns>The share of the sum of both printed counts, which reveals nothing new; withheld when either count is.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is out of range.</exception>
    /// <remarks>Source: docs/disclosure.md, "Counts", step 7.</remarks>
    public static Disclosed<ReleasedShare> OfParts(
        Disclosed<ReleasedCount> count,
        Disclosed<ReleasedCount> other,
        DisclosurePolicy policy,
        double confidence = 0.95
    )
    {
        ArgumentNullException.ThrowIfNull(count);
        ArgumentNullException.ThrowIfNull(other);
        return count.ValueOrNull is { } one && other.ValueOrNull is { } rest
            ? Of(count, Disclosed<ReleasedTotal>.Show(new ReleasedTotal(one.Printed + rest.Printed)), policy, confidence)
            : Disclosed<ReleasedShare>.Withheld;
    }

    private static double Whole(double fraction) => Math.Round(100 * fraction, MidpointRounding.AwayFromZero);
}
