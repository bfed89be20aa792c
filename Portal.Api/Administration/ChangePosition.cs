using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;

namespace Portal.Api.Administration;

/// <summary>Gives somebody who is known another role in the same place, or takes theirs. It counts at their next click.</summary>
public static class ChangePosition
{
    private static readonly Refusal NotAPair = new(
        StatusCodes.Status400BadRequest,
        "ROLE_UNKNOWN",
        "A member can become a lead and a lead a member. Anybody else is invited."
    );

    /// <summary>Makes a member a lead, or a lead a member.</summary>
    /// <param name="call">Of an administrator, or of a lead of the service.</param>
    /// <param name="position">The role that the person is to have.</param>
    /// <returns>Id of the person; 404 for somebody else, 409 LAST_LEAD.</returns>
    public static async Task<Answer<string>> RunAsync(
        AdministrationCall call,
        string personId,
        Position position,
        CancellationToken cancellation
    )
    {
        if (position.Role is not (Roles.Member or Roles.Lead) || position.Service is null)
            return NotAPair;
        var current = (await Person.AllAsync(call, position.Service, cancellation)).FirstOrDefault(one =>
            one.Id == personId && one.Role is (Roles.Member or Roles.Lead)
        );
        if (current is null)
            return Refusal.NotFound;
        if (current.Role == position.Role)
            return personId;
        await using var transaction = await call.BeginAsync(position.Service, cancellation);
        if (await LastHolder.RefusalAsync(transaction, personId, position with { Role = current.Role }, cancellation) is { } last)
            return last;
        if (await KeepPosition.GiveAsync(transaction, personId, position, (call.Caller.PersonId, call.Now), cancellation))
            await LogAsync(transaction, call, AuditEvents.RoleGiven, (personId, position), cancellation);
        await transaction.CommitAsync(cancellation);
        return personId;
    }

    /// <summary>Takes a role. What the person did stays in the log under their name.</summary>
    /// <param name="call">Of an administrator, or of a lead of the service.</param>
    /// <returns>Id of the person; 404 when they do not have it, 409 LAST_LEAD or LAST_ADMINISTRATOR.</returns>
    public static async Task<Answer<string>> UndoAsync(
        AdministrationCall call,
        string personId,
        Position position,
        CancellationToken cancellation
    )
    {
        if (!position.IsPossible)
            return Refusal.NotFound;
        await using var transaction = await call.BeginAsync(position.Service, cancellation);
        if (await LastHolder.RefusalAsync(transaction, personId, position, cancellation) is { } last)
            return await HasAsync(call, personId, position, cancellation) ? last : Refusal.NotFound;
        if (!await KeepPosition.TakeAsync(transaction, personId, position, cancellation))
            return Refusal.NotFound;
        await LogAsync(transaction, call, AuditEvents.RoleTaken, (personId, position), cancellation);
        await transaction.CommitAsync(cancellation);
        return personId;
    }

    internal static Task LogAsync(
        PortalTransaction transaction,
        AdministrationCall call,
        string auditEvent,
        (string PersonId, Position Position) of,
        CancellationToken cancellation
    ) =>
        AuditLog.AppendAsync(
            transaction,
            new AuditEvent(of.Position.LogId, call.Caller.PersonId, auditEvent, call.Now, Subject: of.PersonId, Detail: of.Position.Code),
            cancellation
        );

    private static async Task<bool> HasAsync(AdministrationCall call, string personId, Position position, CancellationToken cancellation) =>
        (await Person.AllAsync(call, position.Service, cancellation)).Any(one => one.Id == personId && one.Role == position.Role);
}
