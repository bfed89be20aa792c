using Portal.Analytics;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.ReliableChange;
using Portal.Api.Answers;
using Portal.Api.Extracts;
using Portal.Api.Records;

namespace Portal.Api.Outcomes;

/// <summary>From moments to the figures of one measure: each figure is defined, or named among the reasons.</summary>
public static class MeasureFigures
{
    /// <summary>Below this many pairs a figure is exact but says little.</summary>
    public const int LowPrecisionBelow = 10;

    private const string GoalBasedOutcomes = "GBO";

    /// <summary>The figures of one measure and subscale from moments, of one service or of several merged.</summary>
    /// <param name="standardiser">The SD that standardises, or <c>null</c> when there is none yet.</param>
    public static MeasureOutcome Of(Measure measure, string cohort, int eligible, MeasureMoments moments, Standardiser? standardiser)
    {
        var reasons = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var pairs = moments.Pairs;
        if (moments.Baselines.N == 0)
            reasons["completion"] = Codes.Of(UndefinedBecause.NoCases);
        if (pairs.N == 0)
            reasons["preMean"] = reasons["postMean"] = Codes.Of(UndefinedBecause.NoCases);
        var change = Improvement(measure, MeanChangeEstimate.For(pairs), reasons);
        return new MeasureOutcome(
            measure.Code, measure.Subscale, measure.FullName, measure.Construct, DirectionCode(measure.Direction), "points", cohort, eligible,
            moments.Baselines.N, pairs.N, moments.Baselines.N == 0 ? null : (double)pairs.N / moments.Baselines.N, pairs.N < LowPrecisionBelow,
            pairs.N == 0 ? null : pairs.MeanFirst, Known("preSd", pairs.SdFirst, reasons), pairs.N == 0 ? null : pairs.MeanLast,
            Known("postSd", pairs.SdLast, reasons), Known("correlation", pairs.Correlation, reasons), change, Standardise(change, standardiser, measure, reasons),
            Effects(measure, moments, reasons), null, null, Attrition(measure, moments, reasons), reasons);
    }

    /// <summary>Adds what only the pairs themselves can tell: classes of reliable change and crossings of the cut-off.</summary>
    public static MeasureOutcome WithPairs(this MeasureOutcome outcome, Measure measure, IReadOnlyList<ScorePair> pairs, Standardiser? standardiser)
    {
        var reasons = new SortedDictionary<string, string>(outcome.Reasons.ToDictionary(), StringComparer.Ordinal);
        var rule = Rule(measure, standardiser);
        if (rule is null || measure.Sign is null)
            reasons["reliableChange"] = measure.Sign is null ? "NO_DIRECTION" : measure.Reliability is null ? "NO_RELIABILITY" : "NO_STANDARD_DEVIATION";
        if (measure.CutOff is null)
            reasons["clinical"] = "NO_CUT_OFF";
        return outcome with
        {
            ReliableChange = rule is null || measure.Sign is not { } sign ? null : Classes(measure, rule.Value, sign, pairs),
            Clinical = measure.CutOff is null ? null : Clinical(measure, rule?.Rule, pairs),
            Reasons = reasons,
        };
    }

    private static string DirectionCode(Direction direction) => direction switch
    {
        Direction.HigherBetter => "higher_better",
        Direction.LowerBetter => "lower_better",
        _ => "midrange_better",
    };

