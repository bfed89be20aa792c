using Portal.Api.Answers;

namespace Portal.Api.Access;

/// <summary>The answers to a request that has no sign-in or not the role it needs.</summary>
public static class AccessRefusals
{
    public static readonly Refusal Forbidden = new(
        StatusCodes.Status403Forbidden,
        "ROLE_LACKS_OPERATION",
        "You are signed in, but your role does not include this."
    );

    public static readonly Refusal NotSignedIn = new(
        StatusCodes.Status401Unauthorized,
        "NOT_SIGNED_IN",
        "Send an access token, or sign in on the web pages."
    );
}
