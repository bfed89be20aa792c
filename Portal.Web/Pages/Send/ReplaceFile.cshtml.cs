using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Submissions;
using Portal.Api.Submissions.Storing;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Send;

/// <summary>Sends one file of a checked extract anew, or adds one; the others stay as they were sent.</summary>
public sealed class ReplaceFilePage : PageModel
{
    private ExtractFile _file = null!;

    public Service Own => HttpContext.Service();

    public Quarter Period { get; private set; }

    /// <summary>Canonical name of the file.</summary>
    public string Name => _file.Name;

    /// <summary>Replace for a file that was sent, Add for one that was not.</summary>
    public string Verb { get; private set; } = "Replace";

    /// <summary>Address of the report that it starts from.</summary>
    public string Report { get; private set; } = "";

    public ErrorSummary Errors { get; private set; } = ErrorSummary.None;

    public async Task<IActionResult> OnGetAsync(string period, string check, string file, CancellationToken cancellation) =>
        await FindAsync(period, check, file, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(
        string period,
        string check,
        string file,
        List<IFormFile> files,
        CancellationToken cancellation
    )
    {
        if (!await FindAsync(period, check, file, cancellation))
            return NotFound();
        if (await UploadReading.FilesAsync(files, cancellation) is not [var upload])
            return Refused("Choose one file.", StatusCodes.Status400BadRequest);
        var answer = await CheckFiles.ReplaceAsync(HttpContext.ServiceCall(), check, Period, (_file.Kind, upload), cancellation);
        if (!answer.IsGiven(out var report, out var refusal))
            return Refused(refusal.Detail, refusal.Status);
        return report.Check is { } made
            ? this.ToReport(report, made)
            : Refused(
                "Nothing of that file was kept: "
                    + (report.Problems.Count > 0 ? report.Problems[0].Message : "it cannot be read.")
                    + " The files that you sent before are still there.",
                StatusCodes.Status422UnprocessableEntity
            );
    }

    private PageResult Refused(string why, int status)
    {
        Response.StatusCode = status;
        Errors = new ErrorSummary([new FieldError("files", why)]);
        return Page();
    }

    private async Task<bool> FindAsync(string period, string check, string file, CancellationToken cancellation)
    {
        if (!Quarter.TryParse(period, out var quarter) || ExtractFiles.All.FirstOrDefault(one => one.Name == file) is not { } found)
            return false;
        (Period, _file) = (quarter, found);
        Report = $"/send/{Own.Code}/{period}/{check}";
        var call = HttpContext.ServiceCall();
        if (await Drafts.ReadAsync(call.Database, Own.Id, check, quarter, call.Now, cancellation) is not { } draft)
            return false;
        Verb = draft.Files.Any(sent => sent.Name == found.Name) ? "Replace" : "Add";
        return true;
    }
}
