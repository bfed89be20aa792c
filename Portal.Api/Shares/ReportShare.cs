using Dapper;
using Portal.Api.Access;
using Portal.Api.Database;

namespace Portal.Api.Shares;

/// <summary>A person who may read a service's protected reports, provided that the person has the reader role.</summary>
/// <param name="Person">The id that the person signs in with.</param>
/// <param name="SharedBy">Id of the lead.</param>
public sealed record ReportShare(string Person, DateTimeOffset SharedAt, string SharedBy)
{
    private const string All =
        "SELECT person_id AS Person, shared_at AS SharedAt, shared_by AS SharedBy "
        + "FROM report_share WHERE service_id = @Id ORDER BY shared_at, person_id";

    /// <summary>The people with whom a service shares its reports, the earliest share first.</summary>
    public static async Task<IReadOnlyList<ReportShare>> AllAsync(PortalDatabase database, Service service, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, new Scope([service.Id]), cancellation);
        return await AllAsync(transaction, service, cancellation);
    }

    /// <param name="transaction">Of the application role, scoped to the service.</param>
    internal static async Task<IReadOnlyList<ReportShare>> AllAsync(
        PortalTransaction transaction,
        Service service,
        CancellationToken cancellation
    ) =>
        [
            .. (await transaction.Connection.QueryAsync<ShareRow>(transaction.Command(All, new { service.Id }, cancellation))).Select(
                row => new ReportShare(row.Person, row.SharedAt, row.SharedBy)
            ),
        ];

    private sealed class ShareRow
    {
        public string Person { get; init; } = "";

        public DateTimeOffset SharedAt { get; init; }

        public string SharedBy { get; init; } = "";
    }
}
