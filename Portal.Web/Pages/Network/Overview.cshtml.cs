using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Analytics.Charts.Drawing;
using Portal.Api.Audit;
using Portal.Api.Calendar;
using Portal.Api.Database;
using Portal.Api.Outcomes;
using Portal.Api.Periods;
using Portal.Api.Profiles;
using Portal.Api.Records;
using Portal.Api.Workspace;
using Portal.Web.Pages.Families;
using Portal.Web.Pages.Layout;
using Portal.Web.Pages.Words;

namespace Portal.Web.Pages.Network;

/// <summary>The analyst's overview: who has sent what, who is referred, and how scores change; internal, not for publication.</summary>
public sealed class OverviewPage(PortalDatabase database, TimeProvider clock) : PageModel
{
    private const int QuartersShown = 4;

    public IReadOnlyList<ServiceSubmissions> Sent { get; private set; } = [];

    /// <summary>The quarters of the table of submissions, oldest first.</summary>
    public IReadOnlyList<Quarter> Quarters { get; private set; } = [];

    public WindowChoice Choice { get; private set; } = null!;

    public NetworkProfile Profile { get; private set; } = null!;

    public Picture Risks { get; private set; } = null!;

    public NetworkOutcomes Found { get; private set; } = null!;

    /// <summary>The chosen measure, or <c>null</c> when there are no scores.</summary>
    public NetworkMeasure? Measure { get; private set; }

    public Picture? Forest { get; private set; }

    public async Task OnGetAsync(string? from, string? before, string? measure, string? subscale, CancellationToken cancellation)
    {
        Sent = await NetworkSubmissions.ReadAsync(database, cancellation);
        var current = ExtractCalendar.Current(clock);
        var latest = Sent.SelectMany(service => service.Sent)
            .Select(sent => sent.Period)
            .Where(quarter => quarter < current)
            .DefaultIfEmpty(current.Plus(-1))
            .Max();
        Quarters = [.. Enumerable.Range(1 - QuartersShown, QuartersShown).Select(latest.Plus)];
        Choice = WindowChoice.Read(new(from, before), Window.FourQuartersTo(latest), current, wholeQuarters: true);
        Profile = await NetworkProfile.ReadAsync(database, Choice.Window, cancellation);
        Risks = RiskPictures.OfNetwork(Profile, Choice.Window);
        Found = await NetworkOutcomes.ReadAsync(
            database,
            new OutcomeFilter(Choice.Window, OutcomeFilter.DefaultCohort, null, null, null),
            cancellation
        );
        Measure =
            Found.Outcomes.FirstOrDefault(candidate => candidate.Measure == measure && candidate.Subscale == (subscale ?? ""))
            ?? Found.Outcomes.Where(candidate => candidate.Pooled is not null).MaxBy(candidate => candidate.Paired);
        Forest = Measure is null ? null : ForestOf(Measure, Choice.Window);
        await HttpContext.AuditViewAsync();
    }

    /// <summary>Who is left out of the network's figures, in words; <c>null</c> when nobody is.</summary>
    /// <param name="services">How many services.</param>
    /// <param name="whose">What they have in these months, such as "referrals".</param>
    public string? LeftOut(int services, string whose)
    {
        if (services == 0)
            return null;
        var (are, have) = services == 1 ? ("is", "it has") : ("are", "they have");
        return $"{FigureWords.Count(services, "service", "services")} with {whose} in these months {are} left out of everything below: "
            + $"{have} not opted in for every calendar year that these months touch.";
    }

    public string Address(NetworkMeasure measure) =>
        $"/network?{Choice.Query}&measure={measure.Measure}&subscale={measure.Subscale}#measure";

    private static Picture ForestOf(NetworkMeasure measure, Window window) =>
        new(
            ForestPictures.Svg(measure, window, measure.Name),
            ForestPictures.Svg(measure, window, measure.Name, ChartLayout.Narrow),
            $"/api/v1/network/charts/forest.svg?from={window.From}&before={window.Before}"
                + $"&measure={measure.Measure}&subscale={measure.Subscale}"
        );
}
