using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Checking;
using Portal.Api.Submissions;

namespace Portal.Web.Pages.Words;

/// <summary>Words for the codes of the audit log.</summary>
public static class AuditWords
{
    public static string Event(string code) =>
        code switch
        {
            AuditEvents.SignedIn => "Signed in",
            AuditEvents.SignedOut => "Signed out",
            AuditEvents.SignedOutEverywhere => "Signed out everywhere",
            AuditEvents.SessionExpired => "Was signed out, as the time was over",
            AuditEvents.SignInFailed => "Could not sign in",
            AuditEvents.TokenIssued => "Got an access token",
            AuditEvents.TokenRefused => "Came with a token that is none",
            AuditEvents.SessionRefused => "Came with a session that is none",
            AuditEvents.AccessRefused => "Was refused",
            AuditEvents.MappingSaved => "Saved the own columns and words",
            AuditEvents.NoteWritten => "Wrote a note on a quarter",
            AuditEvents.NoteRemoved => "Removed a note on a quarter",
            AuditEvents.ExtractChecked => "Checked an extract",
            AuditEvents.DraftChosen => "Said what a file holds",
            AuditEvents.ExtractSubmitted => "Submitted an extract",
            AuditEvents.ExtractReplaced => "Replaced an extract",
            AuditEvents.SubmissionWithdrawn => "Withdrew a submission",
            AuditEvents.ErrorFileDownloaded => "Downloaded an error file",
            AuditEvents.PictureDownloaded => "Downloaded a picture",
            AuditEvents.ListDownloaded => "Downloaded a list",
            AuditEvents.QuarterClosed => "Closed a quarter",
            AuditEvents.QuarterReopened => "Reopened a quarter",
            AuditEvents.PoolingOptedIn => "Opted in to being pooled for a year",
            AuditEvents.PoolingOptedOut => "Opted out of being pooled for a year",
            AuditEvents.ReportShared => "Shared reports with a reader",
            AuditEvents.ReportUnshared => "Stopped sharing reports with a reader",
            AuditEvents.ReportViewed => "Read a shared report",
            AuditEvents.WorkspaceViewed => "Looked at figures of several services",
            AuditEvents.FiguresDownloaded => "Downloaded figures",
            AuditEvents.CaseErased => "Erased a case",
            AuditEvents.ServiceErasureProposed => "Proposed to erase the whole service",
            AuditEvents.ServiceErasureWithdrawn => "Withdrew or refused the proposal to erase the service",
            AuditEvents.ServiceErased => "Erased the whole service",
            AuditEvents.ErasureRepeated => "Erased again at the start",
            AuditEvents.ReleaseStarted => "Began a release",
            AuditEvents.ReleaseDiscarded => "Discarded a release",
            AuditEvents.ReleaseOpened => "Opened the figures of a draft release",
            AuditEvents.ReleasePublished => "Published a release",
            AuditEvents.ReleaseDownloaded => "Looked at what a release withholds and why",
            AuditEvents.PersonInvited => "Invited somebody",
            AuditEvents.InvitationWithdrawn => "Withdrew an invitation",
            AuditEvents.InvitationClaimed => "Accepted an invitation",
            AuditEvents.RoleGiven => "Gave somebody a role",
            AuditEvents.RoleTaken => "Took a role from somebody",
            AuditEvents.ServiceOpened => "Opened a service",
            AuditEvents.ServiceRenamed => "Renamed a service",
            AuditEvents.AccessTokenMade => "Made a token for scripts",
            AuditEvents.AccessTokenRevoked => "Revoked a token for scripts",
            AuditEvents.ServiceClosingProposed => "Proposed to close the service",
            AuditEvents.ServiceClosingWithdrawn => "Withdrew or refused the proposal to close the service",
            AuditEvents.ServiceClosed => "Closed the service",
            AuditEvents.ServiceReopened => "Reopened the service",
            AuditEvents.ServiceJoined => "Joined parts of one legal service",
            AuditEvents.ServiceParted => "Parted parts of one legal service",
            AuditEvents.LocalMeasureAdded => "Added a local measure",
            AuditEvents.LocalMeasureRemoved => "Removed a local measure",
            AuditEvents.LocalMeasureRetired => "Retired a local measure",
            AuditEvents.LocalMeasureKept => "Took a retired local measure back",
            _ => code,
        };

    /// <summary>True when the subject of the entry is a submission, which has a receipt.</summary>
    public static bool HasReceipt(AuditLine line) =>
        line.Event is AuditEvents.ExtractSubmitted or AuditEvents.ExtractReplaced or AuditEvents.SubmissionWithdrawn;

    /// <summary>
    /// True when the subject of the entry is a draft: it is gone after a day, so its id says nothing to people. The log as a file has it.
    /// </summary>
    public static bool IsOfDraft(AuditLine line) =>
        line.Event is AuditEvents.ExtractChecked or AuditEvents.DraftChosen or AuditEvents.ErrorFileDownloaded;

    /// <summary>The detail of an entry in words; empty when there is none.</summary>
    public static string Detail(AuditLine line) =>
        (line.Event, line.Detail) switch
        {
            (_, null) => "",
            (AuditEvents.SignInFailed or AuditEvents.TokenRefused or AuditEvents.SessionRefused, { } code)
                when StrangerAudit.More(code) is { } more => FigureWords.Count(more, "time more", "times more") + " within a minute",
            (AuditEvents.AccessRefused, "FORBIDDEN") => "The role does not include it",
            (AuditEvents.AccessRefused, "NOT_FOUND") => "Another service, or an unknown one",
            (AuditEvents.ExtractChecked, { } code) when Codes.Read<CheckState>(code) is { } state => CheckWords.State(state),
            (AuditEvents.DraftChosen, { } choice) when choice.Split('_') is [var file, var said] =>
                $"{file.ToLowerInvariant()}.csv: {Choice(said)}",
            (AuditEvents.ExtractReplaced, { } reason) => CheckWords.ReplacementReason(reason),
            (AuditEvents.SubmissionWithdrawn, { } reason) when WithdrawSubmission.Reasons.Contains(reason) => CheckWords.WithdrawalReason(
                reason
            ),
            (AuditEvents.PictureDownloaded or AuditEvents.FiguresDownloaded, { } reason) => ExportWords.Reason(reason),
            (AuditEvents.CaseErased or AuditEvents.ServiceErasureProposed or AuditEvents.ServiceErased, { } reason) => ErasureWords.Reason(
                reason
            ),
            (AuditEvents.ServiceClosingProposed or AuditEvents.ServiceClosed, { } reason) => ClosingWords.Reason(reason),
            (AuditEvents.ServiceJoined or AuditEvents.ServiceParted, { } end) => end == "PART"
                ? "This service is the part"
                : "The other service is the part",
            (AuditEvents.PersonInvited or AuditEvents.InvitationClaimed or AuditEvents.RoleGiven or AuditEvents.RoleTaken, { } code) =>
                RoleWords.OfCode(code),
            (_, { } code) => code,
        };

    private static string Choice(string word) =>
        word switch
        {
            "ALL" => "everything so far",
            "QUARTER" => "only what is new",
            "REMOVED" => "remove it",
            _ => "keep it",
        };
}
