using Dapper;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.Access;

/// <summary>How a service was closed.</summary>
/// <param name="On">Its last day.</param>
/// <param name="LastPeriod">The last quarter for which it sends an extract.</param>
/// <param name="Reason">One of <c>ProposeClosing.Reasons</c>.</param>
public sealed record ServiceClosing(DateOnly On, Quarter LastPeriod, string Reason);

/// <summary>The services that are closed; anybody who may see a service may know this.</summary>
/// <remarks>Source: docs/security.md, "Closing a service".</remarks>
public static class ClosedServices
{
    private const string Closed = """
        SELECT service_id AS Id, closed_on AS ClosedOn, last_period AS LastPeriod, closed_because AS Reason FROM service
        WHERE closed_on IS NOT NULL AND service_id = coalesce(@Id, service_id)
        """;

    /// <summary>By id; empty if there are none.</summary>
    public static async Task<IReadOnlyDictionary<int, ServiceClosing>> ReadAsync(PortalDatabase database, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, Scope.None, cancellation);
        return (await ReadAsync(transaction, null, cancellation)).ToDictionary(row => row.Id, row => row.Closing);
    }

    /// <summary>How a service was closed, or <c>null</c> while it is open.</summary>
    public static async Task<ServiceClosing?> FindAsync(PortalTransaction transaction, int serviceId, CancellationToken cancellation) =>
        (await ReadAsync(transaction, serviceId, cancellation)) is [var row] ? row.Closing : null;

    /// <inheritdoc cref="FindAsync(PortalTransaction, int, CancellationToken)"/>
    public static async Task<ServiceClosing?> FindAsync(PortalDatabase database, Service service, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, Scope.None, cancellation);
        return await FindAsync(transaction, service.Id, cancellation);
    }

    /// <summary>
    /// Why the service sends no extract of the quarter, or <c>null</c>; binding in a transaction that holds the service's lock, since
    /// closing waits for it.
    /// </summary>
    public static async Task<Refusal?> RefusalAsync(
        PortalTransaction transaction,
        int serviceId,
        Quarter period,
        CancellationToken cancellation
    ) => Refused(await FindAsync(transaction, serviceId, cancellation), period);

    private static Refusal? Refused(ServiceClosing? closing, Quarter period) =>
        closing is null || period <= closing.LastPeriod
            ? null
            : new Refusal(
                StatusCodes.Status409Conflict,
                "SERVICE_CLOSED",
                $"This service is closed. The last quarter that it sends is {closing.LastPeriod.Words}, so {period.Words} is not taken. "
                    + "Nothing was stored. If that is wrong, ask the network team to reopen the service."
            );

    private static async Task<IReadOnlyList<Row>> ReadAsync(PortalTransaction transaction, int? id, CancellationToken cancellation) =>
        (await transaction.Connection.QueryAsync<Row>(transaction.Command(Closed, new { Id = id }, cancellation))).AsList();

    private sealed record Row(int Id, DateOnly ClosedOn, Quarter LastPeriod, string Reason)
    {
        public ServiceClosing Closing => new(ClosedOn, LastPeriod, Reason);
    }
}
