namespace Portal.Api.Calculator;

/// <summary>One study: an effect with its variance, or pre/post summary figures with the kind of effect to compute from them.</summary>
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

/// <summary>The moderators that the effects are regressed on; the intercept is always added.</summary>
/// <param name="Names">One per moderator, at least one.</param>
/// <param name="Rows">One row per study, with one number per moderator.</param>
/// <param name="At">Rows of moderators at which to give the expected effect; optional.</param>
public sealed record ModeratorsInput(
    IReadOnlyList<string>? Names,
    IReadOnlyList<IReadOnlyList<double>>? Rows,
    IReadOnlyList<IReadOnlyList<double>>? At
);

/// <summary>Figures to pool, and how. The defaults are those of record: RANDOM, REML, adhoc, 0.95.</summary>
/// <param name="Moderators">Asks for a meta-regression as well.</param>
/// <param name="TauPrior">
/// Scale of a half-normal prior of tau, in the unit of the effects, above 0; asks for the Bayesian figure as well, for at most 50 studies.
/// </param>
/// <param name="Subgroups">The subgroup of each study, at most 50 different ones; asks for their comparison as well.</param>
public sealed record MetaAnalysisRequest(
    string? Model,
    string? Tau2Method,
    string? Test,
    double? Level,
    IReadOnlyList<StudyInput>? Studies,
    ModeratorsInput? Moderators,
    IReadOnlyList<string>? Subgroups,
    double? TauPrior = null
);
