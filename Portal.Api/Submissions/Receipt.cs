using System.Text.Json.Serialization;
using Portal.Api.Checking.WholeExtract;
using Portal.Api.Periods;
using Portal.Api.Submissions.Storing;

namespace Portal.Api.Submissions;

/// <summary>
/// Proof of what was accepted, made from the stored submission alone. Only its state, withdrawal and erasures can change.
/// </summary>
/// <param name="State">ACCEPTED while it stands; later REPLACED, WITHDRAWN or ERASED.</param>
/// <param name="Replaces">Id of the submission that this one replaced.</param>
/// <param name="WithdrawalReason">One of <see cref="WithdrawSubmission.Reasons"/>.
/// It is <c>null</c>, as are who and when, unless it was withdrawn.</param>
/// <param name="ReplacementReason">One of <see cref="ReplacementReasons.All"/> or NOT_GIVEN; <c>null</c> when nothing was replaced.</param>
/// <param name="ErasedRows">Rows erased since then, of one case, several or
/// all. The files' counts and fingerprints stay those of what was sent.</param>
/// <param name="ErasedAt">The latest erasure; <c>null</c> when there is none.</param>
/// <param name="MappingVersion">The version of the service's own columns and words that something was read by.</param>
/// <param name="Effects">What it changed in the figures of its quarter.</param>
public sealed record Receipt(
    Guid Id,
    string Service,
    Quarter Period,
    string RuleSet,
    [property: JsonRequired] SubmissionState State,
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
    DateTimeOffset? ErasedAt,
    int? MappingVersion = null,
    IReadOnlyList<Effect>? Effects = null
)
{
    public static Receipt Of(string serviceCode, StoredSubmission submission) =>
        new(
            submission.SubmissionId,
            serviceCode,
            submission.Period,
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
            submission.ErasedAt,
            submission.MappingVersion,
            submission.Effects
        );

    public int Rows => Files.Sum(file => file.Rows);
}
