using Dapper;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.LocalMeasures;

/// <summary>Retires a local measure, takes it back, or removes one that no extract has held. Its scale never changes.</summary>
public static class RetireMeasure
{
    private const string Retire = "UPDATE local_measure SET last_period = @Last WHERE code = @Code AND last_period IS DISTINCT FROM @Last";

    private const string Remove = "DELETE FROM local_measure WHERE code = @Code AND used_at IS NULL";

    private static readonly Refusal PeriodMalformed = new(
        StatusCodes.Status400BadRequest,
        "PERIOD_MALFORMED",
        "lastPeriod is the last quarter whose extract may hold the measure, such as 2025-Q4. Nothing was changed."
    );

    private static readonly Refusal InUse = new(
        StatusCodes.Status409Conflict,
        "MEASURE_IN_USE",
        "An extract has held this measure, so it stays in the catalogue. Retire it: then no later quarter may hold it."
    );

    /// <summary>Retires a measure: no extract of a later quarter may hold it, and what was sent stays.</summary>
    /// <param name="caller">An administrator, which the calling code has checked.</param>
    /// <param name="asked">The last quarter that may hold the measure; <c>null</c> takes it back.</param>
    /// <returns>400 PERIOD_MALFORMED, 404.</returns>
    public static async Task<Answer<LocalMeasure>> RunAsync(
        PortalDatabase database,
        Caller caller,
        (string Code, string? LastPeriod) asked,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (code, last) = asked;
        Quarter? period = Quarter.TryParse(last, out var read) ? read : null;
        if (last is not null && period is null)
            return PeriodMalformed;
        var now = clock.GetUtcNow();
        await using var transaction = await AddMeasure.BeginAsync(database, caller, cancellation);
        var isChanged =
            await transaction.Connection.ExecuteAsync(transaction.Command(Retire, new { Code = code, Last = last }, cancellation)) > 0;
        if ((await NetworkMeasures.ReadAsync(transaction, cancellation)).Local.FirstOrDefault(one => one.Code == code) is not { } measure)
            return Refusal.NotFound;
        var happened = period is null ? AuditEvents.LocalMeasureKept : AuditEvents.LocalMeasureRetired;
        if (isChanged)
            await AuditLog.AppendAsync(
                transaction,
                new AuditEvent(AuditLog.Network, caller.PersonId, happened, now, period, code),
                cancellation
            );
        await transaction.CommitAsync(cancellation);
        return measure;
    }

    /// <summary>Removes a measure that no extract has held.</summary>
    /// <param name="caller">An administrator, which the calling code has checked.</param>
    /// <returns>The code; 404, 409 MEASURE_IN_USE.</returns>
    public static async Task<Answer<string>> RemoveAsync(
        PortalDatabase database,
        Caller caller,
        string code,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        await using var transaction = await AddMeasure.BeginAsync(database, caller, cancellation);
        if (await transaction.Connection.ExecuteAsync(transaction.Command(Remove, new { Code = code }, cancellation)) == 0)
            return (await NetworkMeasures.ReadAsync(transaction, cancellation)).Local.Any(one => one.Code == code)
                ? InUse
                : Refusal.NotFound;
        await AuditLog.AppendAsync(
            transaction,
            new AuditEvent(AuditLog.Network, caller.PersonId, AuditEvents.LocalMeasureRemoved, clock.GetUtcNow(), Subject: code),
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        return code;
    }
}
