namespace Portal.Api.Audit;

/// <summary>Codes of the logged events. They never change, because entries never do.</summary>
public static class AuditEvents
{
    /// <summary>
    /// What is written by the role that keeps sessions, since there is no session before or after it. See 0032_open_scope_by_ticket.sql.
    /// </summary>
    public static readonly IReadOnlyList<string> OfSignIn =
    [
        SignedIn,
        SignedOut,
        SignedOutEverywhere,
        SessionExpired,
        SignInFailed,
        TokenIssued,
        TokenRefused,
        SessionRefused,
    ];

    public const string SignedIn = "SIGNED_IN";

    public const string SignedOut = "SIGNED_OUT";

    /// <summary>Somebody ended all sessions of their own, in browsers and of tokens.</summary>
    public const string SignedOutEverywhere = "SIGNED_OUT_EVERYWHERE";

    /// <summary>A session was not used for too long, or had lasted as long as one may.</summary>
    public const string SessionExpired = "SESSION_EXPIRED";

    /// <summary>Somebody who is not known, or has no role, tried to sign in or to get a token.</summary>
    public const string SignInFailed = "SIGN_IN_FAILED";

    public const string TokenIssued = "TOKEN_ISSUED";

    /// <summary>A request came with a token that is unknown or has ended.</summary>
    public const string TokenRefused = "TOKEN_REFUSED";

    /// <summary>A request came with a cookie whose session is unknown or has ended.</summary>
    public const string SessionRefused = "SESSION_REFUSED";

    /// <summary>A request that lacked the role (FORBIDDEN) or asked for another service (NOT_FOUND).</summary>
    public const string AccessRefused = "ACCESS_REFUSED";

    public const string ExtractChecked = "EXTRACT_CHECKED";

    /// <summary>A sender said what a file of a draft holds, or whether a standing one stays; the detail is file and choice.</summary>
    public const string DraftChosen = "DRAFT_CHOSEN";

    public const string ExtractSubmitted = "EXTRACT_SUBMITTED";

    /// <summary>An extract replaced the standing one; the detail is the reason.</summary>
    public const string ExtractReplaced = "EXTRACT_REPLACED";

    public const string SubmissionWithdrawn = "SUBMISSION_WITHDRAWN";

    public const string ErrorFileDownloaded = "ERROR_FILE_DOWNLOADED";

    /// <summary>Somebody wrote what happened in a quarter, for the charts over time; the words are not kept here.</summary>
    public const string MappingSaved = "MAPPING_SAVED";
    public const string NoteWritten = "NOTE_WRITTEN";

    public const string NoteRemoved = "NOTE_REMOVED";

    public const string PictureDownloaded = "PICTURE_DOWNLOADED";

    public const string ListDownloaded = "LIST_DOWNLOADED";

    public const string QuarterClosed = "QUARTER_CLOSED";

    public const string QuarterReopened = "QUARTER_REOPENED";

    /// <summary>A lead opted the service into pooled figures of a calendar year, or out again; the subject is the year.</summary>
    public const string PoolingOptedIn = "POOLING_OPTED_IN";

    public const string PoolingOptedOut = "POOLING_OPTED_OUT";

    /// <summary>A lead shared the service's protected reports with a reader, or stopped sharing; the subject is the reader's id.</summary>
    public const string ReportShared = "REPORT_SHARED";

    public const string ReportUnshared = "REPORT_UNSHARED";

    /// <summary>A reader opened a report on a page or as a file; the subject is the release.</summary>
    public const string ReportViewed = "REPORT_VIEWED";

    /// <summary>An analyst looked at figures of several services: any view of the workspace except a download.</summary>
    public const string WorkspaceViewed = "WORKSPACE_VIEWED";

    public const string FiguresDownloaded = "FIGURES_DOWNLOADED";

    public const string ReleaseStarted = "RELEASE_STARTED";

    /// <summary>A running release was cancelled, or a draft or failed one removed.</summary>
    public const string ReleaseDiscarded = "RELEASE_DISCARDED";

    /// <summary>Somebody opened the figures of a draft, which count as seen from then on.</summary>
    public const string ReleaseOpened = "RELEASE_OPENED";

    public const string ReleasePublished = "RELEASE_PUBLISHED";

    public const string ReleaseDownloaded = "RELEASE_DOWNLOADED";

    /// <summary>The subject is the erasure and the detail its reason; nothing is said about the case.</summary>
    public const string CaseErased = "CASE_ERASED";

