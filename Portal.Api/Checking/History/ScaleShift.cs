using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Rows;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.History;

/// <summary>Finds new scores that are on another scale than earlier ones: another subscale, or a mean instead of a sum.</summary>
internal static class ScaleShift
{
    /// <summary>New scores, and usual ones, below which chance explains too much. Source: docs/statistics.md, "Earlier quarters".</summary>
    public const int FewestScores = 8;

    /// <summary>Per cent of new scores that fit the sibling scale. Source: docs/statistics.md, "Earlier quarters".</summary>
    public const int FitPercent = 90;

    /// <summary>Scales overlap, so a fit means nothing where the usual scores fit as well: fewer than this per cent of them may.</summary>
    public const int UsualFitPercent = 50;

    /// <summary>How many times the usual mean, or the usual the new one. Source: docs/statistics.md, "Earlier quarters".</summary>
    public const double MeanRatio = 5;

    // Two lengths of one questionnaire are siblings under two codes. Source: docs/statistics.md, "Earlier quarters".
    private static readonly string[][] Lengths =
    [
        ["WEMWBS", "SWEMWBS"],
    ];

    public static void Ask(TypedRows<ScoreRow> scores, MeasureCatalogue measures, EarlierFacts earlier, ProblemLog log)
    {
        var known = earlier.Scores.ToHashSet();
        var usual = earlier.Scores.ToLookup(score => (score.Measure, score.Subscale), score => score.Score);
        // Scores sent again unchanged would hide the new ones.
        var fresh = Enumerable
            .Range(0, scores.Rows.Count)
            .Where(index =>
                scores.Invalid[index] == 0
                && scores.Rows[index] is { Score: { } score } row
                && !known.Contains(
                    new EarlierScore(row.CaseRef, row.Measure, row.Subscale, row.Timepoint, row.Week, row.Respondent, row.Goal ?? 0, score)
                )
            )
            .ToLookup(index => (scores.Rows[index].Measure, scores.Rows[index].Subscale));
        var findings = new Findings(HistoryRules.ScaleShift, "score");
        foreach (var measure in measures.All)
        {
            var rows = fresh[(measure.Code, measure.Subscale)]
                .Select(index => (Index: index, Score: scores.Rows[index].Score!.Value))
                .ToList();
            var before = usual[(measure.Code, measure.Subscale)].ToList();
            if (rows.Count < FewestScores || before.Count < FewestScores)
                continue;
            var (mean, usualMean) = (rows.Average(row => row.Score), before.Average());
            if (mean > 0 && usualMean > 0 && (mean >= MeanRatio * usualMean || usualMean >= MeanRatio * mean))
                findings.Add(
                    measure,
                    rows.Select(row => row.Index),
                    $"the mean of {rows.Count} new scores is {mean:0.0}, the usual one {usualMean:0.0}"
                );
            else if (
                Siblings(measure, measures).FirstOrDefault(sibling => Fits([.. rows.Select(row => row.Score)], before, sibling)) is
                { } found
            )
                findings.Add(
                    measure,
                    rows.Where(row => IsWithin(row.Score, found)).Select(row => row.Index),
                    $"new scores lie between {found.Minimum} and {found.Maximum} as those of {found.FullName}"
                );
        }
        findings.Report(scores, log);
    }

    private static bool Fits(List<double> fresh, List<double> usual, Measure sibling) =>
        fresh.Count(score => IsWithin(score, sibling)) * 100 >= fresh.Count * FitPercent
        && usual.Count(score => IsWithin(score, sibling)) * 100 < usual.Count * UsualFitPercent;

    internal static bool IsWithin(double score, Measure scale) => score >= scale.Minimum && score <= scale.Maximum;

    /// <summary>Scales that one could be taken for: other subscales with other bounds, and another length of the questionnaire.</summary>
    internal static IEnumerable<Measure> Siblings(Measure measure, MeasureCatalogue measures) =>
        measures
            .Subscales(measure.Code)
            .Concat(
                Lengths
                    .Where(codes => codes.Contains(measure.Code))
                    .SelectMany(codes => codes)
                    .Where(code => code != measure.Code)
                    .SelectMany(measures.Subscales)
            )
            .Where(other => other != measure && (other.Minimum, other.Maximum) != (measure.Minimum, measure.Maximum));
}
