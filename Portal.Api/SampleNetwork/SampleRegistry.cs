using Dapper;
using Npgsql;
using Portal.Api.Access.Development;

namespace Portal.Api.SampleNetwork;

/// <summary>Enters the invented services and the memberships of the sample people; entering them again changes nothing.</summary>
public static class SampleRegistry
{
    private const string Register = "INSERT INTO service (code, name, nation, host, opened) VALUES (@Code, @Name, @Nation, @Host, DATE '2023-01-01') ON CONFLICT (code) DO NOTHING";

    private const string Join =
        """
        INSERT INTO membership (service_id, person_id)
        SELECT service_id, @User FROM service WHERE code = @ServiceCode
        ON CONFLICT DO NOTHING
        """;

    /// <param name="migrations">A connection of the schema's owner: registries are nobody else's to write.</param>
    public static async Task RegisterAsync(NpgsqlConnection migrations, CancellationToken cancellation)
    {
        foreach (var service in SampleServices.All)
            await migrations.ExecuteAsync(new CommandDefinition(Register, new { service.Code, service.Name, service.Nation, service.Host }, cancellationToken: cancellation));
        foreach (var person in SamplePeople.All.Where(person => person.ServiceCode is not null))
            await migrations.ExecuteAsync(new CommandDefinition(Join, new { person.User, person.ServiceCode }, cancellationToken: cancellation));
    }
}
