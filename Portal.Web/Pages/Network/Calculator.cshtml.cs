using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Analytics.Charts.Forest;
using Portal.Analytics.Charts.Plots;
using Portal.Api.Calculator;
using Portal.Web.Pages.Layout;
using Portal.Web.Pages.Words;

namespace Portal.Web.Pages.Network;

/// <summary>The form of the calculator as it was sent; any part may be absent.</summary>
public sealed record CalculatorForm
{
    /// <summary>The pasted table.</summary>
    public string? Table { get; init; }

    /// <summary>The effect to make of summary figures.</summary>
    public string? Kind { get; init; }

    public string? Model { get; init; }

    /// <summary>Estimator of the variance between studies.</summary>
    public string? Method { get; init; }

    public string? Test { get; init; }

    /// <summary>Scale of a half-normal prior of τ.</summary>
    public string? Prior { get; init; }
}

/// <summary>Meta-analysis of a pasted table, with the same code as the API; nothing is kept.</summary>
public sealed class CalculatorPage : PageModel
{
    /// <summary>Invented figures to try the page with.</summary>
    public const string Example =
        "label\tn\tpreMean\tpreSd\tpostMean\tpostSd\tcorrelation\nNorth team\t31\t12.4\t4.1\t9.0\t4.4\t0.46\nWest "
        + "team\t18\t11.2\t3.9\t8.8\t4.0\t0.51\nIsland team\t9\t13.0\t4.6\t8.1\t4.2\t0.38\n";

    private const int FiguresDrawn = 60;

    private static readonly string[] Kinds = ["MC", "SMCR", "SMCRH", "SMCC"];

    public string Table { get; private set; } = "";

    public string Kind { get; private set; } = "MC";

    public string Model { get; private set; } = "RANDOM";

    public string Method { get; private set; } = "REML";

    public string Test { get; private set; } = "adhoc";

    /// <summary>The scale of a prior of τ as it was typed; empty for none.</summary>
    public string Prior { get; private set; } = "";

    public ErrorSummary Errors { get; private set; } = ErrorSummary.None;

    public MetaAnalysisResult? Found { get; private set; }

    public Picture? Forest { get; private set; }

    /// <summary>How the studies differ, in pictures.</summary>
    public IReadOnlyList<Picture> Diagnostics { get; private set; } = [];

    public void OnGet(bool example)
    {
        if (example)
            Table = Example;
    }

    public void OnPost(CalculatorForm form)
    {
        if (Read(form) is not { } request)
            return;
        if (!PoolFigures.Run(request).IsGiven(out var found, out var refusal))
        {
            Wrong([refusal.Detail]);
            return;
        }

        Found = found;
        Forest = ForestOf(found, request.Studies!);
        if (found.Studies.Count <= FiguresDrawn)
            Diagnostics =
            [
                .. StudyPictures.Of(request, found).Select(picture => Picture.Of(layout => ScatterChart.Draw(picture, layout), null)),
            ];
    }

    /// <summary>The same as R code.</summary>
    public IActionResult OnPostScript(CalculatorForm form)
    {
        if (Read(form) is not { } request)
            return Page();
        if (RScript.Of(request).IsGiven(out var code, out var refusal))
            return File(code, RScript.ContentType, RScript.FileName);
        Wrong([refusal.Detail]);
        return Page();
    }

    // The request in the form; null when the table cannot be read, and then Errors says why.
    private MetaAnalysisRequest? Read(CalculatorForm form)
    {
        Table = form.Table ?? "";
        Kind = Kinds.Contains(form.Kind) ? form.Kind! : Kind;
        (Model, Method, Test, Prior) = (form.Model ?? Model, form.Method ?? Method, form.Test ?? Test, form.Prior ?? "");
        var pasted = PastedStudies.Read(form.Table, Kind);
        if (pasted.Problems.Count > 0)
        {
            Wrong([.. pasted.Problems.Take(20).Select(problem => problem.Words)]);
            return null;
        }

        if (Prior.Length == 0)
            return new MetaAnalysisRequest(Model, Method, Test, null, pasted.Studies, pasted.Moderators, pasted.Subgroups);
        if (double.TryParse(Prior, NumberStyles.Float, CultureInfo.InvariantCulture, out var prior))
            return new MetaAnalysisRequest(Model, Method, Test, null, pasted.Studies, pasted.Moderators, pasted.Subgroups, prior);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        Errors = new ErrorSummary([new FieldError("prior", "Type a number with a decimal point, such as 0.5, or leave it empty.")]);
        return null;
    }

    private void Wrong(IReadOnlyList<string> words)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        Errors = new ErrorSummary([.. words.Select(sentence => new FieldError("table", sentence))]);
    }

    private static Picture? ForestOf(MetaAnalysisResult found, IReadOnlyList<StudyInput> pasted)
    {
        if (found.Studies.Count > FiguresDrawn)
            return null;
        var pooled = found.Pooled;
        var rows = found
            .Studies.Select(
                (study, place) =>
                {
                    var reach = 1.959963984540054 * Math.Sqrt(study.Variance);
                    return new ForestRow(
                        study.Label,
                        pasted[place].N,
                        study.Effect,
                        study.Effect - reach,
                        study.Effect + reach,
                        study.Weight
                    );
                }
            )
            .ToList();
        var picture = new ForestPicture(
            $"Pooled effect of {FigureWords.Count(found.Studies.Count, "study", "studies")}",
            $"{OutcomeWords.Model(pooled.Model)}, {pooled.MethodUsed ?? pooled.Tau2Method}, {OutcomeWords.Test(pooled.Test)}",
            "effect, in the unit of the figures",
            "",
            "",
            rows,
            pooled.K < 2
                ? null
                : new ForestPooled(
                    pooled.K,
                    pooled.N,
                    pooled.Estimate,
                    pooled.Low,
                    pooled.High,
                    pooled.PredictionLow,
                    pooled.PredictionHigh
                ),
            pooled.Tau is { } tau
                ? string.Create(CultureInfo.InvariantCulture, $"Between studies: τ {tau:0.000}, I² {pooled.I2:0 %}.")
                : "",
            "Made from the figures that were pasted; the portal keeps none of them.",
            null
        )
        {
            Decimals = 2,
            Called = ForestRows.Studies,
        };
        return Picture.Of(layout => ForestChart.Draw(picture, layout), null);
    }
}
