using Dapper;
using Portal.Api.Database;

namespace Portal.Api.Access;

/// <summary>The services that a person belongs to.</summary>
public static class Memberships
{
    private const string OfPerson = """
        SELECT s.service_id AS id, s.code, s.name, s.nation, s.host, m.role = 'Service.Lead' AS isLed
        FROM membership m JOIN service s ON s.service_id = m.service_id
        WHERE m.person_id = @PersonId
        ORDER BY s.name
        """;

    private const string OfToken = """
        SELECT s.service_id AS id, s.code, s.name, s.nation, s.host, false AS isLed FROM service s WHERE s.service_id = @TokenService
        """;

    /// <summary>The services of a person by name; of an access token its one service.</summary>
    public static async Task<IReadOnlyList<Service>> OfAsync(PortalDatabase database, Caller caller, CancellationToken cancellation)
    {
        if (!caller.IsMember)
            return [];
        await using var transaction = await PortalTransaction.BeginAsync(
            database.Application,
            new Scope([], caller.PersonId),
            cancellation
        );
        return (
            await transaction.Connection.QueryAsync<Service>(
                transaction.Command(
                    caller.TokenService is null ? OfPerson : OfToken,
                    new { caller.PersonId, caller.TokenService },
                    cancellation
                )
            )
        ).AsList();
    }

    /// <summary>The caller's own service with this code; <c>null</c> both when it is unknown and when it is somebody else's.</summary>
    public static async Task<Service?> FindAsync(PortalDatabase database, Caller caller, string code, CancellationToken cancellation) =>
        (await OfAsync(database, caller, cancellation)).FirstOrDefault(service =>
            string.Equals(service.Code, code, StringComparison.OrdinalIgnoreCase)
        );
}
