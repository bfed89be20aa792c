using Dapper;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.Shares;

/// <summary>A release in which a service has a report.</summary>
/// <param name="Release">Id of the published release.</param>
/// <param name="Quarter">The last quarter of its twelve months.</param>
public sealed record ReportRelease(string Release, Quarter Quarter, DateTimeOffset PublishedAt)
{
    private const string OfOwn = """
        SELECT r.release_id AS Release, r.quarter, r.published_at AS PublishedAt
        FROM service_report p JOIN release r ON r.release_id = p.release_id
        WHERE p.service_id = @Id
        ORDER BY r.published_at DESC, r.release_id
        """;

    /// <summary>The reports that a service has to share, latest first: the same list that its readers see.</summary>
    public static async Task<IReadOnlyList<ReportRelease>> OfOwnAsync(
        PortalDatabase database,
        Service service,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, new Scope([service.Id]), cancellation);
        return
        [
            .. (await transaction.Connection.QueryAsync<ReportRow>(transaction.Command(OfOwn, new { service.Id }, cancellation))).Select(
                row => row.ToReport()
            ),
        ];
    }

    private sealed class ReportRow
    {
        public string Release { get; init; } = "";

        public Quarter Quarter { get; init; }

        public DateTimeOffset PublishedAt { get; init; }

        public ReportRelease ToReport() => new(Release, Quarter, PublishedAt);
    }
}

/// <summary>A service whose reports are shared with a reader.</summary>
/// <param name="Service">Its code.</param>
/// <param name="Releases">Latest first; empty before the first release that includes the service.</param>
public sealed record SharedService(string Service, string Name, DateTimeOffset SharedAt, IReadOnlyList<ReportRelease> Releases)
{
    private const string WithReader = """
        SELECT s.code, s.name, h.shared_at AS SharedAt, r.release_id AS Release, r.quarter, r.published_at AS PublishedAt
        FROM report_share h
        JOIN service s ON s.service_id = h.service_id
        LEFT JOIN service_report p ON p.service_id = h.service_id
        LEFT JOIN release r ON r.release_id = p.release_id
        WHERE h.person_id = @PersonId
        ORDER BY s.name, s.code, r.published_at DESC, r.release_id
        """;

    /// <summary>Everything shared with a reader, by name of the service.</summary>
    public static async Task<IReadOnlyList<SharedService>> AllAsync(PortalDatabase database, Caller reader, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(
            database.Application,
            new Scope([], reader.PersonId),
            cancellation
        );
        var rows = await transaction.Connection.QueryAsync<SharedRow>(
            transaction.Command(WithReader, new { reader.PersonId }, cancellation)
        );
        return
        [
            .. rows.GroupBy(row => (row.Code, row.Name, row.SharedAt))
                .Select(service => new SharedService(
                    service.Key.Code,
                    service.Key.Name,
                    service.Key.SharedAt,
                    [
                        .. service
                            .Where(row => row.Release is not null)
                            .Select(row => new ReportRelease(row.Release!, row.Quarter!.Value, row.PublishedAt!.Value)),
                    ]
                )),
        ];
    }

    private sealed class SharedRow
    {
        public string Code { get; init; } = "";

        public string Name { get; init; } = "";

        public DateTimeOffset SharedAt { get; init; }

        public string? Release { get; init; }

        public Quarter? Quarter { get; init; }

        public DateTimeOffset? PublishedAt { get; init; }
    }
}
