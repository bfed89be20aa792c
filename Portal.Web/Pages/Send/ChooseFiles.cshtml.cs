using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Submissions;
using Portal.Api.Submissions.Storing;
using Portal.Web.Pages.Layout;
using Portal.Web.Pages.Visitors;
using Portal.Web.Pages.Words;

namespace Portal.Web.Pages.Send;

/// <summary>A quarter that can be chosen.</summary>
public sealed record QuarterChoice(Quarter Quarter, string Words, bool IsClosed);

/// <summary>The first step of sending: asks for service, quarter and files, and answers with the check report.</summary>
public sealed class ChooseFilesPage(PortalDatabase database, CalendarDay day) : PageModel
{
    private const int QuartersOffered = 24;

    public IReadOnlyList<Service> Services { get; private set; } = [];

    public Service? Own { get; private set; }

    public IReadOnlyList<QuarterChoice> Quarters { get; private set; } = [];

    public Quarter Chosen { get; private set; }

    /// <summary>The last quarter of a service that is closed; <c>null</c> while it is open.</summary>
    public Quarter? LastQuarter { get; private set; }

    /// <summary>The report on files that may not be kept.</summary>
    public CheckReport? NotKept { get; private set; }

    public ErrorSummary Errors { get; private set; } = ErrorSummary.None;

    /// <summary>Whether somebody comes from saying what her own columns are, and has to choose the same files again.</summary>
    public bool ChoosesAgain { get; private set; }

    public async Task OnGetAsync(string? service, string? quarter, string? again, CancellationToken cancellation)
    {
        ChoosesAgain = again == "true";
        await ShowAsync((service, quarter), cancellation);
    }

    public async Task<IActionResult> OnPostAsync(string? service, string? quarter, List<IFormFile> files, CancellationToken cancellation)
    {
        await ShowAsync((service, quarter), cancellation);
        if (Own is null || !string.Equals(Own.Code, service, StringComparison.OrdinalIgnoreCase))
            return NotFound();
        var errors = new List<FieldError>();
        if (!Quarter.TryParse(quarter, out var period))
            errors.Add(new FieldError("quarter", "Choose a quarter of the list."));
        if (files.Count == 0)
            errors.Add(new FieldError("files", "Choose the files of the extract: one workbook, CSV files, or one zip that holds them."));
        if (errors.Count > 0)
            return Again(new ErrorSummary(errors), StatusCodes.Status400BadRequest);

        var uploaded = await UploadReading.FilesAsync(files, cancellation);
        HttpContext.Items[typeof(Service)] = Own;
        var answer = await CheckFiles.RunAsync(HttpContext.ServiceCall(), period, new SentFiles(uploaded), history: true, cancellation);
        if (!answer.IsGiven(out var report, out var refusal))
            return Again(new ErrorSummary([new FieldError(refusal.Status == 409 ? "quarter" : "files", refusal.Detail)]), refusal.Status);
        // If nothing was kept, there is no address to come back to, so the report is shown at once.
        return report.Check is { } check ? this.ToReport(report, check) : ShowNotKept(report);
    }

    private PageResult ShowNotKept(CheckReport report)
    {
        NotKept = report;
        return Page();
    }

    private PageResult Again(ErrorSummary errors, int status)
    {
        Errors = errors;
        Response.StatusCode = status;
        return Page();
    }

    private async Task ShowAsync((string? Service, string? Quarter) asked, CancellationToken cancellation)
    {
        var (service, quarter) = asked;
        Services = Visitor.Of(HttpContext).Services;
        Own =
            Services.FirstOrDefault(own => string.Equals(own.Code, service, StringComparison.OrdinalIgnoreCase))
            ?? (Services.Count > 0 ? Services[0] : null);
        if (Own is null)
            return;
        var sent = await SendQuarters.ReadAsync(database, Own, day, cancellation);
        Chosen = Quarter.TryParse(quarter, out var wanted) ? wanted : sent.LatestToSend;
        // The page says what stands only once it is certain which service is meant.
        Quarters =
        [
            .. Enumerable
                .Range(0, QuartersOffered)
                .Select(back => sent.Current.Plus(-back))
                .Where(offered => !sent.Life.IsOverBefore(offered))
                .Select(offered => Choice(sent, offered)),
        ];
        LastQuarter = sent.Life.LastPeriod;
    }

    private QuarterChoice Choice(SendQuarters sent, Quarter quarter) =>
        new(
            quarter,
            (Services.Count, quarter == sent.Current, sent.Standing.GetValueOrDefault(quarter)) switch
            {
                (1, _, { } receipt) => $"{quarter.Words} - sent {DateWords.Day(receipt.AcceptedAt)}",
                (_, true, _) => $"{quarter.Words} - not over yet",
                _ => quarter.Words,
            } + (sent.Closed.ContainsKey(quarter) ? " - closed" : ""),
            sent.Closed.ContainsKey(quarter)
        );
}
