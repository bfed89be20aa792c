using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Workspace;
using Portal.Web.Pages.Layout;
using Portal.Web.Pages.Words;

namespace Portal.Web.Pages.Network;

/// <summary>The analyst's overview: who has sent what, who is referred, and how scores change; internal, not for publication.</summary>
public sealed class OverviewPage(PortalDatabase database, CalendarDay day) : PageModel
{
    private const int QuartersShown = 4;

    public IReadOnlyList<ServiceSubmissions> Sent { get; private set; } = [];

    /// <summary>The quarters of the table of submissions, oldest first.</summary>
    public IReadOnlyList<Quarter> Quarters { get; private set; } = [];

    /// <summary>What the figures are taken from; <c>null</c> when there is nothing to take them from.</summary>
    public SnapshotChoice? Choice { get; private set; }

    /// <summary>Why there are no figures, in words.</summary>
    public string? Refused { get; private set; }

    /// <summary>Whether there is no snapshot at all, so that a draft must be made first.</summary>
    public bool IsEmpty { get; private set; }

    public NetworkProfile Profile { get; private set; } = null!;

    public Picture Risks { get; private set; } = null!;

    public NetworkOutcomes Found { get; private set; } = null!;

    /// <summary>The chosen measure, or <c>null</c> when there are no scores.</summary>
    public NetworkMeasure? Measure { get; private set; }

    public Picture? Forest { get; private set; }

    public async Task OnGetAsync(string? release, string? window, string? measure, string? subscale, CancellationToken cancellation)
    {
        Sent = await NetworkSubmissions.ReadAsync(database, cancellation);
        var current = day.Quarter;
        var latest = Sent.SelectMany(service => service.Sent)
            .Select(sent => sent.Period)
            .Where(quarter => quarter < current)
            .DefaultIfEmpty(current.Plus(-1))
            .Max();
        Quarters = [.. Enumerable.Range(1 - QuartersShown, QuartersShown).Select(latest.Plus)];
        // The page has no query of months any more; an old address with them opens the usual months.
        var query = new WorkspaceQuery { Release = release, Window = window };
        var read = await WorkspaceQuestion.ReadAsync(database, query, cancellation);
        if (!read.IsGiven(out var question, out var refusal))
        {
            (Refused, IsEmpty) = (refusal.Detail, refusal.Code == "NO_SNAPSHOT");
            await HttpContext.AuditViewAsync();
            return;
        }

        Choice = new SnapshotChoice(question.Snapshot, question.Window, question.Snapshots);
        var asked = new WorkspaceQuery { Release = question.Snapshot.Id, Window = question.Window.Code };
        var profile = await NetworkProfile.ReadAsync(database, asked, cancellation);
        var outcomes = await NetworkOutcomes.ReadAsync(database, asked, cancellation);
        if (!profile.IsGiven(out var who, out refusal) || !outcomes.IsGiven(out var found, out refusal))
        {
            // The draft was discarded in between.
            (Choice, Refused) = (null, refusal?.Detail ?? "");
            return;
        }

        (Profile, Found) = (who, found);
        Risks = Picture.Of(layout => WorkspaceRisksPictures.Draw(who, layout), $"/api/v1/network/charts/referral-risks.svg?{Choice.Query}");
        Measure =
            Found.Outcomes.FirstOrDefault(candidate => candidate.Measure == measure && candidate.Subscale == (subscale ?? ""))
            ?? Found.Outcomes.Where(candidate => candidate.Pooled is not null).MaxBy(candidate => candidate.Paired);
        if (Measure is { } seen)
        {
            Forest = ForestOf(seen, found.Months);
            Choice = Choice with { Measure = (seen.Measure, seen.Subscale) };
        }

        outcomes.Noted(HttpContext, asked with { Measure = Measure?.Measure, Subscale = Measure?.Subscale });
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
        $"/network?{Choice!.Query}&measure={measure.Measure}&subscale={measure.Subscale}#measure";

    /// <summary>
    /// The analysis of the measure in view: of the financial year where that is in view, else of the release's four quarters.
    /// </summary>
    public string AnalysisAddress =>
        $"/network/analysis?release={Choice!.Snapshot.Id}&measure={MeasureChoice.Code(Measure!.Measure, Measure.Subscale)}"
        + (Choice.Window == new WorkspaceWindow(FinancialYearEnd) ? $"&window={AnalysisQuestion.FinancialYear}" : "");

    /// <summary>The plan for the measure in view.</summary>
    public string PlanningAddress => $"/network/planning?{Choice!.Query}&measure={MeasureChoice.Code(Measure!.Measure, Measure.Subscale)}";

    private Quarter FinancialYearEnd => Quarter.Of(ReleaseLattice.FinancialYear(Choice!.Snapshot.Quarter).Before.Plus(-1));

    private Picture ForestOf(NetworkMeasure measure, Window window) =>
        Picture.Of(
            layout => ForestPictures.Draw(measure, window, measure.Name, layout),
            $"/api/v1/network/charts/forest.svg?{Choice!.Query}&measure={measure.Measure}&subscale={measure.Subscale}"
        );
}
