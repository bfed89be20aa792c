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

    /// <summary>What stays published after opting out, and what does not; without formatting.</summary>
    public const string WhatStays =
        "Releases that are published already stand as they are, with your families in their figures. No later release holds them: where it "
        + "would have kept an earlier figure that your families are part of, it shows c and names the earlier release. It says how many "
        + "figures that are, and never whose families are missing.";

    private const string Take = "DELETE FROM pooling_opt_in WHERE service_id = @ServiceId AND year = @Year";

    /// <summary>Opts in.</summary>
    /// <param name="call">Of a lead, which is checked before this is called.</param>
    /// <param name="year">A year that <see cref="ServiceOptIn"/> lists; anything else is refused with 400.</param>
    public static Task<Answer<OptInYear>> RunAsync(ServiceCall call, string year, CancellationToken cancellation) =>
        ChangeAsync(call, year, Give, AuditEvents.PoolingOptedIn, cancellation);

    /// <summary>Opts out. Released figures stay; later ones leave the service out of every window that touches the year.</summary>
    /// <param name="call">Of a lead, which is checked before this is called.</param>
    /// <param name="year">A year that <see cref="ServiceOptIn"/> lists; anything else is refused with 400.</param>
    public static async Task<Answer<OptInYear>> UndoAsync(ServiceCall call, string year, CancellationToken cancellation)
    {
        var answer = await ChangeAsync(call, year, Take, AuditEvents.PoolingOptedOut, cancellation);
        return answer.IsGiven(out var standing) ? standing with { Words = WhatStays } : answer;
    }

    private static async Task<Answer<OptInYear>> ChangeAsync(
        ServiceCall call,
        string year,
        string change,
        string auditEvent,
        CancellationToken cancellation
    )
    {
        var service = call.Service;
        await using var transaction = await call.BeginAsync(cancellation);
        var answer = (await ServiceOptIn.ReadAsync(transaction, service, call.Day, cancellation)).Find(year);
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
        var standing = (await ServiceOptIn.ReadAsync(transaction, service, call.Day, cancellation)).Find(year);
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
