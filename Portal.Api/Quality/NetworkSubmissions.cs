using Dapper;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Extracts;

namespace Portal.Api.Quality;

/// <summary>What one service has sent for one quarter and stands.</summary>
/// <param name="Files">Names of the files sent.</param>
public sealed record SentQuarter(string Period, DateTimeOffset AcceptedAt, int Rows, IReadOnlyList<string> Files);

/// <summary>One service and the quarters it has sent, oldest first.</summary>
public sealed record ServiceSubmissions(string Service, string Name, string Nation, string Host, IReadOnlyList<SentQuarter> Sent);

/// <summary>Who has sent what: for the analyst and, later, the administrator.</summary>
public static class NetworkSubmissions
{
    private const string Standing =
        """
        SELECT s.service_id AS ServiceId, s.period, s.accepted_at AS AcceptedAt, sum(f.row_count)::int AS Rows,
          string_agg(f.kind || '.csv', ' ' ORDER BY array_position(ARRAY['cases', 'risks', 'scores', 'contacts', 'feedback', 'activity'], f.kind)) AS Files
        FROM submission s JOIN submission_file f ON f.service_id = s.service_id AND f.submission_id = s.submission_id
        WHERE s.state = 'ACCEPTED'
        GROUP BY s.service_id, s.period, s.accepted_at
        ORDER BY s.service_id, s.period
        """;

    public static async Task<IReadOnlyList<ServiceSubmissions>> ReadAsync(PortalDatabase database, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Network, Scope.None, cancellation);
        var services = await ServiceRegistry.AllAsync(transaction, cancellation);
        var sent = (await transaction.Connection.QueryAsync<StandingRow>(transaction.Command(Standing, null, cancellation))).ToLookup(row => row.ServiceId);
        return
        [
            .. services.Select(service => new ServiceSubmissions(
                service.Code, service.Name, service.Nation, service.Host,
                [.. sent[service.Id].Select(row => new SentQuarter(row.Period.ToString(), new DateTimeOffset(DateTime.SpecifyKind(row.AcceptedAt, DateTimeKind.Utc)), row.Rows, row.Files.Split(' ')))])),
        ];
    }

    public static void MapNetworkSubmissions(this RouteGroupBuilder network) =>
        network.MapGet("/submissions", (PortalDatabase database, CancellationToken cancellation) => ReadAsync(database, cancellation))
            .WithName("ListNetworkSubmissions").WithSummary("Which service has sent which quarters.");

    private sealed record StandingRow(int ServiceId, Quarter Period, DateTime AcceptedAt, int Rows, string Files);
}
