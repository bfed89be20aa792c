namespace Portal.Api.Extracts;

/// <summary>Which way a score moves when things get better.</summary>
public enum Direction
{
    HigherBetter,
    LowerBetter,

    /// <summary>Both extremes are problematic: description only, never improvement.</summary>
    MidrangeBetter,
}

/// <summary>A measure and subscale of the catalogue, <c>measures.csv</c>.</summary>
/// <param name="Code">Measure code, such as <c>HADS</c>.</param>
/// <param name="Subscale">Subscale code; empty for a measure with one score.</param>
/// <param name="Name">Full name of the measure.</param>
/// <param name="SubscaleName">Full name of the subscale or score; may be empty.</param>
/// <param name="Construct">child_wellbeing, caregiving_relationship, parent_wellbeing, goals or experience.</param>
/// <param name="Respondents">Codes of who may give the ratings.</param>
/// <param name="Minimum">Lowest possible score.</param>
/// <param name="Maximum">Highest possible score.</param>
/// <param name="Step">Smallest difference between two scores.</param>
/// <param name="Direction">Which way is better.</param>
/// <param name="CutOff">Clinical cut-off in points, if published.</param>
/// <param name="CutOffSide">The clinical side: <c>&gt;=</c>, <c>&lt;=</c> or <c>&lt;</c>; empty without a cut-off.</param>
/// <param name="Reliability">Reliability coefficient in (0, 1), if known.</param>
/// <param name="ReliabilityKind">alpha, test_retest or icc; empty if unknown.</param>
/// <param name="NormativeSd">Published standard deviation in points, if known.</param>
/// <param name="ReliableChange">Published reliable change in points (at least this many), if any.</param>
/// <param name="AntenatalOnly">Used in pregnancy only.</param>
/// <param name="Headline">Shown first in lists.</param>
/// <param name="EffectSize">Whether an effect size may be computed.</param>
/// <param name="Caution">What to bear in mind; may be empty.</param>
/// <param name="Evidence">Which of these values are verified.</param>
public sealed record Measure(
    string Code,
    string Subscale,
    string Name,
    string SubscaleName,
    string Construct,
    IReadOnlyList<string> Respondents,
    double Minimum,
    double Maximum,
    double Step,
    Direction Direction,
    double? CutOff,
    string CutOffSide,
    double? Reliability,
    string ReliabilityKind,
    double? NormativeSd,
    double? ReliableChange,
    bool AntenatalOnly,
    bool Headline,
    bool EffectSize,
    string Caution,
    string Evidence
)
{
    /// <summary>Whether a code is one of a measure that a network added: <c>L_</c> and more, as no published measure has it.</summary>
    public static bool IsLocalCode(string code) => code.StartsWith("L_", StringComparison.Ordinal);

    /// <summary>Name for people: <c>Hospital Anxiety and Depression Scale: Anxiety</c>.</summary>
    public string FullName => SubscaleName.Length == 0 ? Name : $"{Name}: {SubscaleName}";

    // Steps such as 0.01 are not exact in binary.
    private const double Rounding = 1e-6;

    /// <summary>Whether the measure's steps lead from its lowest score to this one; its range is not asked.</summary>
    public bool CanGive(double score) => (score - Minimum) / Step is var steps && Math.Abs(steps - Math.Round(steps)) <= Rounding;

    /// <summary>+1 when a higher score is better, -1 when lower is, <c>null</c> when neither.</summary>
    public int? Sign =>
        Direction switch
        {
            Direction.HigherBetter => 1,
            Direction.LowerBetter => -1,
            _ => null,
        };
}
