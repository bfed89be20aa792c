using Dapper;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Mail.Messages;

namespace Portal.Api.Mail;

/// <summary>Which mails somebody gets.</summary>
/// <param name="Always">Kinds that nobody can turn off.</param>
/// <param name="On">Kinds that are sent.</param>
/// <param name="Off">Kinds that the person has turned off.</param>
public sealed record MyMail(IReadOnlyList<MailKind> Always, IReadOnlyList<MailKind> On, IReadOnlyList<MailKind> Off)
{
    private const string TurnedOff = "SELECT kind FROM mail_choice WHERE person_id = @PersonId";

    private const string Forget = "DELETE FROM mail_choice WHERE person_id = @PersonId";

    private const string Keep = "INSERT INTO mail_choice (person_id, kind) SELECT @PersonId, unnest(@Kinds)";

    private static readonly Refusal UnknownKind = new(
        StatusCodes.Status400BadRequest,
        "MAIL_KIND_UNKNOWN",
        "off lists what you do not want: RECEIPT, REMINDER or RELEASE_NOTE. Invitations are always sent."
    );

    public static async Task<MyMail> ReadAsync(PortalDatabase database, Caller caller, CancellationToken cancellation)
    {
        await using var transaction = await BeginAsync(database, caller, cancellation);
        var off = await transaction.Connection.QueryAsync<string>(transaction.Command(TurnedOff, new { caller.PersonId }, cancellation));
        return Of([.. off]);
    }

    /// <param name="off">Codes of all kinds that the person does not want.</param>
    /// <returns>400 MAIL_KIND_UNKNOWN for a kind that is none or cannot be turned off.</returns>
    public static async Task<Answer<MyMail>> ChooseAsync(
        PortalDatabase database,
        Caller caller,
        IReadOnlyList<string?>? off,
        CancellationToken cancellation
    )
    {
        if (off is null || off.Any(code => code is null || !MailKinds.Optional.Select(Codes.Of).Contains(code)))
            return UnknownKind;
        var kinds = off.OfType<string>().Distinct().ToArray();
        await using var transaction = await BeginAsync(database, caller, cancellation);
        await transaction.Connection.ExecuteAsync(transaction.Command(Forget, new { caller.PersonId }, cancellation));
        await transaction.Connection.ExecuteAsync(transaction.Command(Keep, new { caller.PersonId, Kinds = kinds }, cancellation));
        await transaction.CommitAsync(cancellation);
        return Of(kinds);
    }

    private static MyMail Of(string[] off) =>
        new(
            MailKinds.Always,
            [.. MailKinds.Optional.Where(kind => !off.Contains(Codes.Of(kind)))],
            [.. MailKinds.Optional.Where(kind => off.Contains(Codes.Of(kind)))]
        );

    private static Task<PortalTransaction> BeginAsync(PortalDatabase database, Caller caller, CancellationToken cancellation) =>
        PortalTransaction.BeginAsync(database.Application, new Scope([], caller.PersonId), cancellation);
}
