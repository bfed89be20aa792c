using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Calendar;
using Portal.Api.Checking;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;
using Portal.Api.LocalMeasures;
using Portal.Api.Mapping;
using Portal.Api.Periods;
using Portal.Api.Submissions.Differences;
using Portal.Api.Submissions.Storing;
using Portal.Api.Tombstones;

namespace Portal.Api.Submissions;

/// <summary>Checks the files of a quarter and keeps them as a draft if it may; nothing is submitted.</summary>
public static partial class CheckFiles
{
    private const int MostAttempts = 10;

    /// <param name="history">
    /// Whether to compare with earlier quarters, and to carry forward what stands of this one; the offline command does neither.
    /// </param>
    public static async Task<Answer<CheckReport>> RunAsync(
        ServiceCall call,
        Quarter period,
        SentFiles files,
        bool history,
        CancellationToken cancellation
    )
    {
        if (await ClosedQuarters.RefusalAsync(call, period, cancellation) is { } refusal)
            return refusal;
        for (var attempt = 1; ; attempt++)
        {
            var answer = await CheckAsync(call, period, files, history, cancellation);
            if (!answer.IsGiven(out var extract, out var erased))
                return erased;
            if (!extract.MayBeKept || extract.Files.Count == 0)
            {
                await AuditLog.AppendAsync(
                    call.Database,
                    new AuditEvent(
                        call.Service.Id,
                        call.Caller.PersonId,
                        AuditEvents.ExtractChecked,
                        call.Now,
                        period,
                        Detail: Codes.Of(extract.State)
                    ),
                    cancellation
                );
                return await ReportAsync(call, extract, draftId: null, cancellation);
            }
            if (
                await Drafts.KeepAsync(call.Database, call.Service.Id, extract, call.Caller.PersonId, call.Now, cancellation) is { } draftId
            )
                return await ReportAsync(call, extract, draftId, cancellation);
            // Something was erased in between, which is rare: check again.
            if (attempt == MostAttempts)
                return StoreSubmission.ErasedMeanwhile;
        }
    }

    /// <summary>Makes the report of a draft again, from its bytes.</summary>
    /// <param name="history">Whether to compare with earlier quarters.</param>
    public static async Task<Answer<CheckReport>> AgainAsync(
        ServiceCall call,
        string check,
        Quarter period,
        bool history,
        CancellationToken cancellation
    )
    {
        var files = await Drafts.ReadAsync(call.Database, call.Service.Id, check, period, call.Now, cancellation);
        if (files is null)
            return Refusal.NotFound;
        var answer = await CheckAsync(call, period, files, history, cancellation);
        return await answer.ThenAsync<CheckReport>(async extract => await ReportAsync(call, extract, check, cancellation));
    }

    /// <summary>Checks a draft again with one file sent anew; the draft stays as it was.</summary>
    /// <param name="replaced">The file, or a workbook or zip that holds it; its name does not matter.</param>
    /// <returns>Not found without such a draft; refused when the upload does not hold the file.</returns>
    public static async Task<Answer<CheckReport>> ReplaceAsync(
        ServiceCall call,
        string check,
        Quarter period,
        (FileKind Kind, UploadedFile Upload) replaced,
        CancellationToken cancellation
    ) =>
        NamedUploads.OneOf(replaced.Upload, replaced.Kind, period, call.Service.Code) is { } file
            ? await ReplaceAsync(call, check, period, [file], cancellation)
            : new Refusal(
                StatusCodes.Status422UnprocessableEntity,
                "FILE_NOT_THERE",
                $"That holds no {ExtractFiles.Of(replaced.Kind).Name}. Choose the file itself, or a workbook with a sheet of that name."
            );

    /// <summary>Checks a draft again with some of its files sent anew; the others stay as they were sent.</summary>
    /// <returns>Not found without such a draft.</returns>
    public static async Task<Answer<CheckReport>> ReplaceAsync(
        ServiceCall call,
        string check,
        Quarter period,
        IReadOnlyList<UploadedFile> uploads,
        CancellationToken cancellation
    )
    {
        if (await Drafts.ReadAsync(call.Database, call.Service.Id, check, period, call.Now, cancellation) is not { } draft)
            return Refusal.NotFound;
        var named = NamedUploads.Of(uploads, period, call.Service.Code);
        var others = draft.Files.Where(sent => named.All(file => file.Name != sent.Name)).ToList();
        var files = draft with
        {
            // A zip or workbook that stands for the whole is checked as it came.
            Files = others.Count == 0 || named.Count == 0 ? uploads : [.. others, .. named],
            Removed = [.. draft.Removed.Where(removed => named.All(file => file.Name != ExtractFiles.Of(removed).Name))],
        };
        return await RunAsync(call, period, files, history: true, cancellation);
    }

