using Microsoft.AspNetCore.Mvc;
using Portal.Api.Access;
using Portal.Api.Database;

namespace Portal.Web.Pages.People;

/// <summary>The people of any service, for an administrator.</summary>
public sealed class OfServicePage(PublicAddress address, PortalDatabase database) : PeopleDesk(address)
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    protected override async Task<(bool IsFound, Service? Place)> FindAsync(CancellationToken cancellation) =>
        await ServiceRegistry.FindAsync(database, Code, cancellation) is { } service ? (true, service) : (false, null);
}
