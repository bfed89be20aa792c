using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.LocalMeasures;
using Portal.Api.Outcomes;
using Portal.Api.Trends;
using Portal.Web.Pages.Layout;
using Portal.Web.Pages.Words;

namespace Portal.Web.Pages.Outcomes;

/// <summary>One measure of the service: before and after, over time, and all that is known of it.</summary>
public sealed class MeasurePage(PortalDatabase database) : PageModel
{
    private int _eligibleBefore;

    public Service Own { get; private set; } = null!;

    public WindowChoice Choice { get; private set; } = null!;

    public Measure Measure { get; private set; } = null!;

    /// <summary><c>null</c> when no family has a first score in these months.</summary>
    public MeasureOutcome? Outcome { get; private set; }

    /// <summary>Whose outcomes.</summary>
    public OutcomeChoice Filters { get; private set; } = null!;

    /// <summary>The same of the year before; <c>null</c> when it is not asked for, or no family had a first score then.</summary>
    public MeasureOutcome? Before { get; private set; }

    /// <summary>The figures of these months and of the year before.</summary>
    /// <param name="now">Of these months.</param>
    public IReadOnlyList<ComparedRow> WithYearBefore(MeasureOutcome now) =>
        [
            new(
                "Families with both scores",
                $"{FigureWords.Count(now.Paired)} of {FigureWords.Count(now.Eligible)}",
                $"{FigureWords.Count(Before?.Paired ?? 0)} of {FigureWords.Count(_eligibleBefore)}"
            ),
            Row("Mean before and after", one => $"{FigureWords.Points(one.PreMean)} and {FigureWords.Points(one.PostMean)}"),
            Row(
                "Mean improvement in points, 95 % interval",
                one =>
                    one.MeanImprovement is { } change
                        ? $"{FigureWords.Change(change.Estimate)} ({FigureWords.Interval(change.Low, change.High)})"
                        : FigureWords.None
            ),
            Row("Clearly improved", one => one.ReliableChange is { } classes ? FigureWords.Count(classes.Improved) : FigureWords.None),
            Row("Clearly worsened", one => one.ReliableChange is { } classes ? FigureWords.Count(classes.Deteriorated) : FigureWords.None),
        ];

    private ComparedRow Row(string label, Func<MeasureOutcome, string> printed) =>
        new(
            label,
            Outcome is { Paired: > 0 } now ? printed(now) : FigureWords.None,
            Before is { Paired: > 0 } before ? printed(before) : FigureWords.None
        );

    /// <summary>All that was chosen, for addresses with the same choices.</summary>
    public string Query => Choice.Query + Filters.Fields.Query;

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
        [FromQuery] OutcomeQuery asked,
        string? compared,
        CancellationToken cancellation
    )
    {
        Own = HttpContext.Service();
        var measures = (await NetworkMeasures.ReadAsync(database, cancellation)).All;
        if (measures.Find(measure, subscale ?? "") is not { } found)
            return NotFound();
        Measure = found;
        Choice = await WindowChoice.ReadAsync(HttpContext.ServiceCall(), new(asked.From, asked.Before), cancellation);
        Filters = OutcomeChoice.Read(asked, compared, Choice.Window, measures);
        var filter = Filters.Filter with { Measure = found.Code, Subscale = found.Subscale };
        var outcomes = await ComparedOutcomes.ReadAsync(database, Own, filter, Filters.IsCompared, cancellation);
        Outcome = outcomes.Found.Outcomes.SingleOrDefault();
        Before = outcomes.YearBefore?.Outcomes.SingleOrDefault();
        _eligibleBefore = outcomes.YearBefore?.Eligible ?? 0;
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
            layout => PrePostPictures.Draw(Outcome, found, spread, OutcomePictures.Subtitle(filter, Own.Name), layout),
            $"/api/v1/services/{Own.Code}/charts/pre-post.svg?{Query}&{query}"
        );
        return Page();
    }
}
