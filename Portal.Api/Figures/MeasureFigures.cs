using Portal.Analytics;
using Portal.Analytics.EffectSizes;
using Portal.Api.Answers;
using Portal.Api.Extracts;
using Portal.Api.Records;

namespace Portal.Api.Figures;

/// <summary>Turns moments into the figures of one measure. A figure is either defined or listed among the reasons.</summary>
public static class MeasureFigures
{
    /// <summary>With fewer pairs than this, a figure is exact but says little.</summary>
    public const int LowPrecisionBelow = 10;

    /// <summary>The figures of one measure and subscale, from the moments of one service or of several merged.</summary>
    /// <param name="standardiser">The SD to standardise by, or <c>null</c> when there is none yet.</param>
    public static MeasureOutcome Of(Measure measure, string cohort, int eligible, MeasureMoments moments, Standardiser? standardiser)
    {
        var reasons = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var pairs = moments.Pairs;
        if (moments.Baselines.N == 0)
            reasons["completion"] = Codes.Of(UndefinedBecause.NoCases);
        if (pairs.N == 0)
            reasons["preMean"] = reasons["postMean"] = Codes.Of(UndefinedBecause.NoCases);
        reasons["regressionToMean"] = "NO_NORM";
        var change = Improvement(measure, MeanChangeEstimate.For(pairs), reasons);
        return new MeasureOutcome(
            measure.Code,
            measure.Subscale,
            measure.FullName,
            measure.Construct,
            DirectionCode(measure.Direction),
            "points",
            cohort,
            eligible,
            moments.Baselines.N,
            pairs.N,
            moments.Baselines.N == 0 ? null : (double)pairs.N / moments.Baselines.N,
            pairs.N < LowPrecisionBelow,
            pairs.N == 0 ? null : pairs.MeanFirst,
            Known("preSd", pairs.SdFirst, reasons),
            pairs.N == 0 ? null : pairs.MeanLast,
            Known("postSd", pairs.SdLast, reasons),
            Known("correlation", pairs.Correlation, reasons),
            change,
            Standardise(change, standardiser, measure, reasons),
            Effects(measure, moments, reasons),
            null,
            null,
            Attrition(measure, moments, reasons),
            null,
            null,
            reasons
        );
    }

    private static string DirectionCode(Direction direction) =>
        direction switch
        {
            Direction.HigherBetter => "higher_better",
            Direction.LowerBetter => "lower_better",
            _ => "midrange_better",
        };

    private static IntervalEstimate? Improvement(
        Measure measure,
        Estimated<MeanChangeEstimate> change,
        SortedDictionary<string, string> reasons
    )
    {
        if (measure.Sign is not { } sign)
        {
            reasons["meanImprovement"] = "NO_DIRECTION";
            return null;
        }

        if (change is Estimated<MeanChangeEstimate>.Defined { Value: var found })
        {
            var improvement = found.Oriented(sign);
            if (found.StandardError == 0)
            {
                // Everybody changed by the same amount; an interval of no width would look like certainty.
                reasons["meanImprovement.low"] = reasons["meanImprovement.high"] = Codes.Of(UndefinedBecause.NoVariation);
                return new IntervalEstimate(improvement.Estimate, null, null);
            }

            return new IntervalEstimate(improvement.Estimate, improvement.Interval.Low, improvement.Interval.High);
        }

        reasons["meanImprovement"] = Reason(change.WhyUndefined);
        return null;
    }

    private static StandardisedEstimate? Standardise(
        IntervalEstimate? improvement,
        Standardiser? standardiser,
        Measure measure,
        SortedDictionary<string, string> reasons
    )
    {
        if (!measure.EffectSize)
            reasons["standardised"] = "NOT_SUITABLE_FOR_EFFECT_SIZES";
        else if (standardiser is null)
            reasons["standardised"] = "NO_STANDARD_DEVIATION";
        else if (improvement is null)
            reasons["standardised"] = reasons["meanImprovement"];
        else
            return standardiser.Apply(improvement);
        return null;
    }

    private static List<EffectSizeLine>? Effects(Measure measure, MeasureMoments moments, SortedDictionary<string, string> reasons)
    {
        if (!measure.EffectSize || measure.Sign is not { } sign)
        {
            reasons["effectSizes"] = "NOT_SUITABLE_FOR_EFFECT_SIZES";
            return null;
        }

        var lines = new List<EffectSizeLine>();
        foreach (
            var (kind, effect) in new[]
            {
                ("SMCRH", StandardisedChange.Smcrh(moments.Pairs)),
                ("SMCC", StandardisedChange.Smcc(moments.Pairs)),
            }
        )
        {
            if (effect is Estimated<EffectSize>.Defined { Value: var found } && found.Oriented(sign) is var better)
                lines.Add(new EffectSizeLine(kind, better.Estimate, better.Variance, better.Interval.Low, better.Interval.High));
            else
                reasons["effectSizes." + kind] = Reason(effect.WhyUndefined);
        }

        return lines;
    }

    private static AttritionLine Attrition(Measure measure, MeasureMoments moments, SortedDictionary<string, string> reasons) =>
        new(Share.Among(moments.Pairs.N, moments.Baselines.N), BaselineDifference(measure, moments, reasons), null);

    private static EffectSizeDifference? BaselineDifference(
        Measure measure,
        MeasureMoments moments,
        SortedDictionary<string, string> reasons
    )
    {
        // A case's goals are averaged over those with both scores, so the completers' baselines are not a subset of all baselines.
        if (measure.Code == PairFigures.GoalBasedOutcomes)
        {
            reasons["attrition.baselineDifference"] = "GOALS_DIFFER";
            return null;
        }

        var completers = moments.Pairs.First;
        var difference = HedgesG.For(completers, moments.Baselines.Without(completers));
        if (difference is Estimated<EffectSize>.Defined { Value: var found })
            return new EffectSizeDifference("HEDGES_G", found.Estimate, found.Interval.Low, found.Interval.High);
        reasons["attrition.baselineDifference"] = Reason(difference.WhyUndefined);
        return null;
    }

    private static double? Known(string field, Estimated<double> value, SortedDictionary<string, string> reasons)
    {
        if (value is Estimated<double>.Defined { Value: var known })
            return known;
        reasons[field] = Reason(value.WhyUndefined);
        return null;
    }

    private static string Reason(UndefinedBecause? why) => Codes.Of(why ?? UndefinedBecause.NotEstimable);
}
