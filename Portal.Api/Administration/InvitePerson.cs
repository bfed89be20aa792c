using System.Text.RegularExpressions;
using Dapper;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Calendar;
using Portal.Api.Database;
using Portal.Api.Mail.Messages;

namespace Portal.Api.Administration;

/// <summary>Whom to invite, as somebody wrote it.</summary>
/// <param name="Organisation">Where the person works; needed for readers, whom a service may not know.</param>
public sealed record InvitedPerson(string? Name, string? Email, string? Organisation);

/// <summary>An invitation that was just made.</summary>
/// <param name="Key">Of its link: 256 random bits, given this once.</param>
public sealed record MadeInvitation(Invitation Invitation, string Key)
{
    /// <summary>Path of the page that the link opens.</summary>
    public string Path => PathOf(Key);

    internal static string PathOf(string key) => "/invitation/" + key;
}

/// <summary>Invites somebody to a role. The link is the only way to claim it.</summary>
public static partial class InvitePerson
{
    private const string Insert = """
        INSERT INTO invitation (invitation_id, key_hash, email, name, organisation, role, service_id, invited_by, invited_at, expires_at)
        VALUES (@Id, @KeyHash, @Email, @Name, @Organisation, @Role, @ServiceId, @By, @Now, @ExpiresAt)
        """;

    // The newest link counts; an older one to the same person for the same role might be in other hands.
    private const string WithdrawEarlier = """
        UPDATE invitation SET withdrawn_at = @Now
        WHERE lower(email) = lower(@Email) AND role = @Role AND service_id = @ServiceId
          AND claimed_at IS NULL AND withdrawn_at IS NULL
        """;

    private static readonly Refusal Malformed = new(
        StatusCodes.Status400BadRequest,
        "INVITATION_MALFORMED",
        "Write the person's name (at most 200 characters) and one e-mail address, such as jo.smith@nhs.net."
    );

    private static readonly Refusal OrganisationMissing = new(
        StatusCodes.Status400BadRequest,
        "ORGANISATION_MISSING",
        "Write where the reader works, such as Integrated Care Board: it is shown to everybody in your service."
    );

    /// <param name="call">Of an administrator, or of a lead of the position's service.</param>
    /// <returns>400 with INVITATION_MALFORMED, ORGANISATION_MISSING or ROLE_UNKNOWN.</returns>
    public static async Task<Answer<MadeInvitation>> RunAsync(
        AdministrationCall call,
        Position position,
        InvitedPerson person,
        CancellationToken cancellation
    )
    {
        var read = Read(position, person);
        if (!read.IsGiven(out var invited, out var refusal))
            return refusal;

        var key = TicketKey.New();
        var row = new
        {
            Id = NewId("i-"),
            KeyHash = TicketKey.Hash(key),
            invited.Email,
            invited.Name,
            invited.Organisation,
            position.Role,
            ServiceId = position.LogId,
            By = call.Caller.PersonId,
            Now = call.Now.UtcDateTime,
            ExpiresAt = (call.Now + Invitation.Lasts).UtcDateTime,
        };
        await using var transaction = await call.BeginAsync(position.Service, cancellation);
        await transaction.Connection.ExecuteAsync(transaction.Command(WithdrawEarlier, row, cancellation));
        await transaction.Connection.ExecuteAsync(transaction.Command(Insert, row, cancellation));
        var made = (await Invitation.FindRowAsync(transaction, key, cancellation))!.At(call.Now);
        if (call.Portal is { } portal)
            await TellAsync(transaction, made, portal + MadeInvitation.PathOf(key), call.Now, cancellation);
        await AuditLog.AppendAsync(
            transaction,
            new AuditEvent(
                position.LogId,
                call.Caller.PersonId,
                AuditEvents.PersonInvited,
                call.Now,
                Subject: row.Id,
                Detail: position.Code
            ),
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        return new MadeInvitation(made, key);
    }

    /// <summary>Reads what somebody wrote, without inviting anybody.</summary>
    /// <returns>The person with plain spaces; an organisation that is empty is <c>null</c>.</returns>
    public static Answer<InvitedPerson> Read(Position position, InvitedPerson person)
    {
        if (!position.IsPossible)
            return Position.UnknownRole;
        var (name, email, organisation) = (Line(person.Name), person.Email?.Trim() ?? "", Line(person.Organisation));
        if (name.Length is 0 or > 200 || organisation.Length > 200 || email.Length > 254 || !Address().IsMatch(email))
            return Malformed;
        if (position.Role == Roles.Reader && organisation.Length == 0)
            return OrganisationMissing;
        return new InvitedPerson(name, email, organisation.Length == 0 ? null : organisation);
    }

    /// <summary>A random id that nobody can guess and that is no key.</summary>
    internal static string NewId(string prefix) => prefix + TicketKey.Hash(TicketKey.New())[..16];

    private static Task TellAsync(
        PortalTransaction transaction,
        Invitation made,
        string link,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var invited = new InvitedTo(made.Name, made.InvitedBy, made.Role, made.ServiceName);
        var text = InvitationMail.Write(invited, link, CalendarSettings.Day(made.ExpiresAt));
        return QueueMail.ToAddressAsync(
            transaction,
            (made.Name, made.Email),
            new NewMail(MailKind.Invitation, made.Id, text),
            now,
            cancellation
        );
    }

    private static string Line(string? text) => Space().Replace(text ?? "", " ").Trim();

    [GeneratedRegex(@"\A[^\s@<>,;""]+@[^\s@<>,;""]+\.[^\s@<>,;"".]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(@"[\s\p{C}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Space();
}
