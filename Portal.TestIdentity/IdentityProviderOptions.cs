using System.Security.Cryptography;

namespace Portal.TestIdentity;

/// <summary>Where the provider answers, and whom it knows. The defaults suit a test.</summary>
public sealed record IdentityProviderOptions
{
    internal const string InventedTenant = "22222222-2222-4222-8222-222222222222";
    internal const string InventedOtherTenant = "77777777-7777-4777-8777-777777777777";

    /// <summary>
    /// A name or address of loopback; others are refused. The default makes the provider another site than a portal on 127.0.0.1, as it is
    /// in production, so that a browser holds back what it holds back there.
    /// </summary>
    public string Host { get; init; } = "localhost";

    /// <summary>0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Folder for the certificate; <c>null</c> is a temporary one that ends with the provider.</summary>
    public string? Folder { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public string TenantId { get; init; } = InventedTenant;

    public string OtherTenantId { get; init; } = InventedOtherTenant;

    /// <summary>App registration of the pages.</summary>
    public string WebClientId { get; init; } = "a0000000-0000-4000-8000-000000000001";

    public string WebClientSecret { get; init; } = NewSecret();

    /// <summary>App registration of the API: the audience of access tokens.</summary>
    public string ApiClientId { get; init; } = "a0000000-0000-4000-8000-000000000002";

    /// <summary>Client of the generic realm.</summary>
    public string GenericClientId { get; init; } = "portal";

    public string GenericClientSecret { get; init; } = NewSecret();

    /// <summary>Registered addresses, compared exactly; when there are none, every address of loopback is good.</summary>
    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    public IReadOnlyList<Person> People { get; init; } = Person.Invented;

    public IReadOnlyList<Machine> Machines { get; init; } = [];

    private static string NewSecret() => RandomNumberGenerator.GetHexString(40, lowercase: true);
}
