using System.Security.Cryptography;
using System.Text;

namespace Portal.TestIdentity;

/// <summary>An invented person who can sign in.</summary>
/// <param name="UserName">What the claim <c>preferred_username</c> says, and the value of the person's button on the sign-in page.</param>
/// <param name="Name">Name for people.</param>
public sealed record Person(string UserName, string Name)
{
    /// <summary>Made from the user name, so that a person is the same after a restart.</summary>
    public Guid ObjectId { get; init; } = StableId(UserName);

    /// <summary>A person without one has no claim <c>email</c>.</summary>
    public string? Email { get; init; } = UserName;

    /// <summary>What the generic realm says of the e-mail address; Entra says nothing.</summary>
    public bool EmailVerified { get; init; } = true;

    /// <summary>The tenant that the person belongs to; <c>null</c> is the provider's own.</summary>
    public string? TenantId { get; init; }

    /// <summary>App roles; usually none, because the portal keeps the roles of people.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Whoever is there when a test names nobody. The stranger is of the other tenant that the options begin with.</summary>
    public static IReadOnlyList<Person> Invented { get; } =
    [
        new("admin@network.example", "Ada Administrator"),
        new("analyst@network.example", "Ana Analyst"),
        new("analyst2@network.example", "Sam Second"),
        new("reader@board.example", "Rae Reader"),
        new("lead@harbour.example", "Lee Lead"),
        new("member@harbour.example", "Mo Member"),
        new("stranger@elsewhere.example", "Sol Stranger") { TenantId = IdentityProviderOptions.InventedOtherTenant },
    ];

    private static Guid StableId(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
}
