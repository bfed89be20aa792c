using Dapper;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Extracts.Rules;
using Portal.Api.Periods;

namespace Portal.Api.Calendar;

/// <summary>A quarter whose collection the administrator has ended.</summary>
/// <param name="ClosedBy">Id of the administrator.</param>
public sealed record ClosedQuarter(Quarter Period, DateTimeOffset ClosedAt, string ClosedBy);

/// <summary>The quarters that no longer take extracts.</summary>
public static class ClosedQuarters
{
    private const string All = "SELECT period, closed_at AS ClosedAt, closed_by AS ClosedBy FROM closed_quarter ORDER BY period";

    private const string One = "SELECT EXISTS (SELECT FROM closed_quarter WHERE period = @Period)";

    // Storing shares the lock; closing and reopening hold it alone. So each submission falls wholly before or wholly after them.
    private const string Share = "SELECT pg_advisory_xact_lock_shared(hashtext('portal.calendar'), @Index)";

    private const string Take = "SELECT pg_advisory_xact_lock(hashtext('portal.calendar'), @Index)";

    /// <summary>Every closed quarter, oldest first.</summary>
    public static async Task<IReadOnlyDictionary<Quarter, ClosedQuarter>> ReadAsync(PortalDatabase database, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, Scope.None, cancellation);
        return await ReadAsync(transaction, cancellation);
    }

    public static async Task<IReadOnlyDictionary<Quarter, ClosedQuarter>> ReadAsync(
        PortalTransaction transaction,
        CancellationToken cancellation
    ) =>
        (await transaction.Connection.QueryAsync<Row>(transaction.Command(All, null, cancellation))).ToDictionary(
            row => row.Period,
            row => new ClosedQuarter(row.Period, new DateTimeOffset(DateTime.SpecifyKind(row.ClosedAt, DateTimeKind.Utc)), row.ClosedBy)
        );

    /// <summary>
    /// Why the service can send no extract of the quarter now, or <c>null</c>: it has not begun, or quarter or service are closed. Asked
    /// first, to save work; it is not binding.
    /// </summary>
    public static async Task<Refusal?> RefusalAsync(ServiceCall call, Quarter period, CancellationToken cancellation)
    {
        if (ExtractCalendar.Closed(period, call.Day) is { } early)
            return early;
        await using var transaction = await PortalTransaction.BeginAsync(call.Database.Application, Scope.None, cancellation);
        return await IsClosedAsync(transaction, period, cancellation)
            ? Refused(period)
            : await ClosedServices.RefusalAsync(transaction, call.Service.Id, period, cancellation);
    }

    /// <summary>The same, binding until the transaction ends: nobody can close the quarter while its extract is being stored.</summary>
    /// <param name="transaction">Of the service, with its lock, so that nobody can close the service either.</param>
    public static async Task<Refusal?> RefusalAsync(
        PortalTransaction transaction,
        int serviceId,
        Quarter period,
        CancellationToken cancellation
    )
    {
        await transaction.Connection.ExecuteAsync(transaction.Command(Share, new { period.Index }, cancellation));
        return await IsClosedAsync(transaction, period, cancellation)
            ? Refused(period)
            : await ClosedServices.RefusalAsync(transaction, serviceId, period, cancellation);
    }

    /// <summary>Waits until no extract of the quarter is being stored, and keeps others out until the transaction ends.</summary>
    internal static Task TakeAsync(PortalTransaction transaction, Quarter period, CancellationToken cancellation) =>
        transaction.Connection.ExecuteAsync(transaction.Command(Take, new { period.Index }, cancellation));

    private static Task<bool> IsClosedAsync(PortalTransaction transaction, Quarter period, CancellationToken cancellation) =>
        transaction.Connection.ExecuteScalarAsync<bool>(transaction.Command(One, new { Period = period.ToString() }, cancellation));

    private static Refusal Refused(Quarter period) =>
        new(
            StatusCodes.Status409Conflict,
            "QUARTER_CLOSED",
            $"{period.Words} is closed: the network team has ended its collection. Nothing was stored. "
                + "If something must be put right, ask them to reopen it.",
            RuleReference.To(PeriodRules.Closed)
        );

    private sealed record Row(Quarter Period, DateTime ClosedAt, string ClosedBy);
}
