using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.LocalMeasures;
using Portal.Api.Periods;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Registry;

/// <summary>What the form of a new measure says; numbers as somebody typed them.</summary>
public sealed record MeasureForm(
    string? Code,
    string? Name,
    string? Construct,
    List<string>? Respondents,
    string? Lowest,
    string? Highest,
    string? Step,
    string? Direction,
    string? CutOff,
    string? CutOffSide
)
{
    internal NewMeasure Read() =>
        new(
            Code,
            Name,
            Construct,
            Respondents,
            Number(Lowest),
            Number(Highest),
            Number(Step),
            Direction,
            string.IsNullOrWhiteSpace(CutOff) ? null : Number(CutOff) ?? double.NaN,
            string.IsNullOrWhiteSpace(CutOff) ? null : CutOffSide
        );

    private static double? Number(string? text) =>
        double.TryParse(
            text?.Trim(),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
}

/// <summary>The measures that the network added, where an administrator adds, retires and removes them.</summary>
public sealed class LocalMeasuresPage(PortalDatabase database, CalendarDay day) : PageModel
{
    private const string Words =
        "Write a code (L_ and 2 to 18 capitals, digits and underscores) and a name; choose a kind, who rates and the direction; give a "
        + "range that whole steps fill. A cut-off lies within the range and has a side.";

    public IReadOnlyList<LocalMeasure> Local { get; private set; } = [];

    public ErrorSummary Errors { get; private set; } = ErrorSummary.None;

    /// <summary>What somebody wrote into the form; kept when it has to be put right.</summary>
    public MeasureForm Form { get; private set; } = new(null, null, null, null, null, null, null, null, null, null);

    /// <summary>Today's quarter: the last that may hold a measure which is retired now.</summary>
    public Quarter Current => day.Quarter;

    public Task OnGetAsync(CancellationToken cancellation) => ReadAsync(cancellation);

    public async Task<IActionResult> OnPostAddAsync(MeasureForm form, CancellationToken cancellation)
    {
        Form = form;
        return await DoneAsync(
            await AddMeasure.RunAsync(database, HttpContext.Caller(), form.Read(), day.Clock, cancellation),
            "code",
            cancellation
        );
    }

    public async Task<IActionResult> OnPostRetireAsync(string code, CancellationToken cancellation) =>
        await DoneAsync(
            await RetireMeasure.RunAsync(database, HttpContext.Caller(), (code, Current.ToString()), day.Clock, cancellation),
            null,
            cancellation
        );

    public async Task<IActionResult> OnPostKeepAsync(string code, CancellationToken cancellation) =>
        await DoneAsync(
            await RetireMeasure.RunAsync(database, HttpContext.Caller(), (code, null), day.Clock, cancellation),
            null,
            cancellation
        );

    public async Task<IActionResult> OnPostRemoveAsync(string code, CancellationToken cancellation) =>
        await DoneAsync(await RetireMeasure.RemoveAsync(database, HttpContext.Caller(), code, day.Clock, cancellation), null, cancellation);

    private async Task<IActionResult> DoneAsync<T>(Answer<T> answer, string? field, CancellationToken cancellation)
    {
        if (!answer.IsRefused(out var refusal))
            return LocalRedirect("/measures");
        Errors = new ErrorSummary([new FieldError(field, refusal.Code == "MEASURE_MALFORMED" ? Words : refusal.Detail)]);
        Response.StatusCode = refusal.Status;
        await ReadAsync(cancellation);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancellation) => Local = (await NetworkMeasures.ReadAsync(database, cancellation)).Local;
}
