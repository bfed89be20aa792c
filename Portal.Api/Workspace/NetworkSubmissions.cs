using Dapper;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.Workspace;

/// <summary>One service's standing submission of one quarter.</summary>
/// <param name="Files">Names of the files sent.</param>
/// <param name="Warnings">Its warnings and the reasons given, by rule and file; never a value from a file.</param>
public sealed record SentQuarter(
    Quarter Period,
    DateTimeOffset AcceptedAt,
    int Rows,
    IReadOnlyList<string> Files,
    IReadOnlyList<AnsweredWarning> Warnings
);

/// <summary>A warning that a sender answered.</summary>
/// <param name="Count">How often it occurred in the file.</param>
/// <param name="Reason">One of the reasons of acknowledgements.</param>
public sealed record AnsweredWarning(string Code, string? File, int Count, string Reason);

/// <summary>One service and the quarters it has sent, oldest first.</summary>
public sealed record ServiceSubmissions(string Service, string Name, string Nation, string Host, IReadOnlyList<SentQuarter> Sent);

/// <summary>Shows the analyst, and later the administrator, who has sent what.</summary>
public static class NetworkSubmissions
{
    private const string Standing = """
        SELECT s.service_id AS ServiceId, s.period, s.accepted_at AS AcceptedAt, sum(f.row_count)::int AS Rows,
          string_agg(f.kind || '.csv', ' '
            ORDER BY array_position(ARRAY['cases', 'risks', 'scores', 'contacts', 'feedback', 'activity'], f.kind)) AS Files
        FROM submission s JOIN submission_file f ON f.service_id = s.service_id AND f.submission_id = s.submission_id
        WHERE s.state = 'ACCEPTED'
        GROUP BY s.service_id, s.period, s.accepted_at
        ORDER BY s.service_id, s.period
        """;

    private const string Warnings = """
        SELECT s.service_id AS ServiceId, s.period, w.code, w.file, sum(w.count)::int AS count, w.reason
        FROM submission s CROSS JOIN LATERAL jsonb_to_recordset(s.warnings) AS w(code text, file text, count int, reason text)
        WHERE s.state = 'ACCEPTED'
        GROUP BY s.service_id, s.period, w.code, w.file, w.reason
        ORDER BY s.service_id, s.period, w.code, w.file
        """;

    public static async Task<IReadOnlyList<ServiceSubmissions>> ReadAsync(PortalDatabase database, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Network, cancellation);
        var services = await ServiceRegistry.AllAsync(transaction, cancellation);
        var sent = (await transaction.Connection.QueryAsync<StandingRow>(transaction.Command(Standing, null, cancellation))).ToLookup(row =>
            row.ServiceId
        );
        var warnings = (await transaction.Connection.QueryAsync<WarningRow>(transaction.Command(Warnings, null, cancellation))).ToLookup(
            row => (row.ServiceId, row.Period)
        );
        return
        [
            .. services.Select(service => new ServiceSubmissions(
                service.Code,
                service.Name,
                service.Nation,
                service.Host,
                [
                    .. sent[service.Id]
                        .Select(row => new SentQuarter(
                            row.Period,
                            new DateTimeOffset(DateTime.SpecifyKind(row.AcceptedAt, DateTimeKind.Utc)),
                            row.Rows,
                            row.Files.Split(' '),
                            [
                                .. warnings[(service.Id, row.Period)]
                                    .Select(warning => new AnsweredWarning(warning.Code, warning.File, warning.Count, warning.Reason)),
                            ]
                        )),
                ]
            )),
        ];
    }

    public static void MapNetworkSubmissions(this RouteGroupBuilder network) =>
        network
            .MapGet("/submissions", (PortalDatabase database, CancellationToken cancellation) => ReadAsync(database, cancellation))
            .WithName("ListNetworkSubmissions")
            .WithSummary("Which service has sent which quarters, and the reasons given for what looked unusual.");

    private sealed record WarningRow(int ServiceId, Quarter Period, string Code, string? File, int Count, string Reason);

    private sealed record StandingRow(int ServiceId, Quarter Period, DateTime AcceptedAt, int Rows, string Files);
}
