using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Calendar;
using Portal.Api.Checking;
using Portal.Api.Periods;
using Portal.Api.Submissions.Storing;

namespace Portal.Api.Submissions;

/// <summary>The receipt of the submission that stands.</summary>
/// <param name="New">False when the same bytes already stood.</param>
public sealed record Submitted(Receipt Receipt, bool New);

/// <summary>Checks the bytes again and stores them as a whole, or not at all.</summary>
public static class SubmitExtract
{
    private const int MostAttempts = 10;

    public static async Task<Answer<Submitted>> RunAsync(
        ServiceCall call,
        Quarter period,
        SubmissionSource source,
        IReadOnlyList<Acknowledgement> acknowledgements,
        CancellationToken cancellation
    )
    {
        if (await ClosedQuarters.RefusalAsync(call, period, cancellation) is { } refusal)
            return refusal;

        var files = source is SubmissionSource.Files given
            ? given.Sent
            : await Drafts.ReadAsync(call.Database, call.Service.Id, source.DraftId!, period, call.Now, cancellation);
        if (files is null)
            return await OfDraftAsync(call, source.DraftId!, cancellation);

        for (var attempt = 1; ; attempt++)
        {
            var answer = await WeighAndStoreAsync(call, period, files, source, acknowledgements, cancellation);
            // Another quarter was stored or a case erased in between. Somebody else gets through each time, so a few attempts are enough.
            if (
                attempt == MostAttempts
                || answer.IsGiven(out _, out var reason)
                || (reason != StoreSubmission.HistoryMoved && reason != StoreSubmission.ErasedMeanwhile)
            )
                return answer;
        }
    }

    private static async Task<Answer<Submitted>> WeighAndStoreAsync(
        ServiceCall call,
        Quarter period,
        SentFiles files,
        SubmissionSource source,
        IReadOnlyList<Acknowledgement> acknowledgements,
        CancellationToken cancellation
    )
    {
        var check = await CheckFiles.CheckAsync(call, period, files, history: true, cancellation);
        if (!check.IsGiven(out var extract, out var erased))
            return erased;
        // Even bytes that stand are refused once one of their cases was erased: they hold what the portal may no longer have.
        if (!extract.HoldsErasedCase && await StandingAsync(call, extract, source.DraftId, cancellation) is { } standing)
            return standing;
        switch (AcceptableExtract.Of(extract, acknowledgements))
        {
            case Acceptance.Acceptable acceptable:
                var stored = await StoreSubmission.RunAsync(call, acceptable.Extract, source, cancellation);
                return stored.Then<Submitted>(now => new Submitted(Receipt.Of(call.Service.Code, now.Submission), now.New));
            case Acceptance.NeedsReasons:
                return new Refusal(
                    StatusCodes.Status422UnprocessableEntity,
                    "NEEDS_REASONS",
                    "Some values look unusual. Give a reason for each warning, then submit again.",
                    await CheckFiles.ReportAsync(call, extract, source.DraftId, cancellation)
                );
            default:
                var asks = extract.State == CheckState.NeedsMapping;
                return new Refusal(
                    StatusCodes.Status422UnprocessableEntity,
                    asks ? "NEEDS_MAPPING" : "NEEDS_FIXING",
                    asks
                        ? "Some columns or words are your own. Say what they stand for, then send again. Nothing was stored."
                        : "Some cells must be fixed first. Nothing was stored.",
                    await CheckFiles.ReportAsync(call, extract, source.DraftId, cancellation)
                );
        }
    }

    // Bytes that stand were accepted with their reasons, so new warnings about them ask for nothing.
    private static async Task<Submitted?> StandingAsync(
        ServiceCall call,
        CheckedExtract extract,
        string? draftId,
        CancellationToken cancellation
    )
    {
        await using var transaction = await call.BeginAsync(cancellation);
        var standing = await StoredSubmissions.StandingAsync(transaction, call.Service.Id, extract.Request.Period, cancellation);
        if (standing is null || standing.ContentHash != extract.ContentHash)
            return null;
        if (draftId is not null)
            await Drafts.DeleteAsync(transaction, call.Service.Id, draftId, cancellation);
        await transaction.CommitAsync(cancellation);
        return new Submitted(Receipt.Of(call.Service.Code, standing), New: false);
    }

    // A missing draft may have been submitted by a request whose answer was lost; then its receipt is the answer.
    private static async Task<Answer<Submitted>> OfDraftAsync(ServiceCall call, string draftId, CancellationToken cancellation)
    {
        await using var transaction = await call.BeginAsync(cancellation);
        var submission = await StoredSubmissions.OfDraftAsync(transaction, call.Service.Id, draftId, cancellation);
        return submission is null ? Refusal.NotFound : new Submitted(Receipt.Of(call.Service.Code, submission), New: false);
    }
}
