using Portal.Api.Answers;

namespace Portal.Api.Calculator;

/// <summary>The scale on which an effect is. Effects on different scales cannot be pooled.</summary>
/// <remarks>Source: docs/statistics.md, "Pooling over services".</remarks>
internal static class EffectScale
{
    private const string Unstated = "on a scale that is not stated";

    private static readonly Dictionary<string, string> Scales = new(StringComparer.Ordinal)
    {
        ["MC"] = "in points",
        ["SMCR"] = "in standard deviations of the first scores",
        ["SMCRH"] = "in standard deviations of the first scores",
        ["SMCC"] = "in standard deviations of the changes",
    };

    public static bool IsKnown(string kind) => Scales.ContainsKey(kind);

    /// <summary>Whether any summary figure is given; the number of families alone is none.</summary>
    public static bool HasSummary(StudyInput input) =>
        input.PreMean is not null
        || input.PreSd is not null
        || input.PostMean is not null
        || input.PostSd is not null
        || input.Correlation is not null;

    /// <summary>Whether every summary figure is given.</summary>
    public static bool IsWhole(StudyInput input) =>
        input is { N: not null, PreMean: not null, PreSd: not null, PostMean: not null, PostSd: not null, Correlation: not null };

    /// <summary>The label of a study, or its number in the request.</summary>
    public static string LabelOf(StudyInput input, int place) =>
        string.IsNullOrWhiteSpace(input.Label) ? FormattableString.Invariant($"study {place + 1}") : input.Label;

    /// <summary>The refusal of effects on different scales; <c>null</c> when all are on one.</summary>
    public static Refusal? Mixed(IReadOnlyList<StudyInput> studies)
    {
        var scales = studies
            .Select((study, place) => (Scale: Of(study), Label: LabelOf(study, place)))
            .Where(one => one.Scale is not null)
            .DistinctBy(one => one.Scale)
            .ToArray();
        if (scales.Length < 2)
            return null;
        var one = string.Join(", ", scales.Select(scale => $"{scale.Label} is {scale.Scale}"));
        var unstated = scales.Any(scale => scale.Scale == Unstated)
            ? " Where an effect is given beside summary figures, its kind says on which scale it is."
            : "";
        return new Refusal(
            StatusCodes.Status422UnprocessableEntity,
            "EFFECTS_ON_DIFFERENT_SCALES",
            $"Effects on different scales cannot be pooled: {one}.{unstated}"
        );
    }

    // An unknown kind is refused with the study itself.
    private static string? Of(StudyInput study) => study.Kind is null ? Unstated : Scales.GetValueOrDefault(study.Kind);
}
