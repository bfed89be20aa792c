using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Calendar;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Submissions.Storing;

namespace Portal.Api.Submissions;

/// <summary>Checks files for a quarter and keeps them as a draft when they may be kept; nothing is submitted.</summary>
public static class CheckExtract
{
    public static async Task<Answer<CheckReport>> RunAsync(
        PortalDatabase database, Service service, Caller caller, Quarter period, IReadOnlyList<UploadedFile> files, TimeProvider clock, CancellationToken cancellation)
    {
        if ((ExtractCalendar.Closed(period, clock) ?? await ClosedQuarters.RefusalAsync(database, period, cancellation)) is { } refusal)
            return refusal;
        var extract = Check(service, period, files);
        var draftId = extract.PassedIdentifierGate && extract.Files.Count > 0
            ? await Drafts.KeepAsync(database, service.Id, extract, caller.PersonId, clock.GetUtcNow(), cancellation)
            : null;
        if (draftId is null)
            await AuditLog.AppendAsync(
                database, new AuditEvent(service.Id, caller.PersonId, AuditEvents.ExtractChecked, clock.GetUtcNow(), period, Detail: Codes.Of(extract.State)), cancellation);
        return CheckReport.Of(extract, draftId);
    }

    /// <summary>The report of a draft, made anew from its bytes.</summary>
    public static async Task<Answer<CheckReport>> AgainAsync(
        PortalDatabase database, Service service, string check, Quarter period, TimeProvider clock, CancellationToken cancellation)
    {
        var files = await Drafts.ReadAsync(database, service.Id, check, period, clock.GetUtcNow(), cancellation);
        return files is null ? Refusal.NotFound : CheckReport.Of(Check(service, period, files), check);
    }

    internal static CheckedExtract Check(Service service, Quarter period, IReadOnlyList<UploadedFile> files) =>
        ExtractCheck.Run(new CheckRequest(service.Code, period, MeasureCatalogue.Published, UploadLimits.Default), files);
}
