namespace Portal.Analytics.Moments;

/// <summary>Counts of rows with first and last scores, some missing, and the moments of the complete pairs.</summary>
/// <param name="Rows">Rows given, with or without scores.</param>
/// <param name="WithFirst">Rows with a first score.</param>
/// <param name="WithLast">Rows with a last score.</param>
/// <param name="Pairs">Moments of the rows with both; a row that lacks either is in no paired result.</param>
/// <remarks>Checked against Reference/paired_rows.json.</remarks>
public sealed record PairedScores(int Rows, int WithFirst, int WithLast, PairedMoments Pairs)
{
    /// <summary>Counts and moments of raw rows; a missing score is <c>null</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A score is not finite.</exception>
    public static PairedScores Of(IEnumerable<(double? First, double? Last)> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var all = rows.ToArray();
        return new PairedScores(
            all.Length,
            all.Count(row => row.First is not null),
            all.Count(row => row.Last is not null),
            PairedMoments.OfPairs(
                all.Where(row => row is { First: not null, Last: not null }).Select(row => (row.First!.Value, row.Last!.Value))
            )
        );
    }
}
