using Portal.Api.Administration;
using Portal.Api.Database;

namespace Portal.Web.Pages.Visitors;

/// <summary>Names in place of the ids of people and access tokens, for pages; each is looked up once a request.</summary>
public sealed class Names(PortalDatabase database)
{
    private readonly Dictionary<string, string> _known = [];

    /// <returns>The name; the id itself of a sample person, which reads like a name, and of somebody who is not known any more.</returns>
    public async Task<string> OfAsync(string? id)
    {
        if (
            id is null
            || (!id.StartsWith(Person.IdPrefix, StringComparison.Ordinal) && !id.StartsWith(Person.TokenPrefix, StringComparison.Ordinal))
        )
            return id ?? "";
        if (!_known.TryGetValue(id, out var name))
            _known[id] = name = (await Person.NamesAsync(database, [id], CancellationToken.None))[id];
        return name;
    }
}
