using System.Text.Json;
using Dapper;
using Microsoft.Extensions.Caching.Memory;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Releases.Making;

namespace Portal.Api.Releases.Published;

public sealed record OpenedRelease(Release Release, FrozenRelease Content);

/// <summary>What one service gets of a published release.</summary>
/// <param name="Content">Cells of scope REST.</param>
/// <param name="Own">Exact figures, for the service's own screen.</param>
public sealed record OpenedPart(FrozenRelease Content, OwnFigures Own);

/// <summary>A cell of the preview.</summary>
/// <param name="Figure">The figure, or <c>null</c> while the figures of the draft are not open.</param>
/// <param name="Reason">Code that says why it is withheld, or <c>null</c> when it is shown.</param>
public sealed record PreviewCell(CellAddress Address, bool IsShown, Disclosed<ReleasedFigure>? Figure, string? Reason);

/// <summary>A draft or published release with the reasons for withheld cells, for those who make releases.</summary>
/// <param name="Content">The figures, or <c>null</c> while those of the draft are not open.</param>
public sealed record ReleasePreview(
    Release Release,
    FrozenRelease? Content,
    IReadOnlyList<PreviewCell> Cells,
    IReadOnlyList<ContributingSubmission> Submissions
);

/// <summary>Opens frozen releases and checks their hashes. Everything that shows a release gets it from here.</summary>
public static class OpenRelease
{
    /// <summary>Stands for the id of the latest published release.</summary>
    public const string Latest = "latest";

    private const string Published = """
        SELECT release_id AS Id, content_hash AS Hash FROM release
        WHERE @Id::text IS NULL OR release_id = @Id ORDER BY published_at DESC, release_id LIMIT 1
        """;

    private const string Content = "SELECT content FROM release WHERE release_id = @Id";

    private const string Whole =
        "SELECT release_id AS Id, content, content_hash AS Hash, reasons, submissions "
        + "FROM release WHERE release_id = @Id AND content IS NOT NULL";

    private const string Part =
        "SELECT content, content_hash AS Hash, own FROM release_for_service WHERE service_id = @ServiceId AND release_id = @Id";

    private const string PartHash = "SELECT content_hash FROM release_for_service WHERE service_id = @ServiceId AND release_id = @Id";

    // Reading twenty thousand cells takes a moment, and they never change, so
    // they are cached by hash. The part for one service is small; it is not.
    private static readonly MemoryCache Open = new(new MemoryCacheOptions { SizeLimit = 16 });

    /// <summary>Opens a published release for anybody who is signed in.</summary>
    /// <param name="id">Id, or <c>latest</c>.</param>
    /// <returns>404 when it is unknown or not published.</returns>
    public static async Task<Answer<OpenedRelease>> PublishedAsync(PortalDatabase database, string id, CancellationToken cancellation)
    {
        HashRow? row;
        FrozenRelease? content;
        await using (var transaction = await PortalTransaction.BeginAsync(database.Application, Scope.None, cancellation))
        {
            row = await transaction.Connection.QuerySingleOrDefaultAsync<HashRow>(
                transaction.Command(Published, new { Id = id == Latest ? null : id }, cancellation)
            );
            if (row is null)
                return Refusal.NotFound;
            if (!Open.TryGetValue(row.Hash, out content) || content is null)
                content = Opened(
                    (await transaction.Connection.ExecuteScalarAsync<string>(transaction.Command(Content, new { row.Id }, cancellation)))!,
                    row.Hash
                );
        }

        return new OpenedRelease((await ReleaseRecords.PublishedAsync(database, row.Id, cancellation))[0], content);
    }

    /// <summary>Hash of what a service gets of a published release; <c>null</c> when the service was not part of it.</summary>
    public static async Task<string?> PartHashAsync(PortalDatabase database, Service service, string id, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, new Scope([service.Id]), cancellation);
        return await transaction.Connection.ExecuteScalarAsync<string?>(
            transaction.Command(PartHash, new { ServiceId = service.Id, Id = id }, cancellation)
        );
    }

    /// <summary>Opens what a service gets of a published release.</summary>
    /// <returns><c>null</c> when the service was not part of it.</returns>
    public static async Task<OpenedPart?> PartAsync(PortalDatabase database, Service service, string id, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, new Scope([service.Id]), cancellation);
        var row = await transaction.Connection.QuerySingleOrDefaultAsync<PartRow>(
            transaction.Command(Part, new { ServiceId = service.Id, Id = id }, cancellation)
        );
        return row is null
            ? null
            : new OpenedPart(
                FrozenRelease.Open(row.Content, row.Hash),
                JsonSerializer.Deserialize<OwnFigures>(row.Own, PortalJson.Options)!
            );
    }

    /// <summary>
    /// Opens a draft or a published release with its reasons, for analysts and administrators. The figures of a draft come when
    /// <see cref="OpenDraft"/> has opened them.
    /// </summary>
    /// <returns>404 when it is unknown; 409 while it is running.</returns>
    public static async Task<Answer<ReleasePreview>> PreviewAsync(PortalDatabase database, string id, CancellationToken cancellation)
    {
        var release = (await ReleaseRecords.AllAsync(database, id, cancellation)).SingleOrDefault();
        if (release is null)
            return Refusal.NotFound;
        WholeRow? row;
        await using (var transaction = await PortalTransaction.BeginAsync(database.Release, Scope.None, cancellation))
            row = await transaction.Connection.QuerySingleOrDefaultAsync<WholeRow>(
                transaction.Command(Whole, new { Id = id }, cancellation)
            );
        if (row is null)
            return new Refusal(
                StatusCodes.Status409Conflict,
                "NOT_FROZEN",
                "This release is not frozen yet, or it failed: there is nothing to look at."
            );
        var content = Opened(row.Content, row.Hash);
        var reasons = JsonSerializer.Deserialize<string?[]>(row.Reasons)!;
        var isOpen = release.State == ReleaseState.Published || release.OpenedAt is not null;
        return new ReleasePreview(
            release,
            isOpen ? content : null,
            [
                .. content.Cells.Zip(
                    reasons,
                    (cell, reason) => new PreviewCell(cell.Address, cell.Figure.IsShown, isOpen ? cell.Figure : null, reason)
                ),
            ],
            JsonSerializer.Deserialize<ContributingSubmission[]>(row.Submissions, PortalJson.Options)!
        );
    }

    private static FrozenRelease Opened(string content, string hash) =>
        Open.GetOrCreate(
            hash,
            entry =>
            {
                entry.Size = 1;
                return FrozenRelease.Open(content, hash);
            }
        )!;

    private sealed record HashRow(string Id, string Hash);

    private sealed record PartRow(string Content, string Hash, string Own);

    private sealed record WholeRow(string Id, string Content, string Hash, string Reasons, string Submissions);
}
