using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Figures;
using Portal.Api.Outcomes;
using Portal.Api.Records;
using Portal.Web.Pages.Layout;
using Portal.Web.Pages.Send;

namespace Portal.Web.Pages.Outcomes;

/// <summary>Outcomes of the service, measure by measure: exact figures, data loss first.</summary>
public sealed class OutcomesPage(PortalDatabase database, TimeProvider clock) : PageModel
{
    public Service Own { get; private set; } = null!;

    public WindowChoice Choice { get; private set; } = null!;

    public ServiceOutcomes Found { get; private set; } = null!;

    public async Task OnGetAsync(string? from, string? before, CancellationToken cancellation)
    {
        Own = HttpContext.Service();
        var sent = await SendQuarters.ReadAsync(database, Own, clock, cancellation);
        Choice = await WindowChoice.ReadAsync(HttpContext.ServiceCall(), new(from, before), sent.LatestYear, sent.Current, cancellation);
        Found = await ServiceOutcomes.ReadAsync(
            database,
            Own,
            new OutcomeFilter(Choice.Window, OutcomeFilter.DefaultCohort, null, null, null),
            cancellation
        );
    }

    public IReadOnlyList<MeasureOutcome> Of(string construct) => [.. Found.Outcomes.Where(outcome => outcome.Construct == construct)];

    /// <summary>Id of a measure on the page.</summary>
    public static string Anchor(MeasureOutcome outcome) =>
        outcome.Subscale.Length == 0 ? $"m-{outcome.Measure}" : $"m-{outcome.Measure}-{outcome.Subscale}";
}
