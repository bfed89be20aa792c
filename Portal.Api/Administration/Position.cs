using Portal.Api.Access;
using Portal.Api.Audit;

namespace Portal.Api.Administration;

/// <summary>A role, and the service in which somebody has it.</summary>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="Service">For members, leads and readers of its reports; <c>null</c> for analysts and administrators.</param>
public sealed record Position(string Role, Service? Service)
{
    /// <summary>Roles that somebody has in a service.</summary>
    public static readonly IReadOnlyList<string> OfService = [Roles.Member, Roles.Lead, Roles.Reader];

    /// <summary>Roles that somebody has in the network.</summary>
    public static readonly IReadOnlyList<string> OfNetwork = [Roles.Analyst, Roles.Administrator];

    /// <summary>The role as the audit log spells it: capitals and underscores.</summary>
    public string Code => Role.ToUpperInvariant().Replace('.', '_');

    /// <summary>Where entries about it stand in the log.</summary>
    public int LogId => Service?.Id ?? AuditLog.Network;
}
