namespace Portal.Analytics.Disclosure.Frozen;

/// <summary>What a release says of one class of reliable change.</summary>
/// <param name="Share">The count and its share in all of them, as printed; "c" where the count is withheld.</param>
/// <param name="FewerThan">
/// Where the count is withheld and the numbers beside it are printed: what it stays below, which these numbers say already. Otherwise
/// <c>null</c>.
/// </param>
/// <param name="Total">All families with both scores, as printed; <c>null</c> where that number is withheld.</param>
public sealed record ReliableShare(Disclosed<ReleasedShare> Share, int? FewerThan, int? Total);

/// <summary>
/// How many families improved and worsened reliably, always together, as shares of one printed number: whoever shows the one shows the
/// other.
/// </summary>
/// <remarks>
/// Only printed numbers are used, so nothing is told that the release does not tell. Source: docs/disclosure.md, "Means, effect sizes,
/// percentiles", rule 9, and "Counts", steps 4 and 7.
/// </remarks>
public sealed record ReliableShares
{
    private ReliableShares(ReliableShare improved, ReliableShare noChange, ReliableShare worsened) =>
        (Improved, NoChange, Worsened) = (improved, noChange, worsened);

    /// <summary>Families that improved by more than measurement error.</summary>
    public ReliableShare Improved { get; }

    /// <summary>Families that changed by no more than measurement error.</summary>
    public ReliableShare NoChange { get; }

    /// <summary>Families that worsened by more than measurement error.</summary>
    public ReliableShare Worsened { get; }

    /// <summary>The shares of one measure.</summary>
    /// <param name="improved">Released count of the families that improved.</param>
    /// <param name="noChange">Released count of those without a clear change.</param>
    /// <param name="worsened">Released count of those that worsened.</param>
    /// <param name="total">Released count of all families with both scores.</param>
    /// <param name="policy">The policy that protected them.</param>
    /// <exception cref="ArgumentException">A figure that is shown is not a count.</exception>
    public static ReliableShares Of(
        Disclosed<ReleasedFigure> improved,
        Disclosed<ReleasedFigure> noChange,
        Disclosed<ReleasedFigure> worsened,
        Disclosed<ReleasedFigure> total,
        DisclosurePolicy policy
    )
    {
        ArgumentNullException.ThrowIfNull(policy);
        var all = Given(total).To(Printed).To(printed => new ReleasedTotal(printed.Printed));
        Disclosed<ReleasedCount>[] counts = [.. new[] { improved, noChange, worsened }.Select(one => Given(one).To(Printed))];
        var shares = counts.Select((_, place) => Of(counts, place, all, policy)).ToArray();
        return new ReliableShares(shares[0], shares[1], shares[2]);
    }

    private static ReliableShare Of(Disclosed<ReleasedCount>[] counts, int place, Disclosed<ReleasedTotal> total, DisclosurePolicy policy)
    {
        var share = ReleasedShare.Of(counts[place], total, policy);
        if (share.IsShown || share.IsImpossible || total.ValueOrNull is not { Printed: var all })
            return new ReliableShare(share, null, total.ValueOrNull?.Printed);
        var others = counts.Where((_, other) => other != place).Select(one => one.ValueOrNull).ToArray();
        if (!Array.TrueForAll(others, one => one is not null))
            return new ReliableShare(share, null, all);
        // The largest total less the smallest others: exactly what the audit of the table takes everybody to know.
        var most = policy.Printed(all).High - others.Sum(one => policy.Printed(one!.Printed).Low);
        return new ReliableShare(share, (int)Math.Max(most, 0) + 1, all);
    }

    private static Disclosed<ReleasedFigure> Given(Disclosed<ReleasedFigure> figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return figure.ValueOrNull is { Unit: not FigureUnit.Count }
            ? throw new ArgumentException("Reliable change is counted.", nameof(figure))
            : figure;
    }

    private static ReleasedCount Printed(ReleasedFigure figure) => new((int)figure.Value);
}
