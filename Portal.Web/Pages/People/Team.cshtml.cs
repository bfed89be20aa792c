using Portal.Api.Access;

namespace Portal.Web.Pages.People;

/// <summary>The people of the lead's own service.</summary>
public sealed class TeamPage(PublicAddress address) : PeopleDesk(address)
{
    protected override Task<(bool IsFound, Service? Place)> FindAsync(CancellationToken cancellation) =>
        Task.FromResult<(bool, Service?)>((true, HttpContext.Service()));
}
