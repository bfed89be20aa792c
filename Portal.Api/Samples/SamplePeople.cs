using Portal.Api.Access;

namespace Portal.Api.Samples;

/// <summary>A person of the development identity.</summary>
/// <param name="User">Id and name to sign in with.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Role">Application role.</param>
/// <param name="ServiceCode">The service that the person belongs to, if any.</param>
public sealed record SamplePerson(string User, string Name, string Role, string? ServiceCode)
{
    /// <summary>An address below <c>.example</c>, which reaches nobody.</summary>
    public string Email => (ServiceCode is null ? User + "@network" : User) + ".example";
}

/// <summary>The invented people who can sign in on a developer's own machine.</summary>
public static class SamplePeople
{
    public static readonly IReadOnlyList<SamplePerson> All =
    [
        new("admin", "Administrator", Roles.Administrator, null),
        new("analyst", "Network analyst", Roles.Analyst, null),
        new("analyst2", "Second network analyst", Roles.Analyst, null),
        new("reader", "Report reader", Roles.Reader, null),
        .. SampleServices.All.SelectMany(service =>
            new[]
            {
                new SamplePerson($"lead@{service.Code.ToLowerInvariant()}", $"Lead of {service.Name}", Roles.Lead, service.Code),
                new SamplePerson($"member@{service.Code.ToLowerInvariant()}", $"Member of {service.Name}", Roles.Member, service.Code),
            }
        ),
    ];

    public static SamplePerson? Find(string? user) => All.FirstOrDefault(person => person.User == user);
}
