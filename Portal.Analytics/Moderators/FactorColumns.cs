namespace Portal.Analytics.Moderators;

/// <summary>A moderator of named levels as columns of a design.</summary>
/// <param name="Levels">The levels in ordinal order; the others are compared with the first.</param>
/// <param name="Rows">One row per study: 1, then 1 or 0 for each level but the first.</param>
public sealed record FactorColumns(IReadOnlyList<string> Levels, IReadOnlyList<IReadOnlyList<double>> Rows)
{
    /// <summary>An intercept and one column for each level but the first.</summary>
    /// <param name="labels">The level of each study.</param>
    public static FactorColumns WithIntercept(IReadOnlyList<string> labels)
    {
        var levels = Distinct(labels);
        return new FactorColumns(
            levels,
            [.. labels.Select(label => levels.Select((level, j) => j == 0 || level == label ? 1.0 : 0.0).ToArray())]
        );
    }

    /// <summary>One column for each level, so that each coefficient is the mean of its level.</summary>
    /// <param name="labels">The level of each study.</param>
    public static FactorColumns CellMeans(IReadOnlyList<string> labels)
    {
        var levels = Distinct(labels);
        return new FactorColumns(levels, [.. labels.Select(label => levels.Select(level => level == label ? 1.0 : 0.0).ToArray())]);
    }

    private static string[] Distinct(IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return [.. labels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
