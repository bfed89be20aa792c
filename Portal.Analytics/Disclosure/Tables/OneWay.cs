namespace Portal.Analytics.Disclosure.Tables;

/// <summary>Protects count tables of one dimension.</summary>
/// <remarks>Source: docs/disclosure.md, "Counts", steps 1 to 6, and "Which cells are hidden must not tell", rules 1 and 2.</remarks>
public static class OneWay
{
    /// <summary>Protects one table by itself, when no other table of the release shares its total.</summary>
    /// <param name="table">True counts.</param>
    /// <param name="policy">The policy in force.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is below 0.</exception>
    /// <exception cref="ArgumentException">The list of barred cells and the counts differ in length.</exception>
    public static ProtectedOneWay Protect(OneWayTable table, DisclosurePolicy policy) => ProtectTogether([table], policy)[0];

    /// <summary>
    /// Protects all tables of a release that break the same people down by different dimensions. Each table's visible cells narrow the
    /// total of all, so each is audited with what the others reveal. If the total is unsafe beside one of them, all are withheld with it:
    /// the others would give it away.
    /// </summary>
    /// <param name="tables">Tables with the same true total.</param>
    /// <param name="policy">The policy in force.</param>
    /// <returns>The protected tables in the order given.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is below 0.</exception>
    /// <exception cref="ArgumentException">
    /// The totals differ, or a table's list of barred cells and its counts differ in length.
    /// </exception>
    public static IReadOnlyList<ProtectedOneWay> ProtectTogether(IReadOnlyList<OneWayTable> tables, DisclosurePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(policy);
        var lines = tables.Select(table => table.Line(policy)).ToArray();
        var totals = lines.Select(line => line.Cells.Sum(cell => cell.Count)).Distinct().ToArray();
        if (totals.Length > 1)
            throw new ArgumentException("Tables of the same people have the same total.", nameof(tables));
        if (lines.Any(line => line.Own.Count != lines[0].Own.Count))
            throw new ArgumentException("Tables of the same people are read by the same services.", nameof(tables));
        return totals is [var total] ? Protect(lines, total, policy) : [];
    }

    /// <summary>Withholds a table and its total, because the total breaks a rule on contributors or earlier releases.</summary>
    /// <param name="table">True counts.</param>
    /// <param name="because">The rule that is broken.</param>
    /// <param name="policy">The policy in force.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is below 0.</exception>
    /// <exception cref="ArgumentException">The list of barred cells and the counts differ in length.</exception>
    /// <remarks>Source: docs/disclosure.md, "Services inside a pooled cell" and "Differencing over time and filters", rule 3.</remarks>
    public static ProtectedOneWay Withhold(OneWayTable table, WithheldBecause because, DisclosurePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(policy);
        return WithholdAll([table.Line(policy)], because)[0];
    }

    private static ProtectedOneWay[] Protect(OneWayLine[] lines, int total, DisclosurePolicy policy)
    {
        if (total < policy.SmallestShown)
            return WithholdAll(lines, WithheldBecause.SmallTable);
        var printed = policy.Round(total);
        foreach (var cell in lines.SelectMany(line => line.Cells).Where(cell => cell.IsClassOf(printed)))
            cell.Hide(WithheldBecause.ClassDisclosure);

        // First each table alone, so that none pays for what another would have hidden anyway.
        var known = policy.Printed(printed);
        foreach (var line in lines)
            Cover(line, _ => known, policy);
        foreach (var line in lines)
            Cover(line, WithOthers(lines, line, known), policy);
        if (!lines.All(line => line.IsSafe(WithOthers(lines, line, known), policy)))
            return WithholdAll(lines, WithheldBecause.Unprotectable);
        var all = WithOthers(lines, null, known)(OneWayLine.Nobody);
        return
        [
            .. lines.Select(line => new ProtectedOneWay(line.Cells, all, Disclosed<ReleasedTotal>.Show(new ReleasedTotal(printed)), null)),
        ];
    }

    private static ProtectedOneWay[] WithholdAll(OneWayLine[] lines, WithheldBecause because)
    {
        foreach (var cell in lines.SelectMany(line => line.Cells))
            cell.Hide(because);
        return
        [
            .. lines.Select(line => new ProtectedOneWay(
                line.Cells,
                new Bounds(0, Bounds.Unbounded),
                Disclosed<ReleasedTotal>.Withheld,
                because
            )),
        ];
    }

    // Hides the smallest cell that makes the line safe, or else the smallest of all, and looks again until none is left. Cells of equal
    // printed size are hidden together: leaving one visible would show which of the hidden cells is the small one.
    private static void Cover(OneWayLine line, Func<int, Bounds> total, DisclosurePolicy policy)
    {
        while (!line.IsSafe(total, policy))
        {
            var smallestFirst = line.Cells.Where(cell => cell.IsVisible).OrderBy(cell => cell.Printed).ToArray();
            if (smallestFirst.Length == 0)
                return;
            var enough = smallestFirst.FirstOrDefault(one => line.IsSafe(total, policy, one)) ?? smallestFirst[0];
            foreach (var cell in smallestFirst.Where(cell => cell.Printed == enough.Printed))
                cell.Hide(WithheldBecause.ProtectsAnother);
        }
    }

    // What each reader knows of the total from the printed one and from the other tables.
    private static Func<int, Bounds> WithOthers(OneWayLine[] lines, OneWayLine? except, Bounds total)
    {
        var readers = lines[0].Readers;
        var known = Enumerable.Repeat(total, readers).ToArray();
        for (var reader = 0; reader < readers; reader++)
            foreach (var line in lines.Where(line => line != except))
                known[reader] = known[reader].And(line.Sum(reader, null));
        return reader => known[reader];
    }
}
