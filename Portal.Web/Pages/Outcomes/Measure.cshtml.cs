using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.LocalMeasures;
using Portal.Api.Outcomes;
using Portal.Api.Periods;
using Portal.Api.Records;
using Portal.Api.Trends;
using Portal.Web.Pages.Layout;
using Portal.Web.Pages.Send;

namespace Portal.Web.Pages.Outcomes;

/// <summary>One measure of the service: before and after, over time, and all that is known of it.</summary>
public sealed class MeasurePage(PortalDatabase database, CalendarDay day) : PageModel
{
    public Service Own { get; private set; } = null!;

    public WindowChoice Choice { get; private set; } = null!;

    public Measure Measure { get; private set; } = null!;

    /// <summary><c>null</c> when no family has a first score in these months.</summary>
    public MeasureOutcome? Outcome { get; private set; }

    /// <summary>Before and after with the cut-off and the spread of scores; <c>null</c> without a pair of scores.</summary>
    public Picture? PrePost { get; private set; }

    /// <summary>Change quarter by quarter, whatever months were chosen; <c>null</c> when the measure was never used.</summary>
    public Picture? OverTime { get; private set; }

    /// <summary>Address of the change over time on its own page.</summary>
    public string OverTimeAddress =>
        $"/over-time/{Own.Code}?series={TrendSeries.Change}&measure={Measure.Code}&subscale={Measure.Subscale}";

    public async Task<IActionResult> OnGetAsync(
        string measure,
        string? subscale,
        string? from,
        string? before,
        CancellationToken cancellation
    )
    {
        Own = HttpContext.Service();
        if ((await NetworkMeasures.ReadAsync(database, cancellation)).All.Find(measure, subscale ?? "") is not { } found)
            return NotFound();
        Measure = found;
        var sent = await SendQuarters.ReadAsync(database, Own, day, cancellation);
        Choice = await WindowChoice.ReadAsync(HttpContext.ServiceCall(), new(from, before), sent.LatestYear, sent.Current, cancellation);
        var filter = new OutcomeFilter(Choice.Window, OutcomeFilter.DefaultCohort, found.Code, found.Subscale, null);
        Outcome = (await ServiceOutcomes.ReadAsync(database, Own, filter, cancellation)).Outcomes.SingleOrDefault();
        var query = $"measure={found.Code}&subscale={found.Subscale}";
        var trends = await ServiceTrends.ReadAsync(HttpContext.ServiceCall(), cancellation);
        if (
            trends.Find(
                new AskedSeries
                {
                    Series = TrendSeries.Change,
                    Measure = found.Code,
                    Subscale = found.Subscale,
                }
            ) is
            { } series
        )
            OverTime = Picture.Of(
                layout => TrendPictures.Draw(series, trends, Own.Name, layout),
                $"/api/v1/services/{Own.Code}/charts/trend.svg?series={series.Code}&{query}"
            );
        if (Outcome is not { Paired: > 0 })
            return Page();
        var spread = await ScoreSpread.ReadAsync(HttpContext.ServiceCall(), found, filter, cancellation);
        PrePost = Picture.Of(
            layout => PrePostPictures.Draw(Outcome, found, spread, (Choice.Window, Own.Name), layout),
            $"/api/v1/services/{Own.Code}/charts/pre-post.svg?{Choice.Query}&{query}"
        );
        return Page();
    }
}
