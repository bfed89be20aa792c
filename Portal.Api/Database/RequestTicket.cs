namespace Portal.Api.Database;

/// <summary>The ticket of one request: the session of whoever makes it.</summary>
public sealed class RequestTicket
{
    /// <summary>The key of the session; <c>null</c> until somebody is signed in.</summary>
    public string? Key { get; set; }
}
