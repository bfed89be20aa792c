using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Checking;
using Portal.Api.Checking.Mapping;
using Portal.Api.Extracts;
using Portal.Api.Mapping;
using Portal.Api.Periods;
using Portal.Api.Submissions;
using Portal.Web.Pages.Layout;
using Portal.Web.Pages.Send;

namespace Portal.Web.Pages.OwnWords;

/// <summary>What somebody answered about a word.</summary>
/// <param name="Means">A code, or nothing.</param>
public sealed record WordAnswer(string? File, string? Column, string? Word, string? Means);

/// <summary>Between choosing files and the report: asks once what the service's own columns and words stand for.</summary>
public sealed class AskPage : PageModel
{
    public const string ServiceField = "ours";

    /// <summary>Whether it was said that all rows are the service's own.</summary>
    public bool AreOurs { get; private set; }

    public Service Own => HttpContext.Service();

    public CheckReport Report { get; private set; } = null!;

    public ErrorSummary Errors { get; private set; } = ErrorSummary.None;

    /// <summary>What was chosen of the words so far, by the id of the field.</summary>
    public IReadOnlyDictionary<string, string> Chosen { get; private set; } = new Dictionary<string, string>();

    private List<HeadingAnswer> _answers = [];

    /// <summary>What is chosen of a heading so far, or what it probably means.</summary>
    public HeadingAnswer ChosenOf(int place, HeadingQuestion question) =>
        _answers.ElementAtOrDefault(place) is { } answer && answer.Heading == question.Heading
            ? answer
            : HeadingAnswer.Suggested(question, Report.Mapping.Headings);

    public async Task<IActionResult> OnGetAsync(string period, string check, CancellationToken cancellation) =>
        await ReadAsync(period, check, cancellation) is not { } report ? NotFound()
        : report.State == CheckState.NeedsMapping ? Page()
        : RedirectToPage("/Send/Check", Place(period, check));

    public async Task<IActionResult> OnPostAsync(
        string period,
        string check,
        List<HeadingAnswer> headings,
        List<WordAnswer> words,
        List<IFormFile> files,
        bool ours,
        CancellationToken cancellation
    )
    {
        AreOurs = ours;
        if (!Quarter.TryParse(period, out var quarter) || await ReadAsync(period, check, cancellation) is null)
            return NotFound();
        var missing = headings
            .Select((heading, place) => (Fault: heading.Missing(headings), Field: HeadingField(place)))
            .Where(answer => answer.Fault is not null)
            .Select(answer => new FieldError(answer.Field, answer.Fault!))
            .ToList();
        if (Report.Mapping.Services.Count > 0 && !ours)
            missing.Insert(0, new FieldError(ServiceField, "Say that all rows are your service's, or add the column service_code."));
        if (missing.Count > 0)
            return AskAgain(new ErrorSummary(missing), headings, words);

        var call = HttpContext.ServiceCall();
        var saved = await ServiceMapping.AddAsync(call, Answers(headings, words, Report.Mapping.Services), cancellation);
        if (!saved.IsGiven(out _, out var refusal))
            return AskAgain(new ErrorSummary([new FieldError(null, refusal.Detail)]), headings, words);
        if (files.Count > 0)
            return await CheckAgainAsync(call, (check, quarter), files, cancellation);
        // The draft has nothing of a column that was not known.
        return headings.Exists(heading => heading.Means != HeadingAnswer.NotForThePortal)
            ? RedirectToPage(
                "/Send/ChooseFiles",
                new
                {
                    service = call.Service.Code,
                    quarter = period,
                    again = "true",
                }
            )
            : RedirectToPage("/Send/Check", Place(period, check));
    }

    public static string HeadingField(int place) => $"heading-{place}";

    public static string WordField(int place) => $"word-{place}";

    private async Task<IActionResult> CheckAgainAsync(
        ServiceCall call,
        (string Check, Quarter Quarter) draft,
        List<IFormFile> files,
        CancellationToken cancellation
    )
    {
        var uploaded = await UploadReading.FilesAsync(files, cancellation);
        var answer = await CheckFiles.ReplaceAsync(call, draft.Check, draft.Quarter, uploaded, cancellation);
        if (!answer.IsGiven(out var report, out var refusal))
            return AskAgain(new ErrorSummary([new FieldError("files", refusal.Detail)]), [], []);
        if (report.Check is { } check)
            return this.ToReport(report, check);
        // Other files than before, or a newer rule: the first step says what is wrong with them.
        return RedirectToPage("/Send/ChooseFiles", new { service = call.Service.Code, quarter = draft.Quarter });
    }

    private PageResult AskAgain(ErrorSummary errors, List<HeadingAnswer> headings, List<WordAnswer> words)
    {
        Errors = errors;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        _answers = headings;
        Chosen = words
            .Select((word, place) => (Field: WordField(place), word.Means))
            .ToDictionary(answer => answer.Field, answer => answer.Means ?? "");
        return Page();
    }

    private async Task<CheckReport?> ReadAsync(string period, string check, CancellationToken cancellation)
    {
        if (!Quarter.TryParse(period, out var quarter))
            return null;
        var again = await CheckFiles.AgainAsync(HttpContext.ServiceCall(), check, quarter, history: true, cancellation);
        return again.IsGiven(out var report) ? Report = report : null;
    }

    private object Place(string period, string check) =>
        new
        {
            service = HttpContext.Service().Code,
            period,
            check,
        };

    private static Dictionary<FileKind, FileMapping> Answers(
        List<HeadingAnswer> headings,
        List<WordAnswer> words,
        IReadOnlyList<string> ours
    ) =>
        ExtractFiles.All.ToDictionary(
            file => file.Kind,
            file => new FileMapping(
                [.. headings.Where(answer => answer.File == file.Name).Select(answer => answer.ToHeading()).OfType<MappedHeading>()],
                [
                    .. words
                        .Where(answer => answer is { Column: not null, Word: not null, Means.Length: > 0 } && answer.File == file.Name)
                        .Select(answer => new MappedWord(answer.Column!, answer.Word!, answer.Means!)),
                ]
            )
            {
                IsOurs = ours.Contains(file.Name),
            }
        );
}
