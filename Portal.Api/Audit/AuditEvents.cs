namespace Portal.Api.Audit;

/// <summary>Codes of what the log tells; stable for ever, since entries are never changed.</summary>
public static class AuditEvents
{
    public const string SignedIn = "SIGNED_IN";

    /// <summary>A request that was refused by role (FORBIDDEN) or that asked for another service (NOT_FOUND).</summary>
    public const string AccessRefused = "ACCESS_REFUSED";

    public const string ExtractChecked = "EXTRACT_CHECKED";

    public const string ExtractSubmitted = "EXTRACT_SUBMITTED";

    /// <summary>An extract took the place of one that stood; the detail is the reason.</summary>
    public const string ExtractReplaced = "EXTRACT_REPLACED";

    public const string SubmissionWithdrawn = "SUBMISSION_WITHDRAWN";

    public const string ErrorFileDownloaded = "ERROR_FILE_DOWNLOADED";

    public const string PictureDownloaded = "PICTURE_DOWNLOADED";

    public const string ListDownloaded = "LIST_DOWNLOADED";

    public const string QuarterClosed = "QUARTER_CLOSED";

    public const string QuarterReopened = "QUARTER_REOPENED";

    /// <summary>A lead made the service part of pooled figures for a calendar year, which is the subject; or took it out again.</summary>
    public const string PoolingOptedIn = "POOLING_OPTED_IN";

    public const string PoolingOptedOut = "POOLING_OPTED_OUT";

    /// <summary>A lead let a reader see the service's protected reports, or stopped it; the subject is the reader's id.</summary>
    public const string ReportShared = "REPORT_SHARED";

    public const string ReportUnshared = "REPORT_UNSHARED";

    /// <summary>A reader opened a report on a page or as a file; the subject is the release.</summary>
    public const string ReportViewed = "REPORT_VIEWED";

    /// <summary>An analyst looked at figures of several services: every view of the workspace that is no download.</summary>
    public const string WorkspaceViewed = "WORKSPACE_VIEWED";

    public const string FiguresDownloaded = "FIGURES_DOWNLOADED";

    public const string ReleaseStarted = "RELEASE_STARTED";

    /// <summary>A running release was cancelled, or a draft or failed one removed.</summary>
    public const string ReleaseDiscarded = "RELEASE_DISCARDED";

    public const string ReleasePublished = "RELEASE_PUBLISHED";

    public const string ReleaseDownloaded = "RELEASE_DOWNLOADED";

    /// <summary>The subject is the erasure, the detail its reason; of the case nothing is told.</summary>
    public const string CaseErased = "CASE_ERASED";

    public const string ServiceErased = "SERVICE_ERASED";

    /// <summary>By the portal itself, at a start: a backup had brought something back, or an erasure had been cut off.</summary>
    public const string ErasureRepeated = "ERASURE_REPEATED";

    /// <summary>All of them, in the order in which filters offer them.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        SignedIn,
        AccessRefused,
        ExtractChecked,
        ExtractSubmitted,
        ExtractReplaced,
        SubmissionWithdrawn,
        ErrorFileDownloaded,
        PictureDownloaded,
        ListDownloaded,
        QuarterClosed,
        QuarterReopened,
        PoolingOptedIn,
        PoolingOptedOut,
        ReportShared,
        ReportUnshared,
        ReportViewed,
        WorkspaceViewed,
        FiguresDownloaded,
        ReleaseStarted,
        ReleaseDiscarded,
        ReleasePublished,
        ReleaseDownloaded,
        CaseErased,
        ServiceErased,
        ErasureRepeated,
    ];
}
