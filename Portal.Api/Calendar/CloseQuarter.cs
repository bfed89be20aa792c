using System.Text.Json.Serialization;
using Dapper;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.Calendar;

/// <summary>A quarter takes extracts while it is open.</summary>
[JsonConverter(typeof(CodeText<ClosureState>))]
public enum ClosureState
{
    Open,
    Closed,
}

/// <summary>Whether a quarter takes extracts.</summary>
/// <param name="ClosedAt"><c>null</c> while the quarter is open, and so is who closed it.</param>
public sealed record QuarterClosure(string Period, ClosureState State, DateTimeOffset? ClosedAt, string? ClosedBy)
{
    public static QuarterClosure Of(Quarter period, ClosedQuarter? closed) =>
        new(period.ToString(), closed is null ? ClosureState.Open : ClosureState.Closed, closed?.ClosedAt, closed?.ClosedBy);
}

/// <summary>Closes a quarter for every service, or reopens it; asking twice changes nothing.</summary>
public static class CloseQuarter
{
    private const string Close =
        "INSERT INTO closed_quarter (period, closed_at, closed_by) VALUES (@Period, @At, @By) ON CONFLICT DO NOTHING";

    private const string Reopen = "DELETE FROM closed_quarter WHERE period = @Period";

    /// <summary>Closes a quarter that has begun. Waits for extracts that are being stored; later ones are refused.</summary>
    /// <param name="caller">An administrator, which is checked before this is called.</param>
    public static async Task<Answer<QuarterClosure>> RunAsync(
        PortalDatabase database,
        Caller caller,
        Quarter period,
        CalendarDay day,
        CancellationToken cancellation
    ) =>
        ExtractCalendar.Closed(period, day) is { } refusal
            ? refusal
            : await ChangeAsync(database, caller, period, (Close, AuditEvents.QuarterClosed), day, cancellation);

    /// <summary>Lets a closed quarter take extracts again.</summary>
    /// <param name="caller">An administrator, which is checked before this is called.</param>
    public static async Task<Answer<QuarterClosure>> UndoAsync(
        PortalDatabase database,
        Caller caller,
        Quarter period,
        CalendarDay day,
        CancellationToken cancellation
    ) => await ChangeAsync(database, caller, period, (Reopen, AuditEvents.QuarterReopened), day, cancellation);

    private static async Task<QuarterClosure> ChangeAsync(
        PortalDatabase database,
        Caller caller,
        Quarter period,
        (string Sql, string Event) change,
        CalendarDay day,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(
            database.Application,
            new Scope([], caller.PersonId),
            cancellation
        );
        await ClosedQuarters.TakeAsync(transaction, period, cancellation);
        var changed = await transaction.Connection.ExecuteAsync(
            transaction.Command(
                change.Sql,
                new
                {
                    Period = period.ToString(),
                    At = day.Clock.GetUtcNow(),
                    By = caller.PersonId,
                },
                cancellation
            )
        );
        var closed = (await ClosedQuarters.ReadAsync(transaction, cancellation)).GetValueOrDefault(period);
        if (changed > 0)
            await AuditLog.AppendAsync(
                transaction,
                new AuditEvent(AuditLog.Network, caller.PersonId, change.Event, day.Clock.GetUtcNow(), period),
                cancellation
            );
        await transaction.CommitAsync(cancellation);
        return QuarterClosure.Of(period, closed);
    }
}
