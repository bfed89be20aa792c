using Dapper;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;

namespace Portal.Api.Administration;

/// <summary>A service keeps a lead, and the network an administrator: the last one cannot go before there is another.</summary>
internal static class LastHolder
{
    // Whoever takes one of these roles waits here for whoever takes another, so that two leads cannot remove each other.
    private const string OneAtATime = "SELECT pg_advisory_xact_lock(hashtext('portal.positions'), 0)";

    private const string OtherLead = """
        SELECT EXISTS (SELECT FROM membership WHERE service_id = @ServiceId AND person_id <> @PersonId AND role = 'Service.Lead')
        """;

    private const string OtherAdministrator = """
        SELECT EXISTS (SELECT FROM person_role WHERE person_id <> @PersonId AND role = 'Network.Admin')
        """;

    private static readonly Refusal LastLead = new(
        StatusCodes.Status409Conflict,
        "LAST_LEAD",
        "This is the only lead of the service. Make somebody else a lead first."
    );

    private static readonly Refusal LastAdministrator = new(
        StatusCodes.Status409Conflict,
        "LAST_ADMINISTRATOR",
        "This is the only administrator. Invite another one first."
    );

    /// <summary>Whether somebody may lose a position, held until the transaction ends.</summary>
    /// <returns><c>null</c> when nothing stands against it.</returns>
    public static async Task<Refusal?> RefusalAsync(
        PortalTransaction transaction,
        string personId,
        Position position,
        CancellationToken cancellation
    )
    {
        if (position.Role is not (Roles.Lead or Roles.Administrator))
            return null;
        await transaction.Connection.ExecuteAsync(transaction.Command(OneAtATime, null, cancellation));
        var isLead = position.Role == Roles.Lead;
        var other = await transaction.Connection.ExecuteScalarAsync<bool>(
            transaction.Command(
                isLead ? OtherLead : OtherAdministrator,
                new { PersonId = personId, ServiceId = position.Service?.Id },
                cancellation
            )
        );
        return other ? null
            : isLead ? LastLead
            : LastAdministrator;
    }
}
