using Portal.Api.Access;

namespace Portal.Web.Pages.People;

/// <summary>Analysts and administrators.</summary>
public sealed class NetworkPeoplePage(PublicAddress address) : PeopleDesk(address)
{
    protected override Task<(bool IsFound, Service? Place)> FindAsync(CancellationToken cancellation) =>
        Task.FromResult<(bool, Service?)>((true, null));
}
