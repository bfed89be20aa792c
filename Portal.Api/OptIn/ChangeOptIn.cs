using System.Globalization;
using Dapper;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;

namespace Portal.Api.OptIn;

/// <summary>Opts a service in to pooled figures of a calendar year, or out of future ones; asking twice changes nothing.</summary>
public static class ChangeOptIn
{
    private const string Give =
        "INSERT INTO pooling_opt_in (service_id, year, given_at, given_by) VALUES (@ServiceId, @Year, @At, @By) ON CONFLICT DO NOTHING";

    private const string Take = "DELETE FROM pooling_opt_in WHERE service_id = @ServiceId AND year = @Year";

    /// <summary>Opts in.</summary>
    /// <param name="call">Of a lead, which is checked before this is called.</param>
    /// <param name="year">A year that <see cref="ServiceOptIn"/> lists; anything else is refused with 400.</param>
    public static Task<Answer<OptInYear>> RunAsync(ServiceCall call, string year, CancellationToken cancellation) =>
        ChangeAsync(call, year, Give, AuditEvents.PoolingOptedIn, cancellation);

    /// <summary>Opts out. Released figures stay; later ones leave the service out of every window that touches the year.</summary>
    /// <param name="call">Of a lead, which is checked before this is called.</param>
    /// <param name="year">A year that <see cref="ServiceOptIn"/> lists; anything else is refused with 400.</param>
    public static Task<Answer<OptInYear>> UndoAsync(ServiceCall call, string year, CancellationToken cancellation) =>
        ChangeAsync(call, year, Take, AuditEvents.PoolingOptedOut, cancellation);

    private static async Task<Answer<OptInYear>> ChangeAsync(
        ServiceCall call,
        string year,
        string change,
        string auditEvent,
        CancellationToken cancellation
    )
    {
        var (service, clock) = (call.Service, call.Clock);
        await using var transaction = await call.BeginAsync(cancellation);
        var answer = (await ServiceOptIn.ReadAsync(transaction, service, clock, cancellation)).Find(year);
        if (!answer.IsGiven(out var found))
            return answer;
        var number = found.Year;
        var changed = await transaction.Connection.ExecuteAsync(
            transaction.Command(
                change,
                new
                {
                    ServiceId = service.Id,
                    Year = number,
                    At = call.Now,
                    By = call.Caller.PersonId,
                },
                cancellation
            )
        );
        var standing = (await ServiceOptIn.ReadAsync(transaction, service, clock, cancellation)).Find(year);
        if (changed > 0)
            await AuditLog.AppendAsync(
                transaction,
                new AuditEvent(
                    service.Id,
                    call.Caller.PersonId,
                    auditEvent,
                    call.Now,
                    Subject: number.ToString(CultureInfo.InvariantCulture)
                ),
                cancellation
            );
        await transaction.CommitAsync(cancellation);
        return standing;
    }
}
