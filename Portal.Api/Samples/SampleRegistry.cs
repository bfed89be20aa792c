using Dapper;
using Npgsql;
using Portal.Api.Access;

namespace Portal.Api.Samples;

/// <summary>
/// Enters the invented services, opted in to pooling, and the memberships and roles of the sample people; a second time changes nothing.
/// </summary>
public static class SampleRegistry
{
    // Opted in only when the service is entered, so that an opt-out survives the next start.
    private const string Register = """
        WITH entered AS (
          INSERT INTO service (code, name, nation, host, opened) VALUES (@Code, @Name, @Nation, @Host, DATE '2023-01-01')
          ON CONFLICT (code) DO NOTHING
          RETURNING service_id
        )
        INSERT INTO pooling_opt_in (service_id, year, given_at, given_by)
        SELECT service_id, year, now(), 'lead@' || lower(@Code) FROM entered CROSS JOIN generate_series(2015, 2035) AS year
        """;

    private const string Join = """
        INSERT INTO membership (service_id, person_id, role)
        SELECT service_id, @User, @Role FROM service WHERE code = @ServiceCode
        ON CONFLICT DO NOTHING
        """;

    private const string Lead = "UPDATE membership SET role = @Role WHERE person_id = @User AND role <> @Role";

    private const string NobodyHasARole = "SELECT NOT EXISTS (SELECT FROM person_role)";

    // A database that is older than names has the id in place of the name.
    private const string Name = """
        INSERT INTO person (person_id, name, email, entered_at) VALUES (@User, @Name, @Email, now())
        ON CONFLICT (person_id) DO UPDATE SET name = excluded.name WHERE person.name = person.person_id
        """;

    private const string Give = "INSERT INTO person_role (person_id, role) VALUES (@User, @Role) ON CONFLICT DO NOTHING";

    /// <summary>
    /// Gives the sample people their roles in a database that is older than roles; where anybody has one, nothing changes.
    /// </summary>
    /// <param name="migrations">A connection of the schema's owner, who alone may write registries.</param>
    public static async Task GiveRolesAsync(NpgsqlConnection migrations, CancellationToken cancellation)
    {
        await NameAsync(migrations, cancellation);
        if (!await migrations.ExecuteScalarAsync<bool>(new CommandDefinition(NobodyHasARole, cancellationToken: cancellation)))
            return;
        foreach (var person in SamplePeople.All)
            await migrations.ExecuteAsync(new CommandDefinition(Give, new { person.User, person.Role }, cancellationToken: cancellation));
        foreach (var person in SamplePeople.All.Where(person => person.Role == Roles.Lead))
            await migrations.ExecuteAsync(new CommandDefinition(Lead, new { person.User, person.Role }, cancellationToken: cancellation));
    }

    /// <param name="migrations">A connection of the schema's owner, who alone may write registries.</param>
    public static async Task RegisterAsync(NpgsqlConnection migrations, CancellationToken cancellation)
    {
        await EnterAsync(migrations, SampleServices.All, cancellation);
        await NameAsync(migrations, cancellation);
        foreach (var person in SamplePeople.All)
            await migrations.ExecuteAsync(new CommandDefinition(Give, new { person.User, person.Role }, cancellationToken: cancellation));
        foreach (var person in SamplePeople.All.Where(person => person.ServiceCode is not null))
            await migrations.ExecuteAsync(
                new CommandDefinition(
                    Join,
                    new
                    {
                        person.User,
                        person.Role,
                        person.ServiceCode,
                    },
                    cancellationToken: cancellation
                )
            );
    }

    private static async Task NameAsync(NpgsqlConnection migrations, CancellationToken cancellation)
    {
        foreach (var person in SamplePeople.All)
            await migrations.ExecuteAsync(
                new CommandDefinition(
                    Name,
                    new
                    {
                        person.User,
                        person.Name,
                        person.Email,
                    },
                    cancellationToken: cancellation
                )
            );
    }

    /// <summary>Enters invented services only, opted in.</summary>
    internal static async Task EnterAsync(NpgsqlConnection migrations, IEnumerable<SampleService> services, CancellationToken cancellation)
    {
        foreach (var service in services)
            await migrations.ExecuteAsync(
                new CommandDefinition(
                    Register,
                    new
                    {
                        service.Code,
                        service.Name,
                        service.Nation,
                        service.Host,
                    },
                    cancellationToken: cancellation
                )
            );
    }
}
