namespace Portal.Api.Access;

/// <summary>
/// Application roles as the <c>roles</c> claim spells them. The portal itself, not a claim, knows who belongs to a service.
/// </summary>
public static class Roles
{
    public const string Member = "Service.Member";
    public const string Lead = "Service.Lead";
    public const string Analyst = "Network.Analyst";
    public const string Administrator = "Network.Admin";
    public const string Reader = "Report.Reader";
}

/// <summary>Names of the authorisation policies. A lead counts as a member; analysts and administrators do not.</summary>
public static class Policies
{
    public const string SignedIn = "SignedIn";
    public const string Member = "Member";
    public const string Lead = "Lead";
    public const string Analyst = "Analyst";
    public const string Administrator = "Administrator";
    public const string Reader = "Reader";

    /// <summary>Analysts and administrators: they may see and approve drafts of releases.</summary>
    public const string ReleaseApprover = "ReleaseApprover";
}
