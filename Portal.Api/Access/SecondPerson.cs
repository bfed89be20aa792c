using Dapper;
using Portal.Api.Database;

namespace Portal.Api.Access;

/// <summary>Whether somebody else could confirm what takes two people.</summary>
public static class SecondPerson
{
    private const string Exists = """
        SELECT EXISTS (SELECT FROM person_role r WHERE r.person_id <> @PersonId AND (r.role = @Administrator OR (r.role = @Lead
          AND EXISTS (SELECT FROM membership m WHERE m.person_id = r.person_id AND m.service_id = @ServiceId
            AND m.role = @Lead))))
        """;

    /// <summary>Whether another administrator, or a lead of the service, exists besides this person.</summary>
    public static async Task<bool> ExistsAsync(PortalDatabase database, Service service, string personId, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.SignIn, cancellation);
        return await transaction.Connection.ExecuteScalarAsync<bool>(
            transaction.Command(
                Exists,
                new
                {
                    ServiceId = service.Id,
                    PersonId = personId,
                    Roles.Administrator,
                    Roles.Lead,
                },
                cancellation
            )
        );
    }
}
