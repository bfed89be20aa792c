using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Calendar;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Submissions.History;
using Portal.Api.Submissions.Storing;

namespace Portal.Api.Submissions;

/// <summary>Checks files for a quarter and keeps them as a draft when they may be kept; nothing is submitted.</summary>
public static class CheckExtract
{
    /// <param name="history">False leaves earlier quarters out, as the offline command does.</param>
    public static async Task<Answer<CheckReport>> RunAsync(
        PortalDatabase database, Service service, Caller caller, Quarter period, IReadOnlyList<UploadedFile> files, bool history, TimeProvider clock,
        CancellationToken cancellation)
    {
        if ((ExtractCalendar.Closed(period, clock) ?? await ClosedQuarters.RefusalAsync(database, period, cancellation)) is { } refusal)
            return refusal;
        var extract = await CheckAsync(database, service, period, files, history, cancellation);
        var draftId = extract.PassedIdentifierGate && extract.Files.Count > 0
            ? await Drafts.KeepAsync(database, service.Id, extract, caller.PersonId, clock.GetUtcNow(), cancellation)
            : null;
        if (draftId is null)
            await AuditLog.AppendAsync(
                database, new AuditEvent(service.Id, caller.PersonId, AuditEvents.ExtractChecked, clock.GetUtcNow(), period, Detail: Codes.Of(extract.State)), cancellation);
        return await ReportAsync(database, service, extract, draftId, cancellation);
    }

    /// <summary>The report of a draft, made anew from its bytes.</summary>
    /// <param name="history">False leaves earlier quarters out.</param>
    public static async Task<Answer<CheckReport>> AgainAsync(
        PortalDatabase database, Service service, string check, Quarter period, bool history, TimeProvider clock, CancellationToken cancellation)
    {
        var files = await Drafts.ReadAsync(database, service.Id, check, period, clock.GetUtcNow(), cancellation);
        return files is null
            ? Refusal.NotFound
            : await ReportAsync(database, service, await CheckAsync(database, service, period, files, history, cancellation), check, cancellation);
    }

    /// <summary>The engine on these bytes, with what the service sent before as it stands now.</summary>
    internal static async Task<CheckedExtract> CheckAsync(
        PortalDatabase database, Service service, Quarter period, IReadOnlyList<UploadedFile> files, bool history, CancellationToken cancellation) =>
        ExtractCheck.Run(
            new CheckRequest(service.Code, period, MeasureCatalogue.Published, UploadLimits.Default), files,
            history ? await ReadEarlierFacts.RunAsync(database, service.Id, period, cancellation) : null);

    internal static async Task<CheckReport> ReportAsync(PortalDatabase database, Service service, CheckedExtract extract, string? draftId, CancellationToken cancellation) =>
        CheckReport.Of(extract, draftId, extract.HistoryChecked ? await StandingExtracts.ReadAsync(database, service.Id, extract.Request.Period, cancellation) : null);
}
