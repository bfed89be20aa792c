using Portal.Analytics;
using Portal.Analytics.Attrition;
using Portal.Api.Answers;
using Portal.Api.Extracts;
using Portal.Api.Records;

namespace Portal.Api.Figures;

/// <summary>The mean improvement if families without a last score had done this many points worse than predicted.</summary>
public sealed record DeltaLine(int Points, double Estimate);

/// <summary>A rate with its bounds: the event happened to none, or to all, of the families without a last score.</summary>
public sealed record RateBoundsLine(double? Observed, double? Worst, double? Best);

/// <summary>
/// Mean improvement in points, positive being better, under different assumptions about families without a last score. An undefined figure
/// is <c>null</c>, with a code among the outcome's reasons (<c>attrition.sensitivity.</c> and the member).
/// </summary>
/// <param name="Started">Families with a first score.</param>
/// <param name="Missing">The fraction of these without a last score.</param>
/// <param name="Completers">Only the families with both scores: the figure shown elsewhere.</param>
/// <param name="NoChange">As if none of the others had changed.</param>
/// <param name="RegressionImputed">Missing last scores predicted from first scores.</param>
/// <param name="InverseProbability">Families with both scores, each weighted by
/// the inverse of its chance, given the first score, of having a last one.</param>
/// <param name="Delta">For one to five points, at most a quarter of the scale.</param>
/// <param name="ReliableImprovement">Bounds of the share who reliably improved, out of all who started.</param>
public sealed record SensitivityLine(
    int Started,
    double? Missing,
    double? Completers,
    double? NoChange,
    double? RegressionImputed,
    double? InverseProbability,
    IReadOnlyList<DeltaLine>? Delta,
    RateBoundsLine? ReliableImprovement
)
{
    private const int MostPoints = 5;
    private const double LargestShareOfScale = 0.25;

    /// <param name="scores">Every case with a first score.</param>
    /// <param name="reliable">Classes of reliable change of the cases with both scores.</param>
    /// <param name="reasons">Takes the reasons for undefined figures.</param>
    public static SensitivityLine? Of(
        Measure measure,
        IReadOnlyList<ScorePair> scores,
        ReliableChangeLine? reliable,
        IDictionary<string, string> reasons
    )
    {
        if (measure.Sign is not { } sign || measure.Code == PairFigures.GoalBasedOutcomes)
        {
            reasons[Name("")] = measure.Sign is null ? "NO_DIRECTION" : "GOALS_DIFFER";
            return null;
        }

        var found = ChangeSensitivity.Of([.. scores.Select(one => new StartedCase(one.First, one.Last, []))]);
        DeltaLine[] delta =
        [
            .. from points in Enumerable.Range(1, MostPoints)
            where points <= LargestShareOfScale * (measure.Maximum - measure.Minimum)
            let mean = found.DeltaAdjusted(points, sign).ValueOrNull()
            where mean is not null
            select new DeltaLine(points, sign * mean.Value),
        ];
        if (found.RegressionImputed.WhyUndefined is { } why)
            reasons[Name("delta")] = Codes.Of(why);
        else if (delta.Length == 0)
            reasons[Name("delta")] = "SCALE_TOO_SHORT";
        if (reliable is null)
            reasons[Name("reliableImprovement")] = reasons["reliableChange"];
        var bounds = reliable is null
            ? null
            : RateBounds.Of(reliable.Improved, reliable.Improved + reliable.NoChange + reliable.Deteriorated, scores.Count);
        return new SensitivityLine(
            scores.Count,
            reasons.Read(Name("missing"), found.Missing),
            sign * reasons.Read(Name("completers"), found.Completers),
            sign * reasons.Read(Name("noChange"), found.NoChange),
            sign * reasons.Read(Name("regressionImputed"), found.RegressionImputed),
            sign * reasons.Read(Name("inverseProbability"), found.InverseProbability),
            delta.Length > 0 ? delta : null,
            bounds is null
                ? null
                : new RateBoundsLine(
                    reasons.Read(Name("reliableImprovement.observed"), bounds.Observed),
                    reasons.Read(Name("reliableImprovement.worst"), bounds.Worst),
                    reasons.Read(Name("reliableImprovement.best"), bounds.Best)
                )
        );
    }

    private static string Name(string member) => member.Length == 0 ? "attrition.sensitivity" : "attrition.sensitivity." + member;
}
