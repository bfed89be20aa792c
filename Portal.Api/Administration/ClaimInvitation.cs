using Dapper;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;

namespace Portal.Api.Administration;

/// <summary>Gives whoever has signed in the role of an invitation.</summary>
public static class ClaimInvitation
{
    /// <summary>Code of the refusal of a link that was sent to another address than the one signed in with.</summary>
    public const string SentToAnother = "INVITATION_SENT_TO_ANOTHER";

    private const string Claim = """
        UPDATE invitation SET claimed_at = @Now, claimed_by = @PersonId
        WHERE invitation_id = @Id AND claimed_at IS NULL AND withdrawn_at IS NULL AND expires_at > @Now
        """;

    private static readonly Refusal Unknown = Gone("INVITATION_UNKNOWN", "This link opens nothing. Ask for a new invitation.");

    private static readonly Refusal Used = Gone(
        "INVITATION_USED",
        "Somebody has used this link already. If it was not you, tell whoever invited you."
    );

    private static readonly Refusal Withdrawn = Gone("INVITATION_WITHDRAWN", "This invitation was withdrawn. Ask whoever invited you.");

    private static readonly Refusal Expired = Gone(
        "INVITATION_EXPIRED",
        "This invitation has expired: a link is good for 7 days. Ask whoever invited you for a new one."
    );

    private static readonly Refusal ToAnother = new(
        StatusCodes.Status403Forbidden,
        SentToAnother,
        "This invitation was sent to another e-mail address than the one you signed in with."
    );

    /// <summary>Claims it; a second time by the same person changes nothing.</summary>
    /// <param name="database">The portal's, without the ticket of a session.</param>
    /// <param name="key">Of the link.</param>
    /// <returns>Id of the person; 403 or 410 with the reason.</returns>
    public static async Task<Answer<string>> RunAsync(
        PortalDatabase database,
        TimeProvider clock,
        string key,
        ProvenIdentity identity,
        CancellationToken cancellation
    )
    {
        var now = clock.GetUtcNow();
        InvitationRow? found;
        string? known;
        await using (var looking = await PortalTransaction.BeginAsync(database.Administration.Source, cancellation))
        {
            found = await Invitation.FindRowAsync(looking, key, cancellation);
            known = await EnterPerson.FindAsync(looking, identity, cancellation);
        }

        if (found is null)
            return Unknown;
        if (found.ClaimedBy is { } claimedBy)
            return claimedBy == known ? claimedBy : Used;
        if (found.IsWithdrawn)
            return Withdrawn;
        if (now >= found.ExpiresAt)
            return Expired;
        if (!identity.Emails.Contains(found.Email, StringComparer.OrdinalIgnoreCase))
            return ToAnother;

        var (personId, position) = (known ?? InvitePerson.NewId(Person.IdPrefix), found.Position);
        await using var transaction = await PortalTransaction.BeginAsync(
            database.ForJob("CLAIM_INVITATION", personId).Administration,
            new Scope(position.Service is null ? [] : [position.Service.Id], personId),
            cancellation
        );
        var row = new
        {
            found.Id,
            PersonId = personId,
            Now = now.UtcDateTime,
        };
        if (await transaction.Connection.ExecuteAsync(transaction.Command(Claim, row, cancellation)) == 0)
            return Used;
        await EnterPerson.RunAsync(transaction, personId, identity, found.Organisation, now, cancellation);
        await KeepPosition.GiveAsync(transaction, personId, position, (found.InvitedById, now), cancellation);
        await AuditLog.AppendAsync(
            transaction,
            new AuditEvent(position.LogId, personId, AuditEvents.InvitationClaimed, now, Subject: found.Id, Detail: position.Code),
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        return personId;
    }

    private static Refusal Gone(string code, string detail) => new(StatusCodes.Status410Gone, code, detail);
}
