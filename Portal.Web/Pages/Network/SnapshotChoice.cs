using Portal.Api.Releases;
using Portal.Api.Releases.Lattice;
using Portal.Api.Workspace;
using Portal.Web.Pages.Words;

namespace Portal.Web.Pages.Network;

/// <summary>Which frozen release and which of its windows a page of the workspace shows, and what else can be chosen.</summary>
public sealed record SnapshotChoice(WorkspaceSnapshot Snapshot, WorkspaceWindow Window, IReadOnlyList<WorkspaceSnapshot> Snapshots)
{
    /// <summary>The measure in view, which stays when other months are chosen; empty for none.</summary>
    public (string Code, string Subscale) Measure { get; init; } = ("", "");

    /// <summary>As a query: <c>release=...&amp;window=R12:2025-Q4</c>.</summary>
    public string Query => $"release={Snapshot.Id}&window={Window.Code}";

    /// <summary>A snapshot in words: its quarter, its state and the day on which it was frozen.</summary>
    public static string Words(WorkspaceSnapshot one) =>
        $"{(one.State == ReleaseState.Published ? "Release" : "Draft")} of {one.Quarter}, frozen {DateWords.Of(one.FrozenAt)}";

    /// <summary>A window in words, with its financial year when it is one.</summary>
    public static string Words(WorkspaceWindow window) =>
        window.Last.Number == 1
            ? $"{window.Months.Words} (financial year {window.Last.Year - 1}/{window.Last.Year % 100:00})"
            : window.Months.Words;
}
