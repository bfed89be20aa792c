using Portal.Api.Access;
using Portal.Api.Answers;
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

    /// <summary>The answer to a role that nobody can have in this place.</summary>
    public static readonly Refusal UnknownRole = new(
        StatusCodes.Status400BadRequest,
        "ROLE_UNKNOWN",
        "role is Service.Member, Service.Lead or Report.Reader in a service, and Network.Analyst or Network.Admin in the network."
    );

    /// <summary>
    /// Whether the role belongs to the place. Asked before anything is given or taken: what a lead may do in a service must not reach the
    /// network.
    /// </summary>
    public bool IsPossible => (Service is null ? OfNetwork : OfService).Contains(Role);

    /// <summary>The role as the audit log spells it: capitals and underscores.</summary>
    public string Code => Role.ToUpperInvariant().Replace('.', '_');

    /// <summary>Where entries about it stand in the log.</summary>
    public int LogId => Service?.Id ?? AuditLog.Network;
}
