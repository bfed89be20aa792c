using Portal.Analytics.Disclosure.Frozen;

namespace Portal.Api.Releases.Lattice;

/// <summary>Codes of what a released cell counts or estimates. They never change, because releases never do.</summary>
public static class Statistics
{
    /// <summary>PROFILE: cases referred. Over the four quarters without a dimension, over the financial year with one.</summary>
    public const string Referrals = "REFERRALS";

    /// <summary>PROFILE: a band's share of all cases referred, in per cent.</summary>
    public const string ReferralsShare = "REFERRALS_SHARE";

    /// <summary>PROFILE, the item is a risk: cases where it was present, absent or not known, over the four quarters.</summary>
    public const string RiskPresent = "RISK_PRESENT";
    public const string RiskAbsent = "RISK_ABSENT";
    public const string RiskNotKnown = "RISK_NOT_KNOWN";

    /// <summary>PROFILE, the item is a risk: share with the risk among cases where it is known, in per cent.</summary>
    public const string RiskShare = "RISK_SHARE";

    /// <summary>
    /// OUTCOME, the item is a measure: closed cases with a first score that have, or lack, a last one, and the share that have one.
    /// </summary>
    public const string WithLastScore = OneNumber.PairsCounted;
    public const string WithoutLastScore = "WITHOUT_LAST_SCORE";
    public const string Completion = "COMPLETION";

    /// <summary>OUTCOME: standard deviation of all first scores, in points. It standardises changes until the next release.</summary>
    public const string BaselineSd = "BASELINE_SD";

    /// <summary>OUTCOME: mean of the first scores, and of the last, of the cases that have both, in points.</summary>
    public const string MeanFirst = "MEAN_FIRST";
    public const string MeanLast = "MEAN_LAST";

    /// <summary>
    /// OUTCOME: mean change of all cases whatever their service, in points, positive being better. Only this statistic has dimensions.
    /// </summary>
    public const string MeanChange = "MEAN_CHANGE";

    /// <summary>OUTCOME: change pooled over services, in points and in baseline standard deviations; positive is better.</summary>
    public const string PooledChange = "POOLED_CHANGE";
    public const string PooledChangeStandardised = "POOLED_CHANGE_SD";

    /// <summary>OUTCOME: standardised mean change of all cases as one sample; positive is better.</summary>
    public const string EffectSmcrh = "EFFECT_SMCRH";
    public const string EffectSmcc = "EFFECT_SMCC";

    /// <summary>OUTCOME: classes of reliable change.</summary>
    public const string ReliablyImproved = "RELIABLY_IMPROVED";
    public const string NoReliableChange = "NO_RELIABLE_CHANGE";
    public const string ReliablyDeteriorated = "RELIABLY_DETERIORATED";

    /// <summary>
    /// OUTCOME, only in what one service sees of itself: observed minus expected change given case mix, in points, positive being better.
    /// </summary>
    public const string AdjustedDifference = "ADJUSTED_DIFFERENCE";
}
