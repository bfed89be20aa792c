using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Audit;
using Portal.Api.Calculator;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Workspace;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Network;

/// <summary>The analyst's subgroups and moderators of one measure; internal, not for publication.</summary>
public sealed class AnalysisPage(PortalDatabase database) : PageModel
{
    /// <summary>Codes and names of the measures that can be analysed, those with most families first.</summary>
    public IReadOnlyList<(string Code, string Name)> Measures { get; private set; } = [];

    /// <summary>Codes and labels of the properties by which services or families can be compared.</summary>
    public static IReadOnlyList<(string Code, string Label)> Subgroups { get; } =
    [
        (AnalysisQuestion.ByNation, "Nation of the service"),
        (AnalysisQuestion.ByHost, "Host of the service"),
        .. ReleaseLattice.Dimensions.Select(dimension => (dimension.Code, dimension.Label)),
    ];

    public string Asked { get; private set; } = "";

    public string? By { get; private set; }

    public IReadOnlyList<string> Chosen { get; private set; } = [];

    public bool IsFinancialYear { get; private set; }

    public NetworkAnalysis? Found { get; private set; }

    /// <summary>Why there is nothing to show, in words.</summary>
    public string? Refused { get; private set; }

    /// <summary>The parts of the pooled result that the calculator's tables can show.</summary>
    public MetaAnalysisResult? Tables =>
        Found?.Pooled is null ? null : new MetaAnalysisResult(Found.Pooled, [], Found.Regression, Found.Subgroups, Found.Reasons);

    /// <summary>The same measure and months as the network's overview has them.</summary>
    public NetworkMeasure? Measure { get; private set; }

    /// <summary>Services and pooled figure of the measure.</summary>
    public Picture? Forest { get; private set; }

    public async Task OnGetAsync([FromQuery] AnalysisQuery query, string[]? moderator, CancellationToken cancellation)
    {
        By = query.By;
        Chosen = moderator ?? [];
        IsFinancialYear = query.Window == AnalysisQuestion.FinancialYear;
        var latest = await NetworkOutcomes.ReadAsync(database, new WorkspaceQuery { Release = query.Release }, cancellation);
        Measures = MeasureChoice.OfPooled(latest.IsGiven(out var network, out _) ? network : null);
        Asked = MeasureChoice.Asked(Measures, (query.Measure, query.Subscale));
        var (measure, subscale) = MeasureChoice.Parts(Asked);
        var read = AnalysisQuestion.Read(query with { Measure = measure, Subscale = subscale, Moderators = moderator });
        var answer = await read.ThenAsync(question => NetworkAnalysis.ReadAsync(database, question, cancellation));
        answer.Noted(HttpContext);
        Found = answer.IsGiven(out var found, out var refusal) ? found : null;
        Refused = refusal?.Detail;
        if (found is not null)
            await ReadMeasureAsync(found, cancellation);
        await HttpContext.AuditViewAsync();
    }

    // The overview's own figures, so that there is one answer for a measure and its months.
    private async Task ReadMeasureAsync(NetworkAnalysis found, CancellationToken cancellation)
    {
        var asked = new WorkspaceQuery { Release = found.Release, Window = found.Window.Code };
        var read = await NetworkOutcomes.ReadAsync(database, asked, cancellation);
        if (!read.IsGiven(out var network, out _))
            return;
        Measure = network.Outcomes.FirstOrDefault(one => one.Measure == found.Measure && one.Subscale == found.Subscale);
        if (Measure is { } measure)
            Forest = Picture.Of(
                layout => ForestPictures.Draw(measure, network.Months, measure.Name, layout),
                $"/api/v1/network/charts/forest.svg?release={asked.Release}&window={asked.Window}"
                    + $"&measure={measure.Measure}&subscale={measure.Subscale}"
            );
    }

    /// <summary>The months of the analysis in words.</summary>
    public string Months => Found is { } found ? new Window(found.From, found.Before).Words : "";

    /// <summary>The address of the same analysis as a file.</summary>
    public string CsvAddress()
    {
        var (measure, subscale) = MeasureChoice.Parts(Asked);
        var moderators = string.Concat(Chosen.Select(code => $"&moderator={Uri.EscapeDataString(code)}"));
        var window = IsFinancialYear ? AnalysisQuestion.FinancialYear : AnalysisQuestion.Headline;
        return $"/api/v1/network/analysis.csv?measure={measure}&subscale={subscale}&by={By}&window={window}"
            + $"&release={Found?.Release}{moderators}";
    }
}
