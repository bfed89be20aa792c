using Portal.Analytics;
using Portal.Analytics.Pooling;
using Portal.Api.Answers;

namespace Portal.Api.Calculator;

/// <summary>A study that cannot be pooled, and why, as a code.</summary>
internal sealed record RefusedStudy(string Label, string Reason);

/// <summary>All of them, as the answer holds them.</summary>
internal sealed record RefusedStudies(IReadOnlyList<RefusedStudy> Studies);

/// <summary>Why studies cannot be pooled, by code and in a sentence that names them.</summary>
internal static class StudyRefusals
{
    private const string TooFewFamilies = "N_BELOW_TWO";
    private const string FiguresMissing = "FIGURES_MISSING";
    private const string FiguresTwice = "EFFECT_AND_FIGURES";
    private const string KindUnknown = "KIND_UNKNOWN";
    private const string CorrelationOutOfRange = "CORRELATION_OUT_OF_RANGE";
    private const string SpreadNegative = "SD_NEGATIVE";

    /// <summary>422 with every study and its reason.</summary>
    public static Refusal Of(IReadOnlyList<RefusedStudy> studies) =>
        new(
            StatusCodes.Status422UnprocessableEntity,
            "STUDIES_REFUSED",
            "Nothing was pooled, and nothing is left out silently. " + string.Join(' ', Sentences(studies)),
            new RefusedStudies(studies)
        );

    private static IEnumerable<string> Sentences(IReadOnlyList<RefusedStudy> studies)
    {
        foreach (var reason in studies.GroupBy(study => study.Reason))
        {
            var words = Words.GetValueOrDefault(reason.Key, "the figures cannot be pooled.");
            string[] labels = [.. reason.Select(study => study.Label).Where(label => label.Length > 0)];
            yield return labels.Length == 0 ? Capital(words) : $"{Listed(labels)}: {words}";
        }
    }

    private static string Listed(string[] labels) =>
        string.Join(", ", labels.Take(10)) + (labels.Length > 10 ? FormattableString.Invariant($" and {labels.Length - 10} more") : "");

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        [Codes.Of(RefusedBecause.InvalidVariance)] = "the variance must be finite and above 0.",
        [Codes.Of(RefusedBecause.EffectNotFinite)] = "the effect must be a finite number.",
        [Codes.Of(RefusedBecause.ScaleTooWide)] = "the effects or variances are too many orders of magnitude apart.",
        [Codes.Of(UndefinedBecause.InconsistentInput)] = "the summary figures do not agree with each other.",
        [Codes.Of(UndefinedBecause.TooFewCases)] = "there are too few families for this effect.",
        [TooFewFamilies] = "n must be at least 2.",
        [FiguresMissing] = "give effect and variance, or all of n, preMean, preSd, postMean, postSd and correlation with a kind.",
        [FiguresTwice] = "give effect and variance, or summary figures, but not both.",
        [KindUnknown] = "kind is MC, SMCR, SMCRH or SMCC.",
        [CorrelationOutOfRange] = "the correlation must be between -1 and 1.",
        [SpreadNegative] = "a standard deviation cannot be negative.",
    };

    /// <summary>The same for what the engine refused.</summary>
    public static Refusal Of(IReadOnlyList<PoolingRefusal> refusals) =>
        Of([.. refusals.Select(reason => new RefusedStudy(reason.Label ?? "", Codes.Of(reason.Reason)))]);

    /// <summary>What is wrong with the figures of one study before anything is computed, as a code; <c>null</c> when nothing is.</summary>
    public static string? Reason(StudyInput input)
    {
        var isEffect = input.Effect is not null || input.Variance is not null;
        var isSummary = EffectScale.HasSummary(input);
        if (input.Kind is not null && !EffectScale.IsKnown(input.Kind))
            return KindUnknown;
        if (isEffect && isSummary)
            return FiguresTwice;
        if (isEffect ? input is not { Effect: not null, Variance: not null } : input.Kind is null || !EffectScale.IsWhole(input))
            return FiguresMissing;
        return input switch
        {
            { N: < 2 } => TooFewFamilies,
            { Correlation: < -1 or > 1 } => CorrelationOutOfRange,
            { PreSd: < 0 } or { PostSd: < 0 } => SpreadNegative,
            _ => null,
        };
    }
}
