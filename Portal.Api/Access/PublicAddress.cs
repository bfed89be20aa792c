namespace Portal.Api.Access;

/// <summary>Where people reach the portal, for links in mails.</summary>
/// <param name="Address">As <c>PORTAL_ADDRESS</c> says; <c>null</c> on a developer's machine, where a request's own address serves.</param>
public sealed record PublicAddress(Uri? Address)
{
    /// <summary>A link to a page.</summary>
    /// <param name="path">Beginning with a slash.</param>
    public string Link(HttpRequest request, string path) =>
        (Address?.GetLeftPart(UriPartial.Authority) ?? $"{request.Scheme}://{request.Host}") + path;
}