    /// <summary>Chooses for a draft whether a standing file shall count no longer; nothing changes before it is submitted.</summary>
    /// <returns>False when there is no such draft.</returns>
    public static Task<bool> RemoveAsync(
        ServiceCall call,
        string check,
        Quarter period,
        (FileKind Kind, bool IsRemoved) choice,
        CancellationToken cancellation
    ) =>
        Drafts.ChooseAsync(
            call,
            check,
            period,
            choice.IsRemoved ? new DraftChoice.Remove(choice.Kind) : new DraftChoice.Keep(choice.Kind),
            cancellation
        );

    /// <summary>Says for a draft what a file holds; nothing changes before it is submitted.</summary>
    /// <param name="answer">The file is one of <see cref="CoverageKinds"/>.</param>
    /// <returns>False when there is no such draft.</returns>
    public static Task<bool> AnswerAsync(
        ServiceCall call,
        string check,
        Quarter period,
        (FileKind Kind, Coverage Coverage) answer,
        CancellationToken cancellation
    ) => Drafts.ChooseAsync(call, check, period, new DraftChoice.Answer(answer.Kind, answer.Coverage), cancellation);

    /// <summary>Runs the check on these bytes, against what the service has sent before and what has been erased of it by now.</summary>
    internal static async Task<Answer<CheckedExtract>> CheckAsync(
        ServiceCall call,
        Quarter period,
        SentFiles files,
        bool history,
        CancellationToken cancellation
    )
    {
        var turns = call.Turns;
        using var turn = turns is null
            ? ServiceTurn.Free
            : await turns.ForCheckAsync(call.Service, ExtractCheck.UnpackedBytes(files.Files, UploadLimits.Default), cancellation);
        if (turn is null)
            return UploadTurns.Busy;
        // First: what is erased after it and before the rest is read is caught when the extract is kept or stored.
        var erased = await StoredTombstones.ReadAsync(call.Database, call.Service.Id, cancellation);
        if (erased.IsServiceErased)
            return ErasedCases.ServiceErased;
        var standing = history ? await ReadStandingQuarter.RunAsync(call.Database, call.Service.Id, period, cancellation) : null;
        var measures = await NetworkMeasures.ReadAsync(call.Database, cancellation);
        var request = new CheckRequest(call.Service.Code, period, measures.In(period), UploadLimits.Default)
        {
            Today = DateOnly.FromDateTime(call.Now.UtcDateTime),
            Removed = files.Removed,
            Coverage = files.Coverage,
            Mapping = (await ServiceMapping.ReadAsync(call, cancellation)).ForCheck,
        };
        var opened = await turn.RunAsync(() => ExtractCheck.Open(request, files.Files, standing));
        var earlier = history
            ? await ReadEarlierFacts.RunAsync(call.Database, call.Service.Id, period, opened.ListedCases, cancellation)
            : null;
        var extract = await turn.RunAsync(() => ExtractCheck.Compare(opened, earlier, erased));
        if (!extract.MayBeKept)
            foreach (var (file, place) in files.Files.Select((file, place) => (file, place + 1)))
                LogRefused(call.Log, call.Service.Code, period, place, file.Content.Length, file.Sha256);
        return extract;
    }

    // Of what is not kept this is all that is left, should a team ask what happened to its upload. Names of files may tell of a family.
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Refused and not kept: {Service} {Quarter}, file {Place}, {Bytes} bytes, SHA-256 {Sha256}"
    )]
    private static partial void LogRefused(ILogger log, string service, Quarter quarter, int place, int bytes, string sha256);

    internal static async Task<CheckReport> ReportAsync(
        ServiceCall call,
        CheckedExtract extract,
        string? draftId,
        CancellationToken cancellation
    ) =>
        CheckReport.Of(
            extract,
            draftId,
            extract.HistoryChecked
                ? await StandingExtracts.ReadAsync(call.Database, call.Service.Id, extract.Request.Period, cancellation)
                : null,
            draftId is null ? [] : await Drafts.ProblemsBeforeAsync(call, draftId, cancellation)
        );
}
