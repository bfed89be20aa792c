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

    public async Task<IActionResult> OnGetAsync(AskedSeries asked, string? done, CancellationToken cancellation)
    {
        Done = done switch
        {
            "written" => "The note is on the charts.",
            "removed" => "The note is removed.",
            _ => null,
        };
        return await ReadAsync(asked, cancellation) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostWriteAsync(AskedNote note, AskedSeries asked, CancellationToken cancellation)
    {
        var answer = await QuarterNote.WriteAsync(HttpContext.ServiceCall(), note, cancellation);
        if (answer.IsGiven(out _, out var refusal))
            return Redirect(Address(HttpContext.Service(), asked) + "&done=written#notes");
        Errors = new ErrorSummary([
            refusal.Code switch
            {
                "WORDS_LENGTH" => new FieldError(
                    "words",
                    $"Write what happened, in at most {QuarterNote.LongestWords} letters and spaces."
                ),
                "WORDS_IDENTIFY" => new FieldError(
                    "words",
                    "This seems to hold a telephone number, a postcode, an e-mail address or an identifier. Write about the service only."
                ),
                "TOO_MANY_NOTES" => new FieldError("words", $"There are {QuarterNote.MostNotes} notes already. Remove one first."),
                _ => new FieldError("quarter", "Choose the quarter in which it happened."),
            },
        ]);
        Typed = note.Words ?? "";
        return await ReadAsync(asked, cancellation) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostRemoveAsync(string? id, AskedSeries asked, CancellationToken cancellation)
    {
        var answer = await QuarterNote.RemoveAsync(HttpContext.ServiceCall(), id ?? "", cancellation);
        return answer.IsGiven(out _) ? Redirect(Address(HttpContext.Service(), asked) + "&done=removed#notes") : NotFound();
    }

    /// <summary>The page with a series.</summary>
    public string Address(TrendSeries series) =>
        Address(
            Own,
            new AskedSeries
            {
                Series = series.Code,
                Measure = series.Measure,
                Subscale = series.Subscale,
            }
        );

    /// <summary>Names of measures in order, each with its series.</summary>
    public IEnumerable<IGrouping<string, TrendSeries>> Measures =>
        Trends.Series.Where(series => series.Name is not null).GroupBy(series => series.Name!);

    private static string Address(Service own, AskedSeries asked) =>
        $"/over-time/{own.Code}?series={Uri.EscapeDataString(asked.Series ?? TrendSeries.Referrals)}"
        + (string.IsNullOrEmpty(asked.Measure) ? "" : $"&measure={Uri.EscapeDataString(asked.Measure)}")
        + (string.IsNullOrEmpty(asked.Subscale) ? "" : $"&subscale={Uri.EscapeDataString(asked.Subscale)}");

    private async Task<bool> ReadAsync(AskedSeries asked, CancellationToken cancellation)
    {
        Own = HttpContext.Service();
        Trends = await ServiceTrends.ReadAsync(HttpContext.ServiceCall(), cancellation);
        if (Trends.Series.Count == 0)
            return true;
        Shown = Trends.Find(string.IsNullOrEmpty(asked.Series) ? asked with { Series = TrendSeries.Referrals } : asked);
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
