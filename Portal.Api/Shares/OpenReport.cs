using Dapper;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.Shares;

/// <summary>A service's own protected figures in one published release.</summary>
/// <param name="Service">The service's code.</param>
/// <param name="Content">Cells of scope OWN and no others.</param>
public sealed record OpenedReport(string Service, string Name, ReportRelease Release, FrozenRelease Content);

/// <summary>Opens reports and checks their hashes, for readers they are shared with and for the service itself.</summary>
public static class OpenReport
{
    private const string Report = """
        SELECT s.service_id AS ServiceId, s.code, s.name, r.release_id AS Release, r.quarter, r.published_at AS PublishedAt,
          p.content, p.content_hash AS Hash
        FROM service_report p
        JOIN service s ON s.service_id = p.service_id
        JOIN release r ON r.release_id = p.release_id
        WHERE upper(s.code) = upper(@Code) AND p.release_id = @Id
        """;

    private const string Shared =
        Report + " AND EXISTS (SELECT FROM report_share h WHERE h.service_id = p.service_id AND h.person_id = @PersonId)";

    /// <summary>Opens a report for a reader, after logging this in the service's log.</summary>
    /// <param name="code">Code of a service.</param>
    /// <param name="id">Id of a release.</param>
    /// <returns>The same 404 when it is unknown, not published or not shared.</returns>
    public static async Task<Answer<OpenedReport>> SharedAsync(
        PortalDatabase database,
        Caller reader,
        string code,
        string id,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        ReportRow? row;
        await using (
            var transaction = await PortalTransaction.BeginAsync(database.Application, new Scope([], reader.PersonId), cancellation)
        )
            row = await transaction.Connection.QuerySingleOrDefaultAsync<ReportRow>(
                transaction.Command(
                    Shared,
                    new
                    {
                        Code = code,
                        Id = id,
                        reader.PersonId,
                    },
                    cancellation
                )
            );
        if (row is null)
            return Refusal.NotFound;
        var opened = row.Open();
        // The reader belongs to no service: the entry is about one that shares with the reader.
        await AuditLog.AppendAsync(
            database.ForJob("READ_REPORT", reader.PersonId),
            new AuditEvent(row.ServiceId, reader.PersonId, AuditEvents.ReportViewed, clock.GetUtcNow(), row.Quarter, row.Release),
            cancellation
        );
        return opened;
    }

    /// <summary>Opens a report for the service that may share it: exactly what its readers see.</summary>
    /// <returns>404 when it is unknown or not published.</returns>
    public static async Task<Answer<OpenedReport>> OwnAsync(
        PortalDatabase database,
        Service service,
        string id,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, new Scope([service.Id]), cancellation);
        var row = await transaction.Connection.QuerySingleOrDefaultAsync<ReportRow>(
            transaction.Command(Report, new { service.Code, Id = id }, cancellation)
        );
        return row is null ? Refusal.NotFound : row.Open();
    }

    private sealed class ReportRow
    {
        public int ServiceId { get; init; }

        public string Code { get; init; } = "";

        public string Name { get; init; } = "";

        public string Release { get; init; } = "";

        public Quarter Quarter { get; init; }

        public DateTimeOffset PublishedAt { get; init; }

        public string Content { get; init; } = "";

        public string Hash { get; init; } = "";

        public OpenedReport Open() => new(Code, Name, new ReportRelease(Release, Quarter, PublishedAt), FrozenRelease.Open(Content, Hash));
    }
}
