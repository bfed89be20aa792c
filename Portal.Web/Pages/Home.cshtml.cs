using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Administration;
using Portal.Api.Calendar;
using Portal.Api.Chasing;
using Portal.Api.Closing;
using Portal.Api.Database;
using Portal.Api.Erasure;
using Portal.Api.Periods;
using Portal.Api.Tombstones;
using Portal.Web.Pages.Glance;
using Portal.Web.Pages.Send;
using Portal.Web.Pages.Visitors;

namespace Portal.Web.Pages;

/// <summary>One of the visitor's services on the home page.</summary>
/// <param name="Year">The four quarters that end with the latest one sent.</param>
/// <param name="IsFirst">Whether it has never sent anything: then pictures are examples.</param>
/// <param name="Next">What to do next.</param>
/// <param name="Chasing">Cases of which something is missing.</param>
/// <param name="ErasedAt">When the whole service was erased; <c>null</c> when it was not.</param>
/// <param name="Proposal">The open proposal to erase it, for its lead to answer; <c>null</c> for anybody else.</param>
/// <param name="Closing">The open proposal to close it, likewise.</param>
/// <param name="Closed">How it was closed; <c>null</c> while it is open.</param>
public sealed record HomeService(
    Service Service,
    IReadOnlyList<SendQuarter> Quarters,
    Window Year,
    bool IsFirst,
    NextStep Next,
    ChasingCounts Chasing,
    DateTimeOffset? ErasedAt,
    ErasureProposal? Proposal,
    ClosingProposal? Closing,
    ServiceClosing? Closed
)
{
    /// <summary>Whether it is the visitor's only service, whose name stands beside the heading of the page.</summary>
    public bool IsAlone { get; init; }
}

/// <summary>Visitors read what the portal is; people who are signed in see what they have to do.</summary>
public sealed class HomePage(PortalDatabase database, CalendarSettings settings, CalendarDay day) : PageModel
{
    /// <summary>The small pictures, each with the name and address of the page that it leads to, and what it shows.</summary>
    public static IReadOnlyList<(string Picture, string Name, string Address, string Shows)> Glances { get; } =
    [
        (GlancePage.Families, "Families", "/families", "Leading risks at referral, as bars"),
        (GlancePage.Outcomes, "Outcomes", "/outcomes", "Families who worsened, stayed and improved on each measure, as bars"),
        (GlancePage.OverTime, "Over time", "/over-time", "Referrals by quarter, as a line"),
        (GlancePage.Experience, "Experience", "/experience", "Parents who gave the best answer to each question, as bars"),
    ];

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
        var quarters = sent.Recent(settings, day);
        var isFirst = sent.Standing.Count == 0 && sent.Withdrawn.Count == 0;
        return new HomeService(
            service,
            quarters,
            sent.LatestYear,
            isFirst,
            NextStep.Of(service.Code, quarters, isFirst),
            await WorthChasing.CountAsync(new ServiceCall(database, service, HttpContext.Caller(), day), cancellation),
            erasedAt,
            await ProposalAsync(service, cancellation),
            service.IsLed ? (await ReadClosing.RunAsync(PeopleEndpoints.Call(HttpContext), service, cancellation)).Proposal : null,
            await ClosedServices.FindAsync(database, service, cancellation)
        )
        {
            IsAlone = Visitor.Services.Count == 1,
        };
    }

    private async Task<ErasureProposal?> ProposalAsync(Service service, CancellationToken cancellation) =>
        service.IsLed && (await ListProposals.FindAsync(database, service, day.Clock, cancellation)).IsGiven(out var open) ? open : null;
}
