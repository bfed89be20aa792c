namespace Portal.Api.Database;

/// <summary>A login of the portal. roles.sql and the migrations say what each may do.</summary>
/// <param name="Name">Its name in PostgreSQL.</param>
/// <param name="ConnectionString">Name of its connection string in configuration.</param>
/// <param name="Use">For <c>application_name</c> and metrics.</param>
/// <param name="LargestPool">Most connections of one node; the six roles together stay below the 100 of a default server.</param>
public sealed record PortalRole(string Name, string ConnectionString, string Use, int LargestPool)
{
    /// <summary>Owns every object and changes the schema; never serves a request.</summary>
    public static readonly PortalRole Migrations = new("portal_migrations", "PortalMigrations", "migrations", 4);

    /// <summary>Everything that is scoped to one person's services.</summary>
    public static readonly PortalRole Application = new("portal_app", "Portal", "application", 28);

    /// <summary>Aggregates of all services, for network analysts; it cannot read tables of rows.</summary>
    public static readonly PortalRole Network = new("portal_network", "PortalNetwork", "network", 10);

    /// <summary>The release job: reads current rows of all services, writes released cells.</summary>
    public static readonly PortalRole Release = new("portal_release", "PortalRelease", "release", 6);

    /// <summary>Sessions and roles of people; only the room SignIn uses it.</summary>
    public static readonly PortalRole SignIn = new("portal_sign_in", "PortalSignIn", "sign-in", 10);

    /// <summary>People, their roles and the registry of services; only the room Administration uses it.</summary>
    public static readonly PortalRole Administration = new("portal_administration", "PortalAdministration", "administration", 6);

    public static readonly IReadOnlyList<PortalRole> All = [Migrations, Application, Network, Release, SignIn, Administration];
}
