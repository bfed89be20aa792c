namespace Portal.Api.Submissions.Storing;

/// <summary>What is submitted: the files themselves, or a draft that was checked before.</summary>
public abstract record SubmissionSource
{
    private SubmissionSource() { }

    /// <summary>Why a quarter that stands is sent again: one of <see cref="ReplacementReasons.All"/>, or <c>null</c>.</summary>
    public string? ReplacementReason { get; init; }

    /// <summary>Id of the draft that the bytes come from; <c>null</c> for files.</summary>
    public string? DraftId => this is Draft draft ? draft.Check : null;

    public sealed record Draft(string Check) : SubmissionSource;

    public sealed record Files(SentFiles Sent) : SubmissionSource;
}
