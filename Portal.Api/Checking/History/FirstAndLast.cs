namespace Portal.Api.Checking.History;

/// <summary>A score that may be a first or last one.</summary>
/// <param name="Index">Position in scores.csv, from 0; -1 for a score of an earlier quarter.</param>
internal readonly record struct PlacedScore(EarlierScore Score, int Index);

/// <summary>First and last score of one case on one measure and subscale, in points (statistics of record, 0b).</summary>
/// <param name="First">Mean of the first scores over the goals that have both; <c>null</c> without a pair.</param>
/// <param name="Last">Mean of the last scores over the same goals.</param>
/// <param name="FirstIndices">Rows of the first scores that are in the file being checked.</param>
/// <param name="LastIndices">Rows of the last scores that are in the file being checked.</param>
internal sealed record FirstAndLast(double? First, double? Last, IReadOnlyList<int> FirstIndices, IReadOnlyList<int> LastIndices)
{
    private static readonly string[] RespondentOrder = ["MOTHER", "OTHER_CAREGIVER", "FATHER", "CLINICIAN", "OBSERVER"];

    /// <summary>Change from first to last; <c>null</c> without a pair.</summary>
    public double? Change => Last - First;

    /// <returns><c>null</c> when the case has no first score.</returns>
    public static FirstAndLast? Of(IEnumerable<PlacedScore> ofCase)
    {
        var scores = ofCase.ToList();
        if (
            scores
                .Where(IsBaseline)
                .OrderBy(placed => placed.Score.Week)
                .ThenBy(placed => Array.IndexOf(RespondentOrder, placed.Score.Respondent))
                .Select(placed => placed.Score.Respondent)
                .FirstOrDefault()
            is not { } rater
        )
            return null;
        var firsts = new List<PlacedScore>();
        var pairs = new List<(PlacedScore First, PlacedScore Last)>();
        foreach (var goal in scores.Where(placed => placed.Score.Respondent == rater).GroupBy(placed => placed.Score.Goal))
        {
            if (!goal.Any(IsBaseline))
                continue;
            var first = goal.Where(IsBaseline).MinBy(placed => (placed.Score.Week, placed.Score.Score));
            firsts.Add(first);
            var last = goal.Where(placed => placed.Score.Timepoint is "REVIEW" or "END" && placed.Score.Week > first.Score.Week)
                .OrderByDescending(placed => placed.Score.Week)
                .ThenBy(placed => placed.Score.Timepoint, StringComparer.Ordinal)
                .Select(placed => (PlacedScore?)placed)
                .FirstOrDefault();
            if (last is { } found)
                pairs.Add((first, found));
        }
        return new FirstAndLast(
            pairs.Count == 0 ? null : pairs.Average(pair => pair.First.Score.Score),
            pairs.Count == 0 ? null : pairs.Average(pair => pair.Last.Score.Score),
            InFile(firsts),
            InFile(pairs.Select(pair => pair.Last))
        );
    }

    private static bool IsBaseline(PlacedScore placed) => placed.Score.Timepoint == "BASELINE";

    private static int[] InFile(IEnumerable<PlacedScore> scores) => [.. scores.Select(placed => placed.Index).Where(index => index >= 0)];
}
