using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Figures;
using Portal.Api.LocalMeasures;
using Portal.Api.Outcomes;
using Portal.Api.Periods;
using Portal.Api.Records;
using Portal.Web.Pages.Layout;
using Portal.Web.Pages.Send;
using Portal.Web.Pages.Words;

namespace Portal.Web.Pages.Outcomes;

/// <summary>All measures of the service on one board: exact figures, data loss first.</summary>
public sealed class OutcomesPage(PortalDatabase database, CalendarDay day) : PageModel
{
    public Service Own { get; private set; } = null!;

    public WindowChoice Choice { get; private set; } = null!;

    public ServiceOutcomes Found { get; private set; } = null!;

    /// <summary>All measures at a glance; <c>null</c> when no family has a first score.</summary>
    public Picture? Board { get; private set; }

    public async Task OnGetAsync(string? from, string? before, CancellationToken cancellation)
    {
        Own = HttpContext.Service();
        var sent = await SendQuarters.ReadAsync(database, Own, day, cancellation);
        Choice = await WindowChoice.ReadAsync(HttpContext.ServiceCall(), new(from, before), sent.LatestYear, sent.Current, cancellation);
        Found = await ServiceOutcomes.ReadAsync(
            database,
            Own,
            new OutcomeFilter(Choice.Window, OutcomeFilter.DefaultCohort, null, null, null),
            cancellation
        );
        if (Found.Outcomes.Count == 0)
            return;
        var measures = (await NetworkMeasures.ReadAsync(database, cancellation)).All;
        Board = Picture.Of(
            layout => OutcomePictures.Board(Found, measures, Choice.Window, Own.Name, layout),
            $"/api/v1/services/{Own.Code}/charts/outcome-board.svg?{Choice.Query}"
        );
    }

    /// <summary>What the board says, data loss first.</summary>
    public string Said
    {
        get
        {
            var paired = Found.Outcomes.Select(outcome => outcome.Paired).Where(pairs => pairs > 0).ToList();
            if (paired.Count == 0)
                return $"{FigureWords.Count(Found.Eligible, "family", "families")} can count, "
                    + "and no family has both a first and a last score.";
            var known =
                paired.Min() == paired.Max()
                    ? FigureWords.Count(paired[0])
                    : $"{FigureWords.Count(paired.Min())} to {FigureWords.Count(paired.Max())}";
            var judged = Found
                .Outcomes.Where(outcome => outcome is { ReliableChange: not null, Paired: >= MeasureFigures.LowPrecisionBelow })
                .ToList();
            var better = judged.Count(outcome => outcome.ReliableChange!.Improved > outcome.ReliableChange.Deteriorated);
            var judgement =
                judged.Count == 0 ? "no measure has enough of them to say who clearly improved."
                : better == judged.Count && better == 1 ? "on the one measure that can say so, more clearly improved than worsened."
                : better == judged.Count ? $"on all {judged.Count} measures that can say so, more clearly improved than worsened."
                : $"on {better} of the {judged.Count} measures that can say so, more clearly improved than worsened.";
            return $"{known} of {FigureWords.Count(Found.Eligible, "family", "families")} have both scores; {judgement}";
        }
    }

    public IReadOnlyList<MeasureOutcome> Of(string construct) => [.. Found.Outcomes.Where(outcome => outcome.Construct == construct)];

    /// <summary>The page of one measure, with the same months.</summary>
    public string AddressOf(MeasureOutcome outcome) =>
        $"/outcomes/{Own.Code}/{outcome.Measure}{(outcome.Subscale.Length == 0 ? "" : "/" + outcome.Subscale)}?{Choice.Query}";
}
