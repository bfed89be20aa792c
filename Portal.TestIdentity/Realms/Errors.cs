namespace Portal.TestIdentity.Realms;

/// <summary>Errors that both realms answer, with Entra's numbers.</summary>
internal static class Errors
{
    public static readonly ProtocolError WrongSecret = new("invalid_client", 7000215, "The client secret is wrong.")
    {
        Status = StatusCodes.Status401Unauthorized,
    };

    public static readonly ProtocolError UnknownTenant = new("invalid_tenant", 90002, "No such tenant is here.");

    public static readonly ProtocolError UnknownClient = new("unauthorized_client", 700016, "No such application is in the directory.");

    public static readonly ProtocolError ForeignRedirect = new("invalid_request", 50011, "The redirect address is not registered.");

    public static readonly ProtocolError ResponseType = new("unsupported_response_type", 700054, "Only response_type=code is enabled.");

    public static readonly ProtocolError ResponseMode = new("invalid_request", 90014, "The response mode is query or form_post.");

    public static readonly ProtocolError NoOpenId = new("invalid_scope", 70011, "The scope holds openid.");

    public static readonly ProtocolError NoChallenge = new(
        "invalid_request",
        9002325,
        "Proof Key for Code Exchange with S256 is required."
    );

    public static readonly ProtocolError SignInNeeded = new("login_required", 50058, "Nobody is signed in.");

    public static readonly ProtocolError Denied = new("access_denied", 65004, "The person declined.");

    public static readonly ProtocolError SpentCode = new("invalid_grant", 54005, "The code is unknown, redeemed before or has ended.");

    public static readonly ProtocolError OtherSignIn = new("invalid_grant", 70000, "The code went to another client or address.");

    public static readonly ProtocolError WrongVerifier = new("invalid_grant", 501481, "The code verifier does not match the challenge.");

    public static readonly ProtocolError GrantType = new("unsupported_grant_type", 70003, "The grant type is not supported.");
}
