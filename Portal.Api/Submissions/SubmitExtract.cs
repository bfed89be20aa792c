using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Calendar;
using Portal.Api.Checking;
using Portal.Api.Checking.Problems;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Submissions.Storing;

namespace Portal.Api.Submissions;

/// <summary>What is submitted: the files themselves, or a draft that was checked before.</summary>
public abstract record SubmissionSource
{
    private SubmissionSource() { }

    /// <summary>Why a quarter that stands is sent again: one of <see cref="ReplacementReasons.All"/>, or <c>null</c>.</summary>
    public string? ReplacementReason { get; init; }

    public sealed record Draft(string Check) : SubmissionSource;

    public sealed record Files(IReadOnlyList<UploadedFile> Uploaded) : SubmissionSource;
}

/// <summary>The receipt of the submission that stands.</summary>
/// <param name="New">False when exactly these bytes stood already.</param>
public sealed record Submitted(Receipt Receipt, bool New);

/// <summary>Checks the bytes once more with the same engine and stores them whole, or not at all.</summary>
public static class SubmitExtract
{
    private const int MostAttempts = 10;

    public static async Task<Answer<Submitted>> RunAsync(
        PortalDatabase database,
        Service service,
        Caller caller,
        Quarter period,
        SubmissionSource source,
        IReadOnlyList<Acknowledgement> acknowledgements,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if ((ExtractCalendar.Closed(period, clock) ?? await ClosedQuarters.RefusalAsync(database, period, cancellation)) is { } refusal)
            return refusal;
        var draftId = (source as SubmissionSource.Draft)?.Check;
        var files = source is SubmissionSource.Files sent
            ? sent.Uploaded
            : await Drafts.ReadAsync(database, service.Id, draftId!, period, clock.GetUtcNow(), cancellation);
        if (files is null)
            return await OfDraftAsync(database, service, draftId!, cancellation);

        for (var attempt = 1; ; attempt++)
        {
            var answer = await WeighAndStoreAsync(
                database,
                service,
                caller,
                period,
                files,
                draftId,
                source.ReplacementReason,
                acknowledgements,
                clock,
                cancellation
            );
            // Another quarter was stored, or a case erased, in between: each time one of the others has got through, so a few rounds are enough.
            if (
                attempt == MostAttempts
                || answer.IsGiven(out _, out var reason)
                || (reason != StoreSubmission.HistoryMoved && reason != StoreSubmission.ErasedMeanwhile)
            )
                return answer;
        }
    }

    private static async Task<Answer<Submitted>> WeighAndStoreAsync(
        PortalDatabase database,
        Service service,
        Caller caller,
        Quarter period,
        IReadOnlyList<UploadedFile> files,
        string? draftId,
        string? replacementReason,
        IReadOnlyList<Acknowledgement> acknowledgements,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var check = await CheckExtract.CheckAsync(database, service, period, files, history: true, cancellation);
        if (!check.IsGiven(out var extract, out var erased))
            return erased;
        // The very bytes that stand are refused too once a case of theirs was erased: they hold what the portal no longer has.
        if (!extract.HoldsErasedCase && await StandingAsync(database, service, extract, draftId, cancellation) is { } standing)
            return standing;
        switch (AcceptableExtract.Of(extract, acknowledgements))
        {
            case Acceptance.Acceptable acceptable:
                var stored = await StoreSubmission.RunAsync(
                    database,
                    service.Id,
                    acceptable.Extract,
                    draftId,
                    replacementReason,
                    caller.PersonId,
                    clock.GetUtcNow(),
                    cancellation
                );
                return stored.Then<Submitted>(now => new Submitted(Receipt.Of(service.Code, now.Submission), now.New));
            case Acceptance.NeedsReasons:
                return new Refusal(
                    StatusCodes.Status422UnprocessableEntity,
                    "NEEDS_REASONS",
                    "Some values look unusual. Give a reason for each warning, then submit again.",
                    await CheckExtract.ReportAsync(database, service, extract, draftId, cancellation)
                );
            default:
                return new Refusal(
                    StatusCodes.Status422UnprocessableEntity,
                    "NEEDS_FIXING",
                    "Some cells must be fixed first. Nothing was stored.",
                    await CheckExtract.ReportAsync(database, service, extract, draftId, cancellation)
                );
        }
    }

    // Bytes that stand were accepted with their reasons; what warns about them since is no question any more.
    private static async Task<Submitted?> StandingAsync(
        PortalDatabase database,
        Service service,
        CheckedExtract extract,
        string? draftId,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, new Scope([service.Id]), cancellation);
        var standing = await StoredSubmissions.StandingAsync(transaction, service.Id, extract.Request.Period, cancellation);
        if (standing is null || standing.ContentHash != extract.ContentHash)
            return null;
        if (draftId is not null)
            await Drafts.DeleteAsync(transaction, service.Id, draftId, cancellation);
        await transaction.CommitAsync(cancellation);
        return new Submitted(Receipt.Of(service.Code, standing), New: false);
    }

    // A draft that is gone may have been submitted with an answer that was lost: its receipt is the answer.
    private static async Task<Answer<Submitted>> OfDraftAsync(
        PortalDatabase database,
        Service service,
        string draftId,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, new Scope([service.Id]), cancellation);
        var submission = await StoredSubmissions.OfDraftAsync(transaction, service.Id, draftId, cancellation);
        return submission is null ? Refusal.NotFound : new Submitted(Receipt.Of(service.Code, submission), New: false);
    }
}
