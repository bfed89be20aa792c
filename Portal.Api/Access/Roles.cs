namespace Portal.Api.Access;

/// <summary>Application roles as they stand in the <c>roles</c> claim. Membership of a service is kept in the portal, not in claims.</summary>
public static class Roles
{
    public const string Member = "Service.Member";
    public const string Lead = "Service.Lead";
    public const string Analyst = "Network.Analyst";
    public const string Administrator = "Network.Admin";
    public const string Reader = "Report.Reader";
}

/// <summary>Names of the authorisation policies: a lead is also a member; analysts and administrators are not.</summary>
public static class Policies
{
    public const string SignedIn = "SignedIn";
    public const string Member = "Member";
    public const string Lead = "Lead";
    public const string Analyst = "Analyst";
    public const string Administrator = "Administrator";
    public const string Reader = "Reader";

    /// <summary>May see and approve drafts of releases: analysts and administrators.</summary>
    public const string ReleaseApprover = "ReleaseApprover";
}
