using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Audit;
using Portal.Api.Calculator;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;
using Portal.Api.Workspace;

namespace Portal.Web.Pages.Network;

/// <summary>The analyst's subgroups and moderators of one measure; internal, not for publication.</summary>
public sealed class AnalysisPage(PortalDatabase database) : PageModel
{
    /// <summary>The measures that can be pooled, in the usual order.</summary>
    public static IReadOnlyList<Measure> Measures { get; } =
    [.. ServicePart.Measures.Where(measure => measure.Sign is not null && measure.EffectSize)];

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

    public async Task OnGetAsync(
        string? measure,
        string? by,
        string[]? moderator,
        string? window,
        string? release,
        CancellationToken cancellation
    )
    {
        Asked = string.IsNullOrEmpty(measure) ? $"{Measures[0].Code}:{Measures[0].Subscale}" : measure;
        By = by;
        Chosen = moderator ?? [];
        IsFinancialYear = window == AnalysisQuestion.FinancialYear;
        var parts = Asked.Split(':', 2);
        var read = AnalysisQuestion.Read(new(parts[0], parts.Length > 1 ? parts[1] : "", by, moderator, window, release));
        var answer = await read.ThenAsync(question => NetworkAnalysis.ReadAsync(database, question, cancellation));
        answer.Noted(HttpContext);
        Found = answer.IsGiven(out var found, out var refusal) ? found : null;
        Refused = refusal?.Detail;

        await HttpContext.AuditViewAsync();
    }

    /// <summary>The months of the analysis in words.</summary>
    public string Months => Found is { } found ? new Window(found.From, found.Before).Words : "";

    /// <summary>The address of the same analysis as a file.</summary>
    public string CsvAddress()
    {
        var parts = Asked.Split(':', 2);
        var moderators = string.Concat(Chosen.Select(code => $"&moderator={Uri.EscapeDataString(code)}"));
        var subscale = parts.Length > 1 ? parts[1] : "";
        var window = IsFinancialYear ? AnalysisQuestion.FinancialYear : AnalysisQuestion.Headline;
        return $"/api/v1/network/analysis.csv?measure={parts[0]}&subscale={subscale}&by={By}&window={window}{moderators}";
    }
}
