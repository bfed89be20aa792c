using Dapper;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.Releases.Making;

/// <summary>Texts of published releases whose figures a new release may have to keep.</summary>
public static class EarlierTexts
{
    private const string Contents = """
        SELECT release_id AS Id, content, content_hash AS Hash FROM release
        WHERE state = 'PUBLISHED' AND EXISTS (
          SELECT FROM release_population p WHERE p.release_id = release.release_id
            AND (p.window_from, p.window_before) IN ((@HeadlineFrom, @HeadlineBefore), (@YearFrom, @YearBefore)))
        """;

    private const string Parts =
        "SELECT release_id AS Id, service_id AS ServiceId, content, content_hash AS Hash "
        + "FROM release_for_service WHERE release_id = ANY (@Ids)";

    private const string Reports =
        "SELECT release_id AS Id, service_id AS ServiceId, content, content_hash AS Hash FROM service_report WHERE release_id = ANY (@Ids)";

    /// <summary>Finds those that share a window with the new release; each is opened only when needed.</summary>
    /// <param name="transaction">Of the release role.</param>
    public static async Task<EarlierReleases> ReadAsync(
        PortalTransaction transaction,
        IReadOnlyList<Window> windows,
        CancellationToken cancellation
    )
    {
        var same = new
        {
            HeadlineFrom = windows[0].From,
            HeadlineBefore = windows[0].Before,
            YearFrom = windows[1].From,
            YearBefore = windows[1].Before,
        };
        var contents = (await transaction.Connection.QueryAsync<TextRow>(transaction.Command(Contents, same, cancellation))).ToDictionary(
            row => row.Id,
            row => new Lazy<FrozenRelease>(() => FrozenRelease.Open(row.Content, row.Hash))
        );
        var ids = contents.Keys.ToArray();
        return new EarlierReleases(
            id => contents[id].Value,
            await OfServicesAsync(transaction, Parts, ids, cancellation),
            await OfServicesAsync(transaction, Reports, ids, cancellation)
        );
    }

    private static async Task<Func<string, int, FrozenRelease?>> OfServicesAsync(
        PortalTransaction transaction,
        string sql,
        string[] ids,
        CancellationToken cancellation
    )
    {
        var texts = (
            await transaction.Connection.QueryAsync<PartRow>(transaction.Command(sql, new { Ids = ids }, cancellation))
        ).ToDictionary(row => (row.Id, row.ServiceId), row => new Lazy<FrozenRelease>(() => FrozenRelease.Open(row.Content, row.Hash)));
        return (id, service) => texts.GetValueOrDefault((id, service))?.Value;
    }

    private sealed record TextRow(string Id, string Content, string Hash);

    private sealed record PartRow(string Id, int ServiceId, string Content, string Hash);
}
