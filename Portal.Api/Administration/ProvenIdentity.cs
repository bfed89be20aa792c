namespace Portal.Api.Administration;

/// <summary>Somebody as an identity provider has just proved them.</summary>
/// <param name="Issuer">Whose word it is: <c>entra:</c> and the tenant, or the provider's address.</param>
/// <param name="Subject">Whom the issuer means; it is never given to somebody else.</param>
/// <param name="Name">As the provider writes it; never empty.</param>
/// <param name="Emails">As the provider gives them, in its order; an address can be given to somebody else, so it names nobody.</param>
public sealed record ProvenIdentity(string Issuer, string Subject, string Name, IReadOnlyList<string> Emails)
{
    /// <summary>The first address, for people to see; <c>null</c> when there is none.</summary>
    public string? Email => Emails.Count > 0 ? Emails[0] : null;
}
