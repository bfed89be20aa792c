using Dapper;
using Portal.Api.Access;

namespace Portal.Api.Administration;

/// <summary>Somebody with a role, as whoever keeps people sees them.</summary>
/// <param name="Id">Stable id, as in the audit log.</param>
/// <param name="Organisation">Where a reader works.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="Service">Code of the service; <c>null</c> for the network.</param>
/// <param name="Since">When the portal came to know the person.</param>
/// <param name="SeenAt">When they last used it, to the minute; <c>null</c>: never.</param>
public sealed record Person(
    string Id,
    string Name,
    string? Email,
    string? Organisation,
    string Role,
    string? Service,
    DateTimeOffset Since,
    DateTimeOffset? SeenAt
)
{
    /// <summary>What ids of people begin with whom an identity provider has proved.</summary>
    public const string IdPrefix = "p-";

    /// <summary>What ids of access tokens begin with, which act for themselves.</summary>
    public const string TokenPrefix = "t-";

    private const string OfService = """
        SELECT p.person_id AS Id, p.name, p.email, p.organisation, m.role, @Code AS Service, p.entered_at AS Since, p.seen_at AS SeenAt
        FROM membership m JOIN person p ON p.person_id = m.person_id WHERE m.service_id = @Id
        UNION ALL
        SELECT p.person_id, p.name, p.email, p.organisation, 'Report.Reader', @Code, p.entered_at, p.seen_at
        FROM report_share r JOIN person p ON p.person_id = r.person_id WHERE r.service_id = @Id
        ORDER BY role, name, id
        """;

    private const string OfNetwork = """
        SELECT p.person_id AS Id, p.name, p.email, p.organisation, r.role, NULL AS Service, p.entered_at AS Since, p.seen_at AS SeenAt
        FROM person_role r JOIN person p ON p.person_id = r.person_id WHERE r.role IN ('Network.Analyst', 'Network.Admin')
        ORDER BY r.role, p.name, p.person_id
        """;

    private const string Names = """
        SELECT person_id AS Id, name FROM person WHERE person_id = ANY (@Ids)
        UNION ALL
        SELECT t.token_id, t.name || ', token of ' || coalesce(p.name, t.made_by)
        FROM access_token t LEFT JOIN person p ON p.person_id = t.made_by WHERE t.token_id = ANY (@Ids)
        """;

    /// <summary>Members, leads and readers of a service, or the people of the network; leads and administrators first.</summary>
    /// <param name="service">Whose; <c>null</c> for analysts and administrators.</param>
    public static async Task<IReadOnlyList<Person>> AllAsync(AdministrationCall call, Service? service, CancellationToken cancellation)
    {
        await using var transaction = await call.BeginAsync(service, cancellation);
        var rows = await transaction.Connection.QueryAsync<Row>(
            transaction.Command(service is null ? OfNetwork : OfService, new { service?.Id, service?.Code }, cancellation)
        );
        return [.. rows.Select(row => row.Person)];
    }

    /// <summary>Names by id, also of access tokens; an id of nobody that is known stands for itself.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> NamesAsync(
        Database.PortalDatabase database,
        IEnumerable<string> ids,
        CancellationToken cancellation
    )
    {
        var asked = ids.Distinct().ToArray();
        await using var transaction = await Database.PortalTransaction.BeginAsync(database.Administration.Source, cancellation);
        var known = (
            await transaction.Connection.QueryAsync<(string Id, string Name)>(transaction.Command(Names, new { Ids = asked }, cancellation))
        ).ToDictionary(row => row.Id, row => row.Name);
        return asked.ToDictionary(id => id, id => known.GetValueOrDefault(id, id));
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string Name { get; init; } = "";

        public string? Email { get; init; }

        public string? Organisation { get; init; }

        public string Role { get; init; } = "";

        public string? Service { get; init; }

        public DateTimeOffset Since { get; init; }

        public DateTimeOffset? SeenAt { get; init; }

        public Person Person => new(Id, Name, Email, Organisation, Role, Service, Since, SeenAt);
    }
}
