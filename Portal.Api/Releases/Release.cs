using System.Text.Json.Serialization;
using Portal.Api.Answers;
using Portal.Api.Periods;

namespace Portal.Api.Releases;

/// <summary>How far a release has come.</summary>
[JsonConverter(typeof(CodeText<ReleaseState>))]
public enum ReleaseState
{
    Running,
    Failed,
    Draft,
    Published,
}

/// <summary>A release as in lists and on its own page.</summary>
/// <param name="Id">Sixteen hexadecimal digits; part of its permanent address.</param>
/// <param name="Quarter">The last quarter of its headline window.</param>
/// <param name="Note">What a correction has changed; may be empty.</param>
/// <param name="Corrects">Id of the published release of the same quarter that this one replaces, or <c>null</c>.</param>
/// <param name="ContentHash">SHA-256 of the frozen text; <c>null</c> before it is frozen and while a draft is closed.</param>
/// <param name="OpenedAt">When the figures of the draft were opened, after which later releases are judged against them.</param>
/// <param name="StartedBy">This and the other persons are <c>null</c> for viewers who do not make releases.</param>
public sealed record Release(
    string Id,
    Quarter Quarter,
    ReleaseState State,
    string Note,
    string? Corrects,
    string? ContentHash,
    DateTimeOffset? FrozenAt,
    DateTimeOffset? PublishedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? StartedAt = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? StartedBy = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PublishedBy = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? OpenedAt = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? OpenedBy = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ReleaseProgress? Progress = null
);

/// <summary>How far the job has got.</summary>
/// <param name="Step">In words; after a failure, the code of the failure.</param>
public sealed record ReleaseProgress(string Step, int Done, int Total);

/// <summary>An extract behind a release; shown only to those who make releases.</summary>
public sealed record ContributingSubmission(string Service, Quarter Period, Guid Submission, string ContentHash);
