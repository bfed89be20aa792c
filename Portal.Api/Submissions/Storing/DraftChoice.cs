using Portal.Api.Extracts;

namespace Portal.Api.Submissions.Storing;

/// <summary>What a sender says of a file before the draft is submitted.</summary>
/// <param name="Word">As the draft and the audit log have it.</param>
public abstract record DraftChoice(FileKind Kind, string Word)
{
    /// <summary>The standing file shall count no longer.</summary>
    public sealed record Remove(FileKind Kind) : DraftChoice(Kind, "REMOVED");

    /// <summary>The standing file shall stay after all.</summary>
    public sealed record Keep(FileKind Kind) : DraftChoice(Kind, "KEPT");

    /// <summary>The file is everything so far, or only what is new.</summary>
    public sealed record Answer(FileKind Kind, Coverage Coverage) : DraftChoice(Kind, Coverage == Coverage.Quarter ? "QUARTER" : "ALL");
}
