using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Trends;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.OverTime;

/// <summary>One figure quarter by quarter, with the team's own notes.</summary>
public sealed class OverTimePage : PageModel
{
    public Service Own { get; private set; } = null!;

    public ServiceTrends Trends { get; private set; } = null!;

    /// <summary>The series that is drawn; <c>null</c> before the first extract.</summary>
    public TrendSeries? Shown { get; private set; }

    public Picture? Drawn { get; private set; }

    public ErrorSummary Errors { get; private set; } = ErrorSummary.None;

    /// <summary>What somebody typed, when it could not be kept.</summary>
    public string Typed { get; private set; } = "";

    /// <summary>Whether a note was just written or removed.</summary>
    public string? Done { get; private set; }

    public async Task<IActionResult> OnGetAsync(
        string? show,
        string? measure,
        string? subscale,
        string? done,
        CancellationToken cancellation
    )
    {
        Done = done switch
        {
            "written" => "The note is on the charts.",
            "removed" => "The note is removed.",
            _ => null,
        };
        return await ReadAsync(show, measure, subscale, cancellation) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostWriteAsync(
        string? quarter,
        string? words,
        string? show,
        string? measure,
        string? subscale,
        CancellationToken cancellation
    )
    {
        var answer = await QuarterNote.WriteAsync(HttpContext.ServiceCall(), new AskedNote(quarter, words), cancellation);
        if (answer.IsGiven(out _, out var refusal))
            return Redirect(Address(HttpContext.Service(), show, measure, subscale) + "&done=written#notes");
        Errors = new ErrorSummary([
            refusal.Code switch
            {
                "WORDS_LENGTH" => new FieldError(
                    "words",
                    $"Write what happened, in at most {QuarterNote.LongestWords} letters and spaces."
                ),
                "TOO_MANY_NOTES" => new FieldError("words", $"There are {QuarterNote.MostNotes} notes already. Remove one first."),
                _ => new FieldError("quarter", "Choose the quarter in which it happened."),
            },
        ]);
        Typed = words ?? "";
        return await ReadAsync(show, measure, subscale, cancellation) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostRemoveAsync(
        string? note,
        string? show,
        string? measure,
        string? subscale,
        CancellationToken cancellation
    )
    {
        var answer = await QuarterNote.RemoveAsync(HttpContext.ServiceCall(), note ?? "", cancellation);
        return answer.IsGiven(out _)
            ? Redirect(Address(HttpContext.Service(), show, measure, subscale) + "&done=removed#notes")
            : NotFound();
    }

    /// <summary>The page with a series.</summary>
    public string Address(TrendSeries series) => Address(Own, series.Code, series.Measure, series.Subscale);

    /// <summary>Names of measures in order, each with its series.</summary>
    public IEnumerable<IGrouping<string, TrendSeries>> Measures =>
        Trends.Series.Where(series => series.Name is not null).GroupBy(series => series.Name!);

    private static string Address(Service own, string? show, string? measure, string? subscale) =>
        $"/over-time/{own.Code}?show={Uri.EscapeDataString(show ?? TrendSeries.Referrals)}"
        + (string.IsNullOrEmpty(measure) ? "" : $"&measure={Uri.EscapeDataString(measure)}")
        + (string.IsNullOrEmpty(subscale) ? "" : $"&subscale={Uri.EscapeDataString(subscale)}");

    private async Task<bool> ReadAsync(string? show, string? measure, string? subscale, CancellationToken cancellation)
    {
        Own = HttpContext.Service();
        Trends = await ServiceTrends.ReadAsync(HttpContext.ServiceCall(), cancellation);
        if (Trends.Series.Count == 0)
            return true;
        Shown = Trends.Find(string.IsNullOrEmpty(show) ? TrendSeries.Referrals : show, measure, subscale);
        if (Shown is null)
            return false;
        Drawn = Picture.Of(
            layout => TrendPictures.Draw(Shown, Trends, Own.Name, layout),
            $"/api/v1/services/{Own.Code}/charts/trend.svg?series={Shown.Code}"
                + (Shown.Measure is null ? "" : $"&measure={Shown.Measure}&subscale={Shown.Subscale}")
        );
        return true;
    }
}
