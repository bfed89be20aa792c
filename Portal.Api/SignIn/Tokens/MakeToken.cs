using System.Globalization;
using Dapper;
using Portal.Api.Access;
using Portal.Api.Administration;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;

namespace Portal.Api.SignIn.Tokens;

/// <summary>A token as somebody asks for it.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Actions">Of <see cref="TokenActions.All"/>.</param>
/// <param name="Days">How long it is good for; without it <see cref="AccessToken.UsualDays"/>.</param>
/// <param name="ExportReason">One of <see cref="ExportReasons.All"/>; needed to read, and only then.</param>
public sealed record AskedToken(string? Name, IReadOnlyList<string>? Actions, int? Days, string? ExportReason);

/// <summary>A token that was just made.</summary>
/// <param name="Key">What the script sends: 256 random bits after a prefix, given this once.</param>
public sealed record MadeToken(AccessToken Token, string Key);

/// <summary>Makes an access token for the scripts of a service. Only its hash is kept.</summary>
public static class MakeToken
{
    private const string Insert = """
        INSERT INTO access_token (service_id, token_id, key_hash, name, actions, export_reason, made_by, made_at, expires_at)
        VALUES (@ServiceId, @Id, @KeyHash, @Name, @Actions, @ExportReason, @By, @Now, @ExpiresAt)
        """;

    // Two leads at once must not pass the limit together.
    private const string OneAtATime = "SELECT pg_advisory_xact_lock(hashtext('portal.access_token'), @ServiceId)";

    // Held, so that whoever stops leading meanwhile takes this token along as well.
    private const string StillLeads = """
        SELECT EXISTS (SELECT FROM membership WHERE service_id = @ServiceId AND person_id = @By AND role = 'Service.Lead' FOR SHARE)
        """;

    private static readonly Refusal NameMissing = new(
        StatusCodes.Status400BadRequest,
        "TOKEN_NAME_MISSING",
        "Write what the token is for, in at most 80 characters, such as Quarterly upload."
    );

    private static readonly Refusal ActionsUnknown = new(
        StatusCodes.Status400BadRequest,
        "TOKEN_ACTIONS_UNKNOWN",
        "Choose what the token may do: check, submit or read, one or more of them."
    );

    private static readonly Refusal DaysUnknown = new(
        StatusCodes.Status400BadRequest,
        "TOKEN_DAYS_UNKNOWN",
        string.Create(CultureInfo.InvariantCulture, $"A token is good for 1 to {AccessToken.MostDays} days.")
    );

    private static readonly Refusal ReasonMissing = new(
        StatusCodes.Status400BadRequest,
        "TOKEN_REASON_MISSING",
        $"A token that reads needs the reason why its files are needed; exportReason is one of {string.Join(", ", ExportReasons.All)}."
    );

    private static readonly Refusal TooMany = new(
        StatusCodes.Status409Conflict,
        "TOO_MANY_TOKENS",
        string.Create(CultureInfo.InvariantCulture, $"The service has {AccessToken.MostActive} tokens. Revoke one that is not used first.")
    );

    /// <param name="call">Of a lead of the service.</param>
    /// <returns>400 with the field that is wrong, 409 TOO_MANY_TOKENS.</returns>
    public static async Task<Answer<MadeToken>> RunAsync(
        AdministrationCall call,
        Service service,
        AskedToken asked,
        CancellationToken cancellation
    )
    {
        var name = string.Join(' ', (asked.Name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (name.Length is 0 or > 80 || name.Any(char.IsControl))
            return NameMissing;
        var actions = TokenActions.All.Where(action => asked.Actions?.Contains(action) == true).ToArray();
        if (actions.Length == 0 || asked.Actions!.Except(actions).Any())
            return ActionsUnknown;
        var days = asked.Days ?? AccessToken.UsualDays;
        if (days is < 1 or > AccessToken.MostDays)
            return DaysUnknown;
        var reason = actions.Contains(TokenActions.Read) ? asked.ExportReason : null;
        if (actions.Contains(TokenActions.Read) && !ExportReasons.All.Contains(reason))
            return ReasonMissing;

        var key = AccessToken.KeyPrefix + TicketKey.New();
        var row = new
        {
            ServiceId = service.Id,
            Id = InvitePerson.NewId(AccessToken.IdPrefix),
            KeyHash = TicketKey.Hash(key),
            Name = name,
            Actions = actions,
            ExportReason = reason,
            By = call.Caller.PersonId,
            Now = call.Now.UtcDateTime,
            ExpiresAt = call.Now.AddDays(days).UtcDateTime,
        };
        await using var transaction = await call.BeginAsync(service, cancellation);
        await transaction.Connection.ExecuteAsync(transaction.Command(OneAtATime, row, cancellation));
        if (!await transaction.Connection.ExecuteScalarAsync<bool>(transaction.Command(StillLeads, row, cancellation)))
            return AccessRefusals.Forbidden;
        var standing = await AccessToken.AllAsync(transaction, service, call.Now, cancellation);
        if (standing.Count(token => token.State == AccessTokenState.Active) >= AccessToken.MostActive)
            return TooMany;
        await transaction.Connection.ExecuteAsync(transaction.Command(Insert, row, cancellation));
        await AuditLog.AppendAsync(
            transaction,
            new AuditEvent(
                service.Id,
                call.Caller.PersonId,
                AuditEvents.AccessTokenMade,
                call.Now,
                Subject: row.Id,
                Detail: string.Join('_', actions).ToUpperInvariant()
            ),
            cancellation
        );
        var made = (await AccessToken.AllAsync(transaction, service, call.Now, cancellation)).First(token => token.Id == row.Id);
        await transaction.CommitAsync(cancellation);
        return new MadeToken(made, key);
    }
}
