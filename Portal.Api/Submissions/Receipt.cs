using Portal.Api.Submissions.Storing;

namespace Portal.Api.Submissions;

/// <summary>Proof of what was accepted: made from the stored submission alone; only state, withdrawal and erasure ever change.</summary>
/// <param name="State">ACCEPTED while it stands, REPLACED, WITHDRAWN or ERASED after.</param>
/// <param name="Replaces">Id of the submission that this one took the place of.</param>
/// <param name="WithdrawalReason">One of <see cref="WithdrawSubmission.Reasons"/>; this, who and when are <c>null</c> unless it was withdrawn.</param>
/// <param name="ReplacementReason">One of <see cref="ReplacementReasons.All"/> or NOT_GIVEN; <c>null</c> when nothing was replaced.</param>
/// <param name="ErasedRows">Rows that were erased from the portal since, of one case or several or all; the files' counts and fingerprints stay those of what was sent.</param>
/// <param name="ErasedAt">The latest time; <c>null</c> unless something was erased.</param>
public sealed record Receipt(
    Guid Id,
    string Service,
    string Period,
    string RuleSet,
    string State,
    DateTimeOffset AcceptedAt,
    string AcceptedBy,
    Guid? Replaces,
    IReadOnlyList<FileLine> Files,
    int TotalErrors,
    int TotalWarnings,
    IReadOnlyList<AcceptedWarning> Warnings,
    DateTimeOffset? WithdrawnAt,
    string? WithdrawnBy,
    string? WithdrawalReason,
    string? ReplacementReason,
    int ErasedRows,
    DateTimeOffset? ErasedAt
)
{
    public static Receipt Of(string serviceCode, StoredSubmission submission) =>
        new(
            submission.SubmissionId,
            serviceCode,
            submission.Period.ToString(),
            submission.RuleSet,
            submission.State,
            submission.AcceptedAt,
            submission.AcceptedBy,
            submission.Replaces,
            submission.Files,
            0,
            submission.Warnings.Sum(warning => warning.Count),
            submission.Warnings,
            submission.Withdrawal?.At,
            submission.Withdrawal?.By,
            submission.Withdrawal?.Reason,
            submission.ReplacementReason,
            submission.ErasedRows,
            submission.ErasedAt
        );

    public int Rows => Files.Sum(file => file.Rows);
}