    /// <summary>An administrator proposed to erase a whole service; the detail is the reason.</summary>
    public const string ServiceErasureProposed = "SERVICE_ERASURE_PROPOSED";

    /// <summary>The proposer withdrew the proposal, or somebody else refused it.</summary>
    public const string ServiceErasureWithdrawn = "SERVICE_ERASURE_WITHDRAWN";

    /// <summary>A second person confirmed the proposal to erase a whole service.</summary>
    public const string ServiceErased = "SERVICE_ERASED";

    /// <summary>
    /// The portal itself repeated an erasure as it started: a backup had brought the case back, or the erasure had been interrupted.
    /// </summary>
    public const string ErasureRepeated = "ERASURE_REPEATED";

    /// <summary>Somebody was invited; the subject is the invitation and the detail the role.</summary>
    public const string PersonInvited = "PERSON_INVITED";

    public const string InvitationWithdrawn = "INVITATION_WITHDRAWN";

    /// <summary>The invited person signed in and has the role from now on; the subject is the invitation.</summary>
    public const string InvitationClaimed = "INVITATION_CLAIMED";

    /// <summary>Somebody who is known, or waited with a code, got a role; the subject is the person, the detail the role.</summary>
    public const string RoleGiven = "ROLE_GIVEN";

    public const string RoleTaken = "ROLE_TAKEN";

    /// <summary>An administrator opened a service; the subject is its code.</summary>
    public const string ServiceOpened = "SERVICE_OPENED";

    public const string ServiceRenamed = "SERVICE_RENAMED";

    /// <summary>A lead made an access token; the subject is the token and the detail what it is for.</summary>
    public const string AccessTokenMade = "ACCESS_TOKEN_MADE";

    public const string AccessTokenRevoked = "ACCESS_TOKEN_REVOKED";

    /// <summary>An administrator proposed to close a service; the period is the last that it sends, the detail the reason.</summary>
    public const string ServiceClosingProposed = "SERVICE_CLOSING_PROPOSED";

    /// <summary>The proposer withdrew the proposal, or somebody else refused it.</summary>
    public const string ServiceClosingWithdrawn = "SERVICE_CLOSING_WITHDRAWN";

    /// <summary>A second person confirmed the proposal to close a service.</summary>
    public const string ServiceClosed = "SERVICE_CLOSED";

    /// <summary>An administrator opened a closed service again.</summary>
    public const string ServiceReopened = "SERVICE_REOPENED";

    /// <summary>A service became part of another, in the log of both; the subject is the other one, the detail PART or WHOLE.</summary>
    public const string ServiceJoined = "SERVICE_JOINED";

    /// <summary>A service is part of another no more; likewise.</summary>
    public const string ServiceParted = "SERVICE_PARTED";

    /// <summary>An administrator added a measure to the network's catalogue; the subject of this and the next three is its code.</summary>
    public const string LocalMeasureAdded = "LOCAL_MEASURE_ADDED";

    /// <summary>A local measure that no extract has held was taken out again.</summary>
    public const string LocalMeasureRemoved = "LOCAL_MEASURE_REMOVED";

    /// <summary>The period is the last whose extract may hold the measure.</summary>
    public const string LocalMeasureRetired = "LOCAL_MEASURE_RETIRED";

    /// <summary>A retired measure may be sent again.</summary>
    public const string LocalMeasureKept = "LOCAL_MEASURE_KEPT";

    /// <summary>All of them, in the order in which filters list them.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        SignedIn,
        SignedOut,
        SignedOutEverywhere,
        SessionExpired,
        SignInFailed,
        TokenIssued,
        TokenRefused,
        SessionRefused,
        AccessRefused,
        ExtractChecked,
        DraftChosen,
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
        ReleaseOpened,
        ReleasePublished,
        ReleaseDownloaded,
        CaseErased,
        ServiceErasureProposed,
        ServiceErasureWithdrawn,
        ServiceErased,
        ErasureRepeated,
        PersonInvited,
        InvitationWithdrawn,
        InvitationClaimed,
        RoleGiven,
        RoleTaken,
        ServiceOpened,
        ServiceRenamed,
        AccessTokenMade,
        AccessTokenRevoked,
        ServiceClosingProposed,
        ServiceClosingWithdrawn,
        ServiceClosed,
        ServiceReopened,
        ServiceJoined,
        ServiceParted,
        LocalMeasureAdded,
        LocalMeasureRemoved,
        LocalMeasureRetired,
        LocalMeasureKept,
    ];
}
