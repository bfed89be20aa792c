using Dapper;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;

namespace Portal.Api.Administration;

/// <summary>
/// Somebody who has signed in and has no role. They see a code and tell it to their lead, who sees name and address and gives the role.
/// </summary>
/// <param name="Code">Eight letters and digits that are not taken for one another.</param>
public sealed record WaitingPerson(string Code, string Name, string? Email, DateTimeOffset Since)
{
    /// <summary>How long somebody waits before they have to sign in again.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    private const string Find = """
        SELECT issuer, subject, code, name, email, since FROM waiting_person WHERE code = @Code AND since > @After
        """;

    /// <summary>Finds somebody by the code that they told.</summary>
    /// <param name="code">In any case, with or without spaces and hyphens.</param>
    /// <returns><c>null</c> when nobody waits with it.</returns>
    public static async Task<WaitingPerson?> FindAsync(AdministrationCall call, string? code, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(call.Database.Administration.Source, cancellation);
        return await FindRowAsync(transaction, call, code, cancellation) is { } row
            ? new WaitingPerson(row.Code, row.Name, row.Email, row.Since)
            : null;
    }

    /// <summary>Gives somebody who waits a role.</summary>
    /// <param name="call">Of an administrator, or of a lead of the position's service.</param>
    /// <returns>Id of the person; 404 when nobody waits with this code, 400 ROLE_UNKNOWN.</returns>
    public static async Task<Answer<string>> AdmitAsync(
        AdministrationCall call,
        string? code,
        Position position,
        CancellationToken cancellation
    )
    {
        if (!position.IsPossible)
            return Position.UnknownRole;
        await using var transaction = await call.BeginAsync(position.Service, cancellation);
        if (await FindRowAsync(transaction, call, code, cancellation) is not { } row)
            return Refusal.NotFound;
        var identity = new ProvenIdentity(row.Issuer, row.Subject, row.Name, row.Email is null ? [] : [row.Email]);
        var personId = await EnterPerson.FindAsync(transaction, identity, cancellation) ?? InvitePerson.NewId(Person.IdPrefix);
        await EnterPerson.RunAsync(transaction, personId, identity, null, call.Now, cancellation);
        await KeepPosition.GiveAsync(transaction, personId, position, (call.Caller.PersonId, call.Now), cancellation);
        await ChangePosition.LogAsync(transaction, call, AuditEvents.RoleGiven, (personId, position), cancellation);
        await transaction.CommitAsync(cancellation);
        return personId;
    }

    private static Task<Row?> FindRowAsync(
        PortalTransaction transaction,
        AdministrationCall call,
        string? code,
        CancellationToken cancellation
    ) =>
        transaction.Connection.QuerySingleOrDefaultAsync<Row>(
            transaction.Command(
                Find,
                new
                {
                    Code = new string([.. (code ?? "").Where(char.IsAsciiLetterOrDigit)]).ToUpperInvariant(),
                    After = (call.Now - Lasts).UtcDateTime,
                },
                cancellation
            )
        );

    private sealed class Row
    {
        public string Issuer { get; init; } = "";

        public string Subject { get; init; } = "";

        public string Code { get; init; } = "";

        public string Name { get; init; } = "";

        public string? Email { get; init; }

        public DateTimeOffset Since { get; init; }
    }
}
