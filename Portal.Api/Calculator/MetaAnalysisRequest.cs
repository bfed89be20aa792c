namespace Portal.Api.Calculator;

/// <summary>One study: an effect with its variance, or pre/post summary figures with the kind of effect to make of them.</summary>
/// <param name="Kind">MC, SMCR, SMCRH or SMCC; absent when the effect itself is given.</param>
public sealed record StudyInput(
    string? Label,
    double? Effect,
    double? Variance,
    string? Kind,
    int? N,
    double? PreMean,
    double? PreSd,
    double? PostMean,
    double? PostSd,
    double? Correlation
);

/// <summary>What the effects are related to, beside an intercept that is always there.</summary>
/// <param name="Names">One for each moderator, at least one.</param>
/// <param name="Rows">One row for each study, one number for each moderator.</param>
/// <param name="At">Rows of moderators at which to say what effect is expected; may be left out.</param>
public sealed record ModeratorsInput(
    IReadOnlyList<string>? Names,
    IReadOnlyList<IReadOnlyList<double>>? Rows,
    IReadOnlyList<IReadOnlyList<double>>? At
);

/// <summary>Figures to pool, and how. What is left out takes the value of record: RANDOM, REML, adhoc, 0.95.</summary>
/// <param name="Moderators">Asks for a meta-regression beside the pooled result.</param>
/// <param name="Subgroups">The subgroup of each study, at most 50 different ones; asks for their comparison beside the pooled result.</param>
public sealed record MetaAnalysisRequest(
    string? Model,
    string? Tau2Method,
    string? Test,
    double? Level,
    IReadOnlyList<StudyInput>? Studies,
    ModeratorsInput? Moderators,
    IReadOnlyList<string>? Subgroups
);
