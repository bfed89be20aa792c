namespace Portal.Api.Access;

/// <summary>Requests that have a limit of their own beside that of all requests: names of policies of the rate limiter.</summary>
public static class RequestKinds
{
    /// <summary>Signing in, and asking for a token.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Files: tables, pictures, bundles.</summary>
    public const string Export = "export";

    /// <summary>Beginning a release.</summary>
    public const string Release = "release";
}
