using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Analytics.Charts.Glance;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Experience;
using Portal.Api.Outcomes;
using Portal.Api.Periods;
using Portal.Api.Profiles;
using Portal.Api.Records;
using Portal.Api.Trends;

namespace Portal.Web.Pages.Glance;

/// <summary>
/// The small pictures of Home. Each is fetched on its own, so that Home is there at once and the figures follow; before the first extract
/// they are an example.
/// </summary>
public sealed class GlancePage(PortalDatabase database) : PageModel
{
    public const string Families = "families";
    public const string Outcomes = "outcomes";
    public const string OverTime = "over-time";
    public const string Experience = "experience";

    public async Task<IActionResult> OnGetAsync(string picture, CancellationToken cancellation)
    {
        var own = HttpContext.Service();
        var sent = await KnownMonths.OfServiceAsync(HttpContext.ServiceCall(), cancellation);
        var isExample = sent.Window is null;
        var svg = picture switch
        {
            Families when isExample => ExampleGlance.Families,
            Outcomes when isExample => ExampleGlance.Outcomes,
            OverTime when isExample => ExampleGlance.OverTime,
            Experience when isExample => ExampleGlance.Experience,
            Families => await FamiliesAsync(sent.LatestYear, cancellation),
            Outcomes => await OutcomesAsync(own, sent.LatestYear, cancellation),
            OverTime => await OverTimeAsync(cancellation),
            Experience => await ExperienceAsync(sent.LatestYear, cancellation),
            _ => null,
        };
        return svg is null ? NotFound() : Content(svg, "image/svg+xml; charset=utf-8");
    }

    private async Task<string> FamiliesAsync(Window year, CancellationToken cancellation)
    {
        var (profile, _, _) = await OwnFamilies.ReadAsync(HttpContext.ServiceCall(), year, cancellation);
        return GlanceChart.Shares(
            GlanceFrames.Families(),
            [
                .. profile
                    .Risks.Items.Where(risk => risk is { Fraction: > 0, Present: > 0 })
                    .OrderByDescending(risk => risk.Fraction)
                    .Select(risk => new GlanceShare(risk.Label, risk.Fraction!.Value, risk.Assessed)),
            ]
        );
    }

    private async Task<string> OutcomesAsync(Service own, Window year, CancellationToken cancellation)
    {
        var filter = new OutcomeFilter(year, OutcomeFilter.DefaultCohort, null, null, null);
        var found = await ServiceOutcomes.ReadAsync(database, own, filter, cancellation);
        return GlanceChart.Classes(
            GlanceFrames.Outcomes(),
            [
                .. found
                    .Outcomes.Where(outcome => outcome is { ReliableChange: not null, LowPrecision: false })
                    .Select(outcome => new GlanceClasses(
                        ShortName(outcome.Measure, outcome.Subscale),
                        outcome.ReliableChange!.Deteriorated,
                        outcome.ReliableChange.NoChange,
                        outcome.ReliableChange.Improved
                    )),
            ]
        );
    }

    private async Task<string> OverTimeAsync(CancellationToken cancellation)
    {
        var trends = await ServiceTrends.ReadAsync(HttpContext.ServiceCall(), cancellation);
        var referrals = trends.Find(new AskedSeries { Series = TrendSeries.Referrals });
        return GlanceChart.Line(
            GlanceFrames.OverTime(),
            [.. (referrals?.Points ?? []).TakeLast(12).Select(point => new GlanceQuarter(point.Quarter.Months, (int?)point.Value))]
        );
    }

    private async Task<string> ExperienceAsync(Window year, CancellationToken cancellation)
    {
        var found = await ServiceExperience.ReadAsync(HttpContext.ServiceCall(), year, cancellation);
        return GlanceChart.Shares(
            GlanceFrames.Experience(),
            [
                .. found
                    .Forms.Where(form => form.Respondents == ServiceExperience.Parents)
                    .OrderBy(form => form.Form == "FFT" ? 0 : 1)
                    .SelectMany(form => form.Items.Where(item => item.Of > 0).Select(item => Best(form.Form, item))),
            ]
        );
    }

    private static GlanceShare Best(string form, ItemAnswers item) => new(item.Label, (double)item.Best(form).Count / item.Of, item.Of);

    // Teams call their measures by these letters; the page behind has the full names.
    private static string ShortName(string measure, string subscale) =>
        measure.Replace('_', '-') + (subscale.Length == 0 ? "" : " " + subscale.Replace('_', ' ').ToLowerInvariant());
}
