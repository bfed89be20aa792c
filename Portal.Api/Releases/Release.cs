using System.Text.Json.Serialization;

namespace Portal.Api.Releases;

/// <summary>States of a release.</summary>
public static class ReleaseStates
{
    public const string Running = "RUNNING";
    public const string Failed = "FAILED";
    public const string Draft = "DRAFT";
    public const string Published = "PUBLISHED";
}

/// <summary>A release as lists and its own page name it.</summary>
/// <param name="Id">Sixteen hexadecimal digits: its permanent address.</param>
/// <param name="Quarter">The quarter with which its headline window ends.</param>
/// <param name="Note">What has changed, for a correction; may be empty.</param>
/// <param name="Corrects">Id of the published release of the same quarter that this one takes the place of, or <c>null</c>.</param>
/// <param name="ContentHash">SHA-256 of the frozen text; <c>null</c> before it is frozen.</param>
/// <param name="StartedBy">This and the other people: <c>null</c> for those who do not make releases.</param>
public sealed record Release(
    string Id,
    string Quarter,
    string State,
    string Note,
    string? Corrects,
    string? ContentHash,
    DateTimeOffset? FrozenAt,
    DateTimeOffset? PublishedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? StartedAt = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? StartedBy = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PublishedBy = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ReleaseProgress? Progress = null
);

/// <summary>How far the job is.</summary>
/// <param name="Step">In words; after a failure the code of what went wrong.</param>
public sealed record ReleaseProgress(string Step, int Done, int Total);

/// <summary>An extract behind a release: for those who make releases only.</summary>
public sealed record ContributingSubmission(string Service, string Period, Guid Submission, string ContentHash);
