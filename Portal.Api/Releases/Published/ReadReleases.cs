using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;

namespace Portal.Api.Releases.Published;

/// <summary>A cell of the preview as text.</summary>
/// <param name="Printed">As readers will see it, or <c>null</c> while the figures of the draft are not open.</param>
public sealed record PreviewLine(CellAddress At, bool Shown, string? Printed, string? Reason);

/// <summary>A preview as JSON.</summary>
/// <param name="Withheld">Number of withheld cells by reason code.</param>
public sealed record PreviewLines(
    Release Release,
    int Shown,
    IReadOnlyDictionary<string, int> Withheld,
    IReadOnlyList<ContributingSubmission> Submissions,
    IReadOnlyList<PreviewLine> Cells
)
{
    public static PreviewLines Of(ReleasePreview preview) =>
        new(
            preview.Release,
            preview.Cells.Count(one => one.IsShown),
            preview
                .Cells.Where(one => one.Reason is not null)
                .CountBy(one => one.Reason!)
                .OrderBy(count => count.Key, StringComparer.Ordinal)
                .ToDictionary(),
            preview.Submissions,
            [.. preview.Cells.Select(one => new PreviewLine(one.Address, one.IsShown, one.Figure?.ToString(), one.Reason))]
        );
}

/// <summary>The releases that a person may see: published ones for everybody, all for analysts and administrators.</summary>
public static class ReadReleases
{
    public static async Task<IReadOnlyList<Release>> AllForAsync(
        PortalDatabase database,
        Caller caller,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if (!MaySeeDrafts(caller))
            return await ReleaseRecords.PublishedAsync(database, null, cancellation);
        await ReleaseRecords.GiveUpAsync(database, clock, cancellation);
        return await ReleaseRecords.AllAsync(database, null, cancellation);
    }

    /// <returns>The same 404 for an unknown release and one that is not published.</returns>
    public static async Task<Answer<Release>> OneForAsync(
        PortalDatabase database,
        Caller caller,
        string id,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if (MaySeeDrafts(caller))
            await ReleaseRecords.GiveUpAsync(database, clock, cancellation);
        var found = MaySeeDrafts(caller)
            ? await ReleaseRecords.AllAsync(database, id, cancellation)
            : await ReleaseRecords.PublishedAsync(database, id, cancellation);
        return found is [var release] ? release : Refusal.NotFound;
    }

    public static bool MaySeeDrafts(Caller caller) => caller.IsAnalyst || caller.IsAdministrator;
}
