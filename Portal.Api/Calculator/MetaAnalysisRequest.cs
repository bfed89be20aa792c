using System.Text.Json;
using Portal.Api.Outcomes;

namespace Portal.Api.Calculator;

/// <summary>One study: an effect with its variance, or pre/post summary figures with the kind of effect to make of them.</summary>
/// <param name="Kind">MC, SMCR, SMCRH or SMCC; absent when the effect itself is given.</param>
public sealed record StudyInput(
    string? Label, double? Effect, double? Variance, string? Kind, int? N, double? PreMean, double? PreSd, double? PostMean, double? PostSd, double? Correlation);

/// <summary>Figures to pool, and how. What is left out takes the value of record: RANDOM, REML, adhoc, 0.95.</summary>
/// <param name="Moderators">Not offered yet: a request that has it is refused, never answered without it.</param>
/// <param name="Subgroups">As <paramref name="Moderators"/>.</param>
public sealed record MetaAnalysisRequest(
    string? Model, string? Tau2Method, string? Test, double? Level, IReadOnlyList<StudyInput>? Studies, JsonElement? Moderators, JsonElement? Subgroups);

/// <summary>One study of the answer.</summary>
public sealed record StudyLine(string Label, double Effect, double Variance, double Weight, IntervalEstimate? Shrunken);

/// <summary>The pooled result of the request's figures.</summary>
public sealed record MetaAnalysisResult(PooledLine Pooled, IReadOnlyList<StudyLine> Studies);
