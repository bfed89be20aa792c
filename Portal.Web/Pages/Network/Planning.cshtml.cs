using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Planning;
using Portal.Api.Workspace;
using Portal.Web.Pages.Layout;
using Portal.Web.Pages.Words;

namespace Portal.Web.Pages.Network;

/// <summary>How many families and services an interval needs; internal, not for publication.</summary>
public sealed class PlanningPage(PortalDatabase database) : PageModel
{
    /// <summary>The shares that can be chosen, as fractions.</summary>
    public static IReadOnlyList<double> Shares { get; } = [0.1, 0.2, 0.3, 0.4, 0.5];

    /// <summary>The margins of a share that can be chosen, as fractions.</summary>
    public static IReadOnlyList<double> ShareMargins { get; } = [0.02, 0.05, 0.1, 0.15];

    /// <summary>The shares of families with both scores that can be chosen, as fractions.</summary>
    public static IReadOnlyList<double> Completions { get; } = [0.5, 0.6, 0.7, 0.8, 0.9];

    /// <summary>Codes and names of the measures of which a plan can be made, those with most families first.</summary>
    public IReadOnlyList<(string Code, string Name)> Measures { get; private set; } = [];

    /// <summary>What was asked; the measure has its subscale after a colon.</summary>
    public PlanQuery Query { get; private set; } = new();

    public string Asked { get; private set; } = "";

    public NetworkPlan? Found { get; private set; }

    public ErrorSummary Errors { get; private set; } = ErrorSummary.None;

    /// <summary>Why there is nothing to show, in words.</summary>
    public string? Refused { get; private set; }

    public async Task OnGetAsync([FromQuery] PlanQuery query, CancellationToken cancellation)
    {
        var asked = new WorkspaceQuery { Release = query.Release, Window = query.Window };
        var read = await NetworkOutcomes.ReadAsync(database, asked, cancellation);
        Measures = MeasureChoice.Of(read.IsGiven(out var network, out _) ? network : null, NetworkPlan.CanPlan);
        Asked = MeasureChoice.Asked(Measures, (query.Measure, query.Subscale));
        var (measure, subscale) = MeasureChoice.Parts(Asked);
        Query = query with { Measure = measure, Subscale = subscale };
        var answer = await PlanQuestion.Read(Query).ThenAsync(question => NetworkPlan.ReadAsync(database, question, cancellation));
        answer.Noted(HttpContext);
        if (answer.IsGiven(out var found, out var refusal))
            Found = found;
        else if (refusal.Status == StatusCodes.Status400BadRequest)
        {
            Errors = new ErrorSummary([new FieldError(FieldOf(refusal.Code), refusal.Detail)]);
            Response.StatusCode = refusal.Status;
        }
        else
            Refused = refusal.Detail;
        await HttpContext.AuditViewAsync();
    }

    /// <summary>The months of the plan in words.</summary>
    public string Months => Found is { } found ? new Window(found.From, found.Before).Words : "";

    /// <summary>A typed number as it goes back into its field.</summary>
    public static string Typed(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>A margin in points, such as <c>± 1 point</c>.</summary>
    public static string Within(double points) => $"± {FigureWords.Figure(points)} {(points == 1 ? "point" : "points")}";

    /// <summary>Half the width of an interval of a share; beyond one half it says nothing.</summary>
    public static string WithinShare(double fraction) => fraction >= 0.5 ? "over ± 50 %" : $"± {FigureWords.Percent(fraction)}";

    /// <summary>What today's services can tell, in words.</summary>
    public string Said =>
        Found is not { } found
            ? ""
            : $"Today {FigureWords.Count(found.Services, "service has", "services have")} about {FigureWords.Count(found.Families)} "
                + "families with both scores. "
                + $"Their mean change is known to ± {FigureWords.Figure(found.HalfWidth)} points, and four of five such "
                + $"networks would tell a true change of {FigureWords.Figure(found.Detectable)} points from none.";

    /// <summary>What today's services need for the margin, in words.</summary>
    public string Needed =>
        Found switch
        {
            null => "",
            { FamiliesNeeded: { } families } found =>
                $"For {Within(found.Margin)}, each of the {FigureWords.Count(found.Services)} services needs "
                    + $"{FigureWords.Count(families, "family", "families")} with both scores.",
            { } found => $"No number of families in {FigureWords.Count(found.Services)} services gives {Within(found.Margin)}, since the "
                + "services differ too much: only more services would help.",
        };

    private static string FieldOf(string code) =>
        code switch
        {
            "MARGIN_OUT_OF_RANGE" => "margin",
            "SHARE_OUT_OF_RANGE" => "share",
            "SHARE_MARGIN_OUT_OF_RANGE" => "sharemargin",
            "COMPLETION_OUT_OF_RANGE" => "completion",
            _ => "measure",
        };
}
