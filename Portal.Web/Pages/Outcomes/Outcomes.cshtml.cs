using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Figures;
using Portal.Api.LocalMeasures;
using Portal.Api.Outcomes;
using Portal.Web.Pages.Layout;
using Portal.Web.Pages.Words;

namespace Portal.Web.Pages.Outcomes;

/// <summary>All measures of the service on one board: exact figures, data loss first.</summary>
public sealed class OutcomesPage(PortalDatabase database) : PageModel
{
    public Service Own { get; private set; } = null!;

    public WindowChoice Choice { get; private set; } = null!;

    /// <summary>Whose outcomes.</summary>
    public OutcomeChoice Filters { get; private set; } = null!;

    public ServiceOutcomes Found { get; private set; } = null!;

    /// <summary>The same of the year before; <c>null</c> when it is not asked for.</summary>
    public ServiceOutcomes? Before { get; private set; }

    /// <summary>All measures at a glance; <c>null</c> when no family has a first score.</summary>
    public Picture? Board { get; private set; }

    /// <summary>What the filters leave, in words; empty without a filter.</summary>
    public IReadOnlyList<string> Left => OutcomeFilters.Words(Filters.Filter);

    /// <summary>All that was chosen, for addresses with the same choices.</summary>
    public string Query => Choice.Query + Filters.Fields.Query;

    public async Task OnGetAsync([FromQuery] OutcomeQuery asked, string? compared, CancellationToken cancellation)
    {
        Own = HttpContext.Service();
        Choice = await WindowChoice.ReadAsync(HttpContext.ServiceCall(), new(asked.From, asked.Before), cancellation);
        var measures = (await NetworkMeasures.ReadAsync(database, cancellation)).All;
        Filters = OutcomeChoice.Read(asked, compared, Choice.Window, measures);
        var found = await ComparedOutcomes.ReadAsync(database, Own, Filters.Filter, Filters.IsCompared, cancellation);
        (Found, Before) = (found.Found, found.YearBefore);
        if (Found.Outcomes.Count == 0)
            return;
        Board = Picture.Of(
            layout => OutcomePictures.Board(found, measures, Own.Name, layout),
            $"/api/v1/services/{Own.Code}/charts/outcome-board.svg?{Query}"
        );
    }

    /// <summary>What the board says, data loss first.</summary>
    public string Said
    {
        get
        {
            var known = Known(Found);
            if (known is null)
                return $"{FigureWords.Count(Found.Eligible, "family", "families")} can count, "
                    + "and no family has both a first and a last score.";
            var judged = Found
                .Outcomes.Where(outcome => outcome is { ReliableChange: not null, Paired: >= MeasureFigures.LowPrecisionBelow })
                .ToList();
            var better = judged.Count(outcome => outcome.ReliableChange!.Improved > outcome.ReliableChange.Deteriorated);
            var judgement =
                judged.Count == 0 ? "no measure has enough of them to say who clearly improved."
                : better == judged.Count && better == 1 ? "on the one measure that can say so, more clearly improved than worsened."
                : better == judged.Count ? $"on all {judged.Count} measures that can say so, more clearly improved than worsened."
                : $"on {better} of the {judged.Count} measures that can say so, more clearly improved than worsened.";
            return $"{known} of {FigureWords.Count(Found.Eligible, "family", "families")} have both scores; {judgement}{SaidBefore}";
        }
    }

    private string SaidBefore =>
        Before is null ? ""
        : Known(Before) is { } known
            ? $" The year before, {known} of {FigureWords.Count(Before.Eligible, "family", "families")} had both scores."
        : " The year before, no family had both scores.";

    // Fewest and most over the measures that anybody has both scores of.
    private static string? Known(ServiceOutcomes outcomes)
    {
        var paired = outcomes.Outcomes.Select(outcome => outcome.Paired).Where(pairs => pairs > 0).ToList();
        return paired.Count == 0 ? null
            : paired.Min() == paired.Max() ? FigureWords.Count(paired[0])
            : $"{FigureWords.Count(paired.Min())} to {FigureWords.Count(paired.Max())}";
    }

    public IReadOnlyList<MeasureOutcome> Of(string construct) => [.. Found.Outcomes.Where(outcome => outcome.Construct == construct)];

    /// <summary>The page of one measure, with the same months.</summary>
    public string AddressOf(MeasureOutcome outcome) =>
        $"/outcomes/{Own.Code}/{outcome.Measure}{(outcome.Subscale.Length == 0 ? "" : "/" + outcome.Subscale)}?{Query}";
}
