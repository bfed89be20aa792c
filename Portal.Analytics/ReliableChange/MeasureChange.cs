namespace Portal.Analytics.ReliableChange;

/// <summary>One person's outcome on one measure.</summary>
public enum ChangeCategory
{
    /// <summary>Reliably better, from the clinical into the non-clinical range.</summary>
    Recovered,

    /// <summary>Reliably better without crossing the cut-off.</summary>
    Improved,

    /// <summary>Within measurement error.</summary>
    Unchanged,

    /// <summary>Reliably worse.</summary>
    Deteriorated,
}

/// <summary>One person's change on one measure, judged.</summary>
/// <param name="Class">Against measurement error alone.</param>
/// <param name="StartedClinical">Whether the first score was in the clinical range; <c>null</c> for a measure without cut-off.</param>
/// <param name="EndedClinical">Whether the last score was; <c>null</c> for a measure without cut-off.</param>
public sealed record MeasureChange(ReliableChangeClass Class, bool? StartedClinical, bool? EndedClinical)
{
    /// <summary>Class and cut-off combined; without a cut-off nobody counts as recovered.</summary>
    public ChangeCategory Category =>
        Class switch
        {
            ReliableChangeClass.NoChange => ChangeCategory.Unchanged,
            ReliableChangeClass.Deteriorated => ChangeCategory.Deteriorated,
            _ => this is { StartedClinical: true, EndedClinical: false } ? ChangeCategory.Recovered : ChangeCategory.Improved,
        };
}

/// <summary>How change on one measure is judged.</summary>
/// <param name="Rule">When a change is reliable.</param>
/// <param name="CutOff">Where the clinical range ends; <c>null</c> when the measure has no cut-off.</param>
/// <param name="Sign">+1 when a higher score is better, -1 when a lower one is.</param>
/// <param name="Step">Smallest difference between two scores, above 0.</param>
public sealed record MeasureRule(ReliableChangeRule Rule, ClinicalCutOff? CutOff, int Sign, double Step)
{
    /// <summary>Judges one pair of scores.</summary>
    /// <param name="first">First score, or <c>null</c>.</param>
    /// <param name="last">Last score, or <c>null</c>.</param>
    /// <returns>The judgement; <c>null</c> when either score is missing.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A score is not finite, or the sign or the step is outside its range.</exception>
    public MeasureChange? Judge(double? first, double? last) =>
        first is { } start && last is { } end
            ? new MeasureChange(Rule.Classify(Require.Sign(Sign) * (end - start), Step), CutOff?.IsClinical(start), CutOff?.IsClinical(end))
            : null;
}
