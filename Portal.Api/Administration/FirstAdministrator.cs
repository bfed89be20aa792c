using Dapper;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.Administration;

/// <summary>Invites the first administrator of a new portal: nobody else could.</summary>
public static class FirstAdministrator
{
    private const string HasOne = "SELECT EXISTS (SELECT FROM person_role WHERE role = 'Network.Admin')";

    private static readonly Refusal There = new(
        StatusCodes.Status409Conflict,
        "ADMINISTRATOR_THERE",
        "There is an administrator already; they invite further ones on the page People."
    );

    /// <param name="address">Where people reach the portal.</param>
    /// <returns>The link; 409 ADMINISTRATOR_THERE, or 400 for an address that is none.</returns>
    public static async Task<Answer<string>> InviteAsync(
        PortalDatabase database,
        Uri address,
        (string Email, string? Name) person,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        await using (var looking = await PortalTransaction.BeginAsync(database.Administration.Source, cancellation))
            if (await looking.Connection.ExecuteScalarAsync<bool>(looking.Command(HasOne, null, cancellation)))
                return There;
        var made = await InvitePerson.RunAsync(
            new AdministrationCall(database, new Caller(JobTicket.Portal, "The portal", []), new CalendarDay(clock)),
            new Position(Roles.Administrator, null),
            new InvitedPerson(person.Name ?? person.Email, person.Email, null),
            cancellation
        );
        return made.Then<string>(invitation => address.GetLeftPart(UriPartial.Authority) + invitation.Path);
    }
}
