using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moments;

namespace Portal.Analytics.Attrition;

/// <summary>First scores of completers beside those of families without a last score.</summary>
/// <param name="Completed">Moments of the completers' first scores.</param>
/// <param name="NotCompleted">Moments of the others'.</param>
/// <param name="Difference">Hedges g, completers minus the others; positive when completers started higher.</param>
/// <param name="Test">
/// The same difference in points with Welch's test; undefined below two cases in a group or without any variation.
/// </param>
/// <remarks>Source: Hedges (1981); Welch (1947). Checked against Reference/attrition.json.</remarks>
public sealed record BaselineComparison(
    SampleMoments Completed,
    SampleMoments NotCompleted,
    Estimated<EffectSize> Difference,
    Estimated<MeanDifference> Test
)
{
    /// <summary>Compares the two groups.</summary>
    /// <param name="cases">Families with a first score.</param>
    /// <param name="level">Two-sided coverage of both intervals as a fraction in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A score is not finite or the level is outside its range.</exception>
    public static BaselineComparison Of(IReadOnlyCollection<StartedCase> cases, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(cases);
        SampleMoments First(bool completed) =>
            SampleMoments.OfValues(cases.Where(one => one.Last is not null == completed).Select(one => one.First));

        var (completed, others) = (First(true), First(false));
        return new BaselineComparison(
            completed,
            others,
            HedgesG.For(completed, others, level),
            MeanDifference.For(completed, others, level)
        );
    }
}
