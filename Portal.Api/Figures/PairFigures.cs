using Portal.Analytics.ReliableChange;
using Portal.Api.Answers;
using Portal.Api.Extracts;
using Portal.Api.Records;

namespace Portal.Api.Figures;

/// <summary>Figures that need the scores themselves; moments are not enough.</summary>
public static class PairFigures
{
    /// <summary>The measure whose score is a mean over a family's own goals.</summary>
    public const string GoalBasedOutcomes = "GBO";

    /// <summary>
    /// Adds classes of reliable change, crossings of the cut-off, the ends
    /// of the scale, and the effect that missing last scores could have.
    /// </summary>
    /// <param name="scores">Every family with a first score.</param>
    public static MeasureOutcome WithScores(
        this MeasureOutcome outcome,
        Measure measure,
        IReadOnlyList<ScorePair> scores,
        Standardiser? standardiser
    )
    {
        var reasons = new SortedDictionary<string, string>(outcome.Reasons.ToDictionary(), StringComparer.Ordinal);
        ScorePair[] pairs = [.. scores.Where(one => one.Last is not null)];
        var rule = ReliableRule(measure, standardiser);
        if (rule is null || measure.Sign is null)
            reasons["reliableChange"] =
                measure.Sign is null ? "NO_DIRECTION"
                : measure.Reliability is null ? "NO_RELIABILITY"
                : "NO_STANDARD_DEVIATION";
        else if (pairs.Length == 0)
            reasons["reliableChange.rates"] = "NO_CASES";
        if (measure.CutOff is null)
            reasons["clinical"] = "NO_CUT_OFF";
        var reliable = rule is null || measure.Sign is not { } sign ? null : Classes(measure, rule.Value, sign, pairs);
        var clinical = measure.CutOff is null ? null : Clinical(measure, rule?.Rule, pairs);
        if (clinical is { AboveCutOffAtStart: 0 })
            reasons["clinical.recoveryRate"] = reasons["clinical.reliableRecoveryRate"] = "NONE_BEYOND_CUT_OFF";
        else if (clinical is { ReliableRecoveryRate: null })
            reasons["clinical.reliableRecoveryRate"] = reasons["reliableChange"];
        return outcome with
        {
            ReliableChange = reliable,
            Clinical = clinical,
            FloorCeiling = Ends(measure, scores, pairs),
            Attrition = outcome.Attrition with { Sensitivity = SensitivityLine.Of(measure, scores, reliable, reasons) },
            Reasons = reasons,
        };
    }

    /// <summary>
    /// The rule for a reliable change of the measure and what the rule is based on; <c>null</c> when the catalogue gives no basis.
    /// </summary>
    public static (ReliableChangeRule Rule, string Basis)? ReliableRule(Measure measure, Standardiser? standardiser)
    {
        if (measure.ReliableChange is { } points)
            return (ReliableChangeRule.Published(points), "CATALOGUE");
        if (measure.Reliability is not { } reliability || standardiser is null)
            return null;
        return (
            ReliableChangeRule.JacobsonTruax(standardiser.Sd, reliability),
            measure.ReliabilityKind == "alpha" ? "JT_ALPHA" : "JT_TEST_RETEST"
        );
    }

    private static ReliableChangeLine Classes(Measure measure, (ReliableChangeRule Rule, string Basis) rule, int sign, ScorePair[] pairs)
    {
        var classes = pairs.CountBy(pair => rule.Rule.Classify(sign * Change(pair), Step(measure, pair.Averaged))).ToDictionary();
        var improved = classes.GetValueOrDefault(ReliableChangeClass.Improved);
        var same = classes.GetValueOrDefault(ReliableChangeClass.NoChange);
        var deteriorated = classes.GetValueOrDefault(ReliableChangeClass.Deteriorated);
        return new ReliableChangeLine(
            rule.Rule.Threshold,
            rule.Basis,
            improved,
            same,
            deteriorated,
            new ReliableChangeRates(
                Share.Among(improved, pairs.Length),
                Share.Among(same, pairs.Length),
                Share.Among(deteriorated, pairs.Length)
            )
        );
    }

    private static ClinicalLine Clinical(Measure measure, ReliableChangeRule? rule, ScorePair[] pairs)
    {
        var started = pairs.Where(pair => IsClinical(measure, pair.First)).ToList();
        var recovered = started.Where(pair => !IsClinical(measure, pair.Last!.Value)).ToList();
        int? reliably =
            rule is null || measure.Sign is not { } sign
                ? null
                : recovered.Count(pair => rule.Classify(sign * Change(pair), Step(measure, pair.Averaged)) == ReliableChangeClass.Improved);
        return new ClinicalLine(
            started.Count,
            recovered.Count,
            reliably,
            Share.Among(recovered.Count, started.Count),
            reliably is { } known ? Share.Among(known, started.Count) : null
        );
    }

    private static FloorCeilingLine Ends(Measure measure, IReadOnlyList<ScorePair> scores, ScorePair[] pairs) =>
        new(
            Share.Among(scores.Count(one => one.First <= measure.Minimum), scores.Count),
            Share.Among(scores.Count(one => one.First >= measure.Maximum), scores.Count),
            Share.Among(pairs.Count(pair => pair.Last <= measure.Minimum), pairs.Length),
            Share.Among(pairs.Count(pair => pair.Last >= measure.Maximum), pairs.Length)
        );

    /// <summary>
    /// The smallest difference between two scores of a family. A mean of up to three goals moves in halves and thirds of a point, and a
    /// mean over several pairs in parts of that.
    /// </summary>
    /// <param name="averaged">How many pairs the scores are means of, 1 or more.</param>
    public static double Step(Measure measure, int averaged) =>
        (measure.Code == GoalBasedOutcomes ? measure.Step / 6 : measure.Step) / averaged;

    private static double Change(ScorePair pair) => pair.Last!.Value - pair.First;

    private static bool IsClinical(Measure measure, double score) =>
        measure.CutOffSide switch
        {
            ">=" => score >= measure.CutOff,
            "<=" => score <= measure.CutOff,
            "<" => score < measure.CutOff,
            _ => throw new InvalidOperationException($"The cut-off of {measure.Code} has no side."),
        };
}
