namespace Portal.TestIdentity;

/// <summary>A program that gets tokens for the API by client credentials.</summary>
/// <param name="ClientId">Id of its app registration.</param>
/// <param name="Secret">Client secret.</param>
/// <param name="Roles">App roles that its tokens hold.</param>
public sealed record Machine(string ClientId, string Secret, params IReadOnlyList<string> Roles)
{
    /// <summary>Id of the machine's service principal, which its tokens name as <c>oid</c> and <c>sub</c>.</summary>
    public Guid ObjectId { get; init; } = Guid.NewGuid();
}
