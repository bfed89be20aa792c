using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Checking.Mapping;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Mapping;
using Portal.Api.Periods;
using Portal.Api.Submissions;
using Portal.Api.Submissions.Storing;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Send;

/// <summary>One reason as the form sends it.</summary>
public sealed record ReasonGiven(string? Code, string? File, string? Reason);

/// <summary>The check report of a draft, with the form that submits it.</summary>
public sealed class CheckPage(PortalDatabase database) : PageModel
{
    public CheckView View { get; private set; } = null!;

    public ErrorSummary Errors { get; private set; } = ErrorSummary.None;

    public async Task<IActionResult> OnGetAsync(string period, string check, CancellationToken cancellation) =>
        await ShowAsync(period, check, [], cancellation);

    public async Task<IActionResult> OnPostAsync(
        string period,
        string check,
        List<ReasonGiven> reasons,
        string? replacementReason,
        CancellationToken cancellation
    )
    {
        if (!Quarter.TryParse(period, out var quarter))
            return NotFound();
        if (!string.IsNullOrEmpty(replacementReason) && !ReplacementReasons.All.Contains(replacementReason))
            return BadRequest();
        var service = HttpContext.Service();
        var source = new SubmissionSource.Draft(check)
        {
            ReplacementReason = string.IsNullOrEmpty(replacementReason) ? null : replacementReason,
        };
        var given = reasons
            .Where(reason => reason is { Code: not null, Reason: { Length: > 0 } })
            .Select(reason => new Acknowledgement(reason.Code!, reason.File ?? "", reason.Reason!))
            .ToList();
        var answer = await SubmitExtract.RunAsync(HttpContext.ServiceCall(), quarter, source, given, cancellation);
        if (answer.IsGiven(out var submitted, out var refusal))
            return RedirectToPage(
                "/Submissions/Receipt",
                new
                {
                    service = service.Code,
                    id = submitted.Receipt.Id,
                    again = submitted.New ? null : "true",
                }
            );
        return refusal.Status is StatusCodes.Status422UnprocessableEntity or StatusCodes.Status409Conflict
            ? await AskAgainAsync(refusal, period, check, given, source.ReplacementReason, cancellation)
            : NotFound();
    }

    public Task<IActionResult> OnPostRemoveAsync(string period, string check, string? file, CancellationToken cancellation) =>
        ChooseAsync(period, check, file, isRemoved: true, cancellation);

    public Task<IActionResult> OnPostKeepAsync(string period, string check, string? file, CancellationToken cancellation) =>
        ChooseAsync(period, check, file, isRemoved: false, cancellation);

    /// <summary>Says once what a word of the service's own stands for.</summary>
    public async Task<IActionResult> OnPostUseAsync(
        string period,
        string check,
        string? file,
        string? column,
        string? word,
        string? code,
        CancellationToken cancellation
    )
    {
        if (ExtractFiles.All.FirstOrDefault(one => one.Name == file) is not { } found || column is null || word is null || code is null)
            return BadRequest();
        var answer = new Dictionary<FileKind, FileMapping> { [found.Kind] = new([], [new MappedWord(column, word, code)]) };
        var saved = await ServiceMapping.AddAsync(HttpContext.ServiceCall(), answer, cancellation);
        if (saved.IsGiven(out _, out var refusal))
            return Again(isThere: true, period, check);
        var result = await ShowAsync(period, check, [], cancellation);
        Response.StatusCode = refusal.Status;
        Errors = new ErrorSummary([new FieldError(null, refusal.Detail)]);
        return result;
    }

    public async Task<IActionResult> OnPostCoverageAsync(
        string period,
        string check,
        string? file,
        string? answer,
        CancellationToken cancellation
    )
    {
        if (!Quarter.TryParse(period, out var quarter))
            return NotFound();
        if (SentFiles.CoveredKind(file) is not { } kind || SentFiles.CoverageOf(answer) is not { } coverage)
            return BadRequest();
        return Again(
            await CheckFiles.AnswerAsync(HttpContext.ServiceCall(), check, quarter, (kind, coverage), cancellation),
            period,
            check
        );
    }

    private async Task<IActionResult> ChooseAsync(string period, string check, string? file, bool isRemoved, CancellationToken cancellation)
    {
        if (!Quarter.TryParse(period, out var quarter))
            return NotFound();
        if (SentFiles.Kinds([file ?? ""]) is not [var kind])
            return BadRequest();
        return Again(
            await CheckFiles.RemoveAsync(HttpContext.ServiceCall(), check, quarter, (kind, isRemoved), cancellation),
            period,
            check
        );
    }

    private IActionResult Again(bool isThere, string period, string check) =>
        isThere
            ? RedirectToPage(
                new
                {
                    service = HttpContext.Service().Code,
                    period,
                    check,
                }
            )
            : NotFound();

    private async Task<IActionResult> AskAgainAsync(
        Refusal refusal,
        string period,
        string check,
        IReadOnlyList<Acknowledgement> given,
        string? replacementReason,
        CancellationToken cancellation
    )
    {
        var result = await ShowAsync(period, check, given, cancellation);
        if (result is not PageResult)
            return result;
        Response.StatusCode = refusal.Status;
        View = View with { ReplacementReason = replacementReason };
        Errors =
            refusal.Status != StatusCodes.Status409Conflict && View.Missing is { Errors.Count: > 0 } missing
                ? missing
                : new ErrorSummary([new FieldError(null, refusal.Detail)]);
        return result;
    }

    private async Task<IActionResult> ShowAsync(
        string period,
        string check,
        IReadOnlyList<Acknowledgement> given,
        CancellationToken cancellation
    )
    {
        if (!Quarter.TryParse(period, out var quarter))
            return NotFound();
        var again = await CheckFiles.AgainAsync(HttpContext.ServiceCall(), check, quarter, history: true, cancellation);
        // Back from the receipt leads to a draft that is no more.
        if (!again.IsGiven(out var report))
            return await ListSubmissions.OfDraftAsync(database, HttpContext.Service(), check, cancellation) is { } receipt
                ? RedirectToPage("/Submissions/Receipt", new { service = receipt.Service, id = receipt.Id })
                : NotFound();
        View = new CheckView(HttpContext.Service(), report, given)
        {
            Standing = await ListSubmissions.StandingAsync(database, HttpContext.Service(), quarter, cancellation),
        };
        return Page();
    }
}
