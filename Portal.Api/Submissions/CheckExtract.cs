using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Calendar;
using Portal.Api.Checking;
using Portal.Api.Checking.Problems;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Submissions.Differences;
using Portal.Api.Submissions.Storing;
using Portal.Api.Tombstones;

namespace Portal.Api.Submissions;

/// <summary>Checks files for a quarter and keeps them as a draft when they may be kept; nothing is submitted.</summary>
public static class CheckExtract
{
    private const int MostAttempts = 10;

    /// <param name="history">False leaves earlier quarters out, as the offline command does.</param>
    public static async Task<Answer<CheckReport>> RunAsync(
        PortalDatabase database,
        Service service,
        Caller caller,
        Quarter period,
        IReadOnlyList<UploadedFile> files,
        bool history,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if ((ExtractCalendar.Closed(period, clock) ?? await ClosedQuarters.RefusalAsync(database, period, cancellation)) is { } refusal)
            return refusal;
        for (var attempt = 1; ; attempt++)
        {
            var answer = await CheckAsync(database, service, period, files, history, cancellation);
            if (answer is not Answer<CheckedExtract>.Given { Value: var extract })
                return ((Answer<CheckedExtract>.Refused)answer).Reason;
            if (!extract.MayBeKept || extract.Files.Count == 0)
            {
                await AuditLog.AppendAsync(
                    database,
                    new AuditEvent(
                        service.Id,
                        caller.PersonId,
                        AuditEvents.ExtractChecked,
                        clock.GetUtcNow(),
                        period,
                        Detail: Codes.Of(extract.State)
                    ),
                    cancellation
                );
                return await ReportAsync(database, service, extract, draftId: null, cancellation);
            }
            if (await Drafts.KeepAsync(database, service.Id, extract, caller.PersonId, clock.GetUtcNow(), cancellation) is { } draftId)
                return await ReportAsync(database, service, extract, draftId, cancellation);
            // Something was erased in between, which does not happen often.
            if (attempt == MostAttempts)
                return StoreSubmission.ErasedMeanwhile;
        }
    }

    /// <summary>The report of a draft, made anew from its bytes.</summary>
    /// <param name="history">False leaves earlier quarters out.</param>
    public static async Task<Answer<CheckReport>> AgainAsync(
        PortalDatabase database,
        Service service,
        string check,
        Quarter period,
        bool history,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var files = await Drafts.ReadAsync(database, service.Id, check, period, clock.GetUtcNow(), cancellation);
        if (files is null)
            return Refusal.NotFound;
        var answer = await CheckAsync(database, service, period, files, history, cancellation);
        return answer is Answer<CheckedExtract>.Given { Value: var extract }
            ? await ReportAsync(database, service, extract, check, cancellation)
            : ((Answer<CheckedExtract>.Refused)answer).Reason;
    }

    /// <summary>The engine on these bytes, with what the service sent before and what was erased of it as that stands now.</summary>
    internal static async Task<Answer<CheckedExtract>> CheckAsync(
        PortalDatabase database,
        Service service,
        Quarter period,
        IReadOnlyList<UploadedFile> files,
        bool history,
        CancellationToken cancellation
    )
    {
        // First: what is erased after it and before the rest is read is caught when the extract is kept or stored.
        var erased = await StoredTombstones.ReadAsync(database, service.Id, cancellation);
        return erased.IsServiceErased
            ? ErasedCases.ServiceErased
            : ExtractCheck.Run(
                new CheckRequest(service.Code, period, MeasureCatalogue.Published, UploadLimits.Default),
                files,
                history ? await ReadEarlierFacts.RunAsync(database, service.Id, period, cancellation) : null,
                erased
            );
    }

    internal static async Task<CheckReport> ReportAsync(
        PortalDatabase database,
        Service service,
        CheckedExtract extract,
        string? draftId,
        CancellationToken cancellation
    ) =>
        CheckReport.Of(
            extract,
            draftId,
            extract.HistoryChecked ? await StandingExtracts.ReadAsync(database, service.Id, extract.Request.Period, cancellation) : null
        );
}