    private static IntervalEstimate? Improvement(Measure measure, Estimated<MeanChangeEstimate> change, SortedDictionary<string, string> reasons)
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
                // Everybody changed alike: an interval without width would read as certainty.
                reasons["meanImprovement.low"] = reasons["meanImprovement.high"] = Codes.Of(UndefinedBecause.NoVariation);
                return new IntervalEstimate(improvement.Estimate, null, null);
            }

            return new IntervalEstimate(improvement.Estimate, improvement.Interval.Low, improvement.Interval.High);
        }

        reasons["meanImprovement"] = Reason(change.WhyUndefined);
        return null;
    }

    private static StandardisedEstimate? Standardise(
        IntervalEstimate? improvement, Standardiser? standardiser, Measure measure, SortedDictionary<string, string> reasons)
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
        foreach (var (kind, effect) in new[] { ("SMCRH", StandardisedChange.Smcrh(moments.Pairs)), ("SMCC", StandardisedChange.Smcc(moments.Pairs)) })
        {
            if (effect is Estimated<EffectSize>.Defined { Value: var found } && found.Oriented(sign) is var better)
                lines.Add(new EffectSizeLine(kind, better.Estimate, better.Variance, better.Interval.Low, better.Interval.High));
            else
                reasons["effectSizes." + kind] = Reason(effect.WhyUndefined);
        }

        return lines;
    }

    private static AttritionLine? Attrition(Measure measure, MeasureMoments moments, SortedDictionary<string, string> reasons)
    {
        // A case's goals are averaged over those with both scores, so the completers' baselines are not part of all baselines.
        if (measure.Code == GoalBasedOutcomes)
        {
            reasons["attrition"] = "GOALS_DIFFER";
            return null;
        }

        var completers = moments.Pairs.First;
        var difference = HedgesG.For(completers, moments.Baselines.Without(completers));
        if (difference is Estimated<EffectSize>.Defined { Value: var found })
            return new AttritionLine(new EffectSizeDifference("HEDGES_G", found.Estimate, found.Interval.Low, found.Interval.High));
        reasons["attrition"] = Reason(difference.WhyUndefined);
        return null;
    }

    private static (ReliableChangeRule Rule, string Basis)? Rule(Measure measure, Standardiser? standardiser)
    {
        if (measure.ReliableChange is { } points)
            return (ReliableChangeRule.Published(points), "CATALOGUE");
        if (measure.Reliability is not { } reliability || standardiser is null)
            return null;
        return (ReliableChangeRule.JacobsonTruax(standardiser.Sd, reliability), measure.ReliabilityKind == "alpha" ? "JT_ALPHA" : "JT_TEST_RETEST");
    }

    private static ReliableChangeLine Classes(Measure measure, (ReliableChangeRule Rule, string Basis) rule, int sign, IReadOnlyList<ScorePair> pairs)
    {
        var classes = pairs.CountBy(pair => rule.Rule.Classify(sign * (pair.Last - pair.First), Step(measure))).ToDictionary();
        return new ReliableChangeLine(
            rule.Rule.Threshold, rule.Basis, classes.GetValueOrDefault(ReliableChangeClass.Improved), classes.GetValueOrDefault(ReliableChangeClass.NoChange),
            classes.GetValueOrDefault(ReliableChangeClass.Deteriorated));
    }

    private static ClinicalLine Clinical(Measure measure, ReliableChangeRule? rule, IReadOnlyList<ScorePair> pairs)
    {
        var started = pairs.Where(pair => IsClinical(measure, pair.First)).ToList();
        var recovered = started.Where(pair => !IsClinical(measure, pair.Last)).ToList();
        int? reliably = rule is null || measure.Sign is not { } sign
            ? null
            : recovered.Count(pair => rule.Classify(sign * (pair.Last - pair.First), Step(measure)) == ReliableChangeClass.Improved);
        return new ClinicalLine(started.Count, recovered.Count, reliably);
    }

    // A mean of up to three goals moves in halves and thirds of a point.
    private static double Step(Measure measure) => measure.Code == GoalBasedOutcomes ? measure.Step / 6 : measure.Step;

    private static bool IsClinical(Measure measure, double score) => measure.CutOffSide switch
    {
        ">=" => score >= measure.CutOff,
        "<=" => score <= measure.CutOff,
        "<" => score < measure.CutOff,
        _ => throw new InvalidOperationException($"The cut-off of {measure.Code} has no side."),
    };

    private static double? Known(string field, Estimated<double> value, SortedDictionary<string, string> reasons)
    {
        if (value is Estimated<double>.Defined { Value: var known })
            return known;
        reasons[field] = Reason(value.WhyUndefined);
        return null;
    }

    private static string Reason(UndefinedBecause? why) => Codes.Of(why ?? UndefinedBecause.NotEstimable);
}
