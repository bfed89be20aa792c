namespace Portal.Api.SignIn.Sessions;

/// <summary>What holds the key of a session.</summary>
public enum SessionKind
{
    /// <summary>A browser, in its cookie.</summary>
    Web,

    /// <summary>A script, as its token of the development identity.</summary>
    Token,

    /// <summary>A script, as a token of the identity provider, which is verified at each request as well.</summary>
    Bearer,
}

/// <summary>A session that is open at this moment.</summary>
/// <param name="KeyHash">SHA-256 of the key, 64 lower-case hexadecimal digits.</param>
/// <param name="Roles">As they stand now; never empty.</param>
/// <param name="ExportReason">Why its person takes exact figures away as files, once that was asked; otherwise <c>null</c>.</param>
public sealed record Session(
    string KeyHash,
    string PersonId,
    SessionKind Kind,
    string Name,
    IReadOnlyList<string> Roles,
    string? ExportReason = null
);

/// <summary>How long a session lasts.</summary>
/// <remarks>Source: docs/security.md, "Sessions".</remarks>
public static class SessionLimits
{
    /// <summary>A browser's session ends when it was not used for this long.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>Every session ends after this, however it was used.</summary>
    public static readonly TimeSpan Whole = TimeSpan.FromHours(12);

    /// <summary>Its use is noted at most this often, so that reading does not write each time.</summary>
    public static readonly TimeSpan NotedEvery = TimeSpan.FromMinutes(1);
}
