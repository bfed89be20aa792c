using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Administration;
using Portal.Api.Calendar;
using Portal.Api.Chasing;
using Portal.Api.Closing;
using Portal.Api.Database;
using Portal.Api.Erasure;
using Portal.Api.Periods;
using Portal.Api.Profiles;
using Portal.Api.Tombstones;
using Portal.Web.Pages.Families;
using Portal.Web.Pages.Layout;
using Portal.Web.Pages.Send;
using Portal.Web.Pages.Visitors;

namespace Portal.Web.Pages;

/// <summary>One of the visitor's services on the home page.</summary>
/// <param name="Year">The four quarters that end with the latest one sent.</param>
/// <param name="Risks"><c>null</c> before the first extract.</param>
/// <param name="Chasing">Cases of which something is missing.</param>
/// <param name="ErasedAt">When the whole service was erased; <c>null</c> when it was not.</param>
/// <param name="Proposal">The open proposal to erase it, for its lead to answer; <c>null</c> for anybody else.</param>
/// <param name="Closing">The open proposal to close it, likewise.</param>
/// <param name="Closed">How it was closed; <c>null</c> while it is open.</param>
public sealed record HomeService(
    Service Service,
    IReadOnlyList<SendQuarter> Quarters,
    Window Year,
    Picture? Risks,
    WorthChasing Chasing,
    DateTimeOffset? ErasedAt,
    ErasureProposal? Proposal,
    ClosingProposal? Closing,
    ServiceClosing? Closed
);

/// <summary>Visitors read what the portal is; people who are signed in see what they have to do.</summary>
public sealed class HomePage(PortalDatabase database, CalendarSettings settings, CalendarDay day) : PageModel
{
    public Visitor Visitor { get; private set; } = Visitor.Nobody;

    public IReadOnlyList<HomeService> Services { get; private set; } = [];

    /// <summary>Services whose erasure waits for a second person; 0 for whoever is no administrator.</summary>
    public int Proposed { get; private set; }

    /// <summary>Services that somebody proposes to close, likewise.</summary>
    public int ToClose { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Visitor = Visitor.Of(HttpContext);
        if (Visitor.IsAdministrator)
        {
            Proposed = (await ListProposals.AllAsync(database, day.Clock, cancellation)).Count;
            ToClose = (await ReadClosing.ProposedAsync(PeopleEndpoints.Call(HttpContext), cancellation)).Count;
        }

        if (Visitor.Services.Count == 0)
            return;
        var erased = await ErasedServices.ReadAsync(database, cancellation);
        var services = new List<HomeService>();
        foreach (var service in Visitor.Services)
            services.Add(await OfAsync(service, erased.TryGetValue(service.Id, out var at) ? at : null, cancellation));
        Services = services;
    }

    private async Task<HomeService> OfAsync(Service service, DateTimeOffset? erasedAt, CancellationToken cancellation)
    {
        var sent = await SendQuarters.ReadAsync(database, service, day, cancellation);
        var risks = sent.LatestSent is null
            ? null
            : RiskPictures.OfService(
                service,
                await ServiceProfile.ReadAsync(database, service, sent.LatestYear, cancellation),
                sent.LatestYear
            );
        return new HomeService(
            service,
            sent.Recent(settings, day),
            sent.LatestYear,
            risks,
            await WorthChasing.ReadAsync(new ServiceCall(database, service, HttpContext.Caller(), day), cancellation),
            erasedAt,
            await ProposalAsync(service, cancellation),
            service.IsLed ? (await ReadClosing.RunAsync(PeopleEndpoints.Call(HttpContext), service, cancellation)).Proposal : null,
            await ClosedServices.FindAsync(database, service, cancellation)
        );
    }

    private async Task<ErasureProposal?> ProposalAsync(Service service, CancellationToken cancellation) =>
        service.IsLed && (await ListProposals.FindAsync(database, service, day.Clock, cancellation)).IsGiven(out var open) ? open : null;
}
