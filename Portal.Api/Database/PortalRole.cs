namespace Portal.Api.Database;

/// <summary>A login of the portal; what each may do is in roles.sql and in the migrations.</summary>
/// <param name="Name">As PostgreSQL knows it.</param>
/// <param name="ConnectionString">Name of its connection string in configuration.</param>
/// <param name="Use">For <c>application_name</c> and metrics.</param>
/// <param name="LargestPool">Connections kept by one node; four roles together stay below a default server's 100.</param>
public sealed record PortalRole(string Name, string ConnectionString, string Use, int LargestPool)
{
    /// <summary>Owns every object and changes the schema; never serves a request.</summary>
    public static readonly PortalRole Migrations = new("portal_migrations", "PortalMigrations", "migrations", 4);

    /// <summary>Everything that is scoped to the services of one person.</summary>
    public static readonly PortalRole Application = new("portal_app", "Portal", "application", 30);

    /// <summary>Aggregates of all services, for network analysts; no row tables.</summary>
    public static readonly PortalRole Network = new("portal_network", "PortalNetwork", "network", 10);

    /// <summary>The release job: reads current rows of all services, writes released cells.</summary>
    public static readonly PortalRole Release = new("portal_release", "PortalRelease", "release", 6);

    public static readonly IReadOnlyList<PortalRole> All = [Migrations, Application, Network, Release];
}
