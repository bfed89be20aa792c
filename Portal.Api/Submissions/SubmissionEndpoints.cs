using System.Text.Json;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Calendar;
using Portal.Api.Database;
using Portal.Api.Extracts.Catalogue;
using Portal.Api.LocalMeasures;
using Portal.Api.Periods;
using Portal.Api.Submissions.Storing;

namespace Portal.Api.Submissions;

/// <summary>Why a submission is withdrawn.</summary>
/// <param name="Reason">One of <see cref="WithdrawSubmission.Reasons"/>.</param>
public sealed record WithdrawalRequest(string? Reason);

/// <summary>Checks, submissions, receipts and withdrawals of a service.</summary>
public static class SubmissionEndpoints
{
    public static void MapSubmissions(this RouteGroupBuilder service)
    {
        service
            .MapPost("/extracts/{period}/checks", CheckAsync)
            .TakesUploads()
            .Accepts<IFormFileCollection>("multipart/form-data")
            .Produces<CheckReport>()
            .ProducesProblem(400)
            .ProducesProblem(409)
            .AllowToken(TokenActions.Check)
            .WithName("CheckExtract")
            .WithSummary(
                "Checks the files of a quarter (CSVs, one zip or one workbook) and keeps them as a draft for a day; nothing is submitted."
            );
        service
            .MapGet("/extracts/{period}/template.xlsx", TemplateAsync)
            .ExportsOwnFigures(AuditEvents.FiguresDownloaded)
            .Produces(200, contentType: TemplateWorkbook.ContentType)
            .ProducesProblem(400)
            .WithName("ReadOwnTemplate")
            .WithSummary(
                "The template workbook with the cases that were waiting or open in the quarter before, and all that was sent of them."
            );
        service
            .MapGet("/extracts/{period}/checks/{check}", CheckAgainAsync)
            .Produces<CheckReport>()
            .AllowToken(TokenActions.Check)
            .WithName("ReadCheck")
            .WithSummary("The report of a draft again.");
        service
            .MapGet("/extracts/{period}/checks/{check}/error-files/{file}.csv", ErrorFileAsync)
            .AuditExport(AuditEvents.ErrorFileDownloaded)
            .Produces(200, contentType: "text/csv")
            .ProducesProblem(400)
            .ProducesProblem(404)
            .AllowToken(TokenActions.Check)
            .WithName("ReadErrorFile")
            .WithSummary("A file of a draft back, with the problems beside each row.");
        service
            .MapGet("/extracts/{period}/checks/{check}/error-file.xlsx", ErrorWorkbookAsync)
            .AuditExport(AuditEvents.ErrorFileDownloaded)
            .Produces(200, contentType: TemplateWorkbook.ContentType)
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .AllowToken(TokenActions.Check)
            .WithName("ReadErrorWorkbook")
            .WithSummary("All files of a draft back as one workbook, with the cells that have a problem coloured and commented.");
        service
            .MapDelete("/extracts/{period}/checks/{check}", DeleteAsync)
            .Produces(204)
            .AllowToken(TokenActions.Check)
            .WithName("DeleteCheck")
            .WithSummary("Deletes a draft.");
        service
            .MapPost("/extracts/{period}/submissions", SubmitAsync)
            .TakesUploads()
            .Accepts<IFormFileCollection>("multipart/form-data", "application/json")
            .Produces<Receipt>()
            .Produces<Receipt>(201)
            .ProducesProblem(400)
            .ProducesProblem(409)
            .ProducesProblem(422)
            .AllowToken(TokenActions.Submit)
            .WithName("SubmitExtract")
            .WithSummary(
                "Stores the extract of a quarter whole, or says what stands in the way. "
                    + "The same bytes again answer with the standing receipt."
            );
        service
            .MapGet("/submissions", ListAsync)
            .Produces<Page<Receipt>>()
            .ProducesProblem(400)
            .WithName("ListSubmissions")
            .WithSummary("Every submission, newest first.");
        service.MapGet("/submissions/{id:guid}", FindAsync).Produces<Receipt>().WithName("ReadSubmission").WithSummary("One submission.");
        service
            .MapGet("/submissions/{id:guid}/receipt", FindAsync)
            .Produces<Receipt>()
            .WithName("ReadReceipt")
            .WithSummary("The receipt of a submission.");
        service
            .MapGet("/submissions/{id:guid}/withdrawal", PreviewAsync)
            .RequireAuthorization(Policies.Lead)
            .Produces<IReadOnlyList<LaterLoss>>()
            .WithName("PreviewWithdrawal")
            .WithSummary("What later quarters would lose by a withdrawal, because their files hold only what was new; leads only.");
        service
            .MapPost("/submissions/{id:guid}/withdrawal", WithdrawAsync)
            .RequireAuthorization(Policies.Lead)
            .Accepts<WithdrawalRequest>("application/json")
            .Produces<Receipt>()
            .ProducesProblem(400)
            .ProducesProblem(409)
            .WithName("WithdrawSubmission")
            .WithSummary("Takes the standing submission of a quarter out of the current records, with a reason; leads only.");
    }

    private static async Task<IResult> CheckAsync(string period, bool? history, HttpContext context, CancellationToken cancellation)
    {
        if (!Quarter.TryParse(period, out var quarter))
            return ExtractCalendar.Malformed.ToProblem();
        var upload = await UploadReading.ReadAsync(context.Request, allowDraft: false, cancellation);
        return upload.IsGiven(out var arrived) && arrived.Source is SubmissionSource.Files files
            ? (await CheckFiles.RunAsync(context.ServiceCall(), quarter, files.Sent, history ?? true, cancellation)).ToHttp()
            : upload.ToHttp();
    }

    private static async Task<IResult> TemplateAsync(string period, HttpContext context, CancellationToken cancellation)
    {
        if (!Quarter.TryParse(period, out var quarter))
            return ExtractCalendar.Malformed.ToProblem();
        var call = context.ServiceCall();
        var measures = await NetworkMeasures.ReadAsync(call.Database, cancellation);
        var own = await OpenCases.ReadAsync(call, quarter, cancellation);
        return Results.Bytes(
            await TemplateWorkbook.WriteAsync(measures.All, null, call.Service.Code, own, cancellation),
            TemplateWorkbook.ContentType,
            $"extract-{call.Service.Code}-{quarter}.xlsx"
        );
    }

    private static async Task<IResult> CheckAgainAsync(
        string period,
        string check,
        bool? history,
        HttpContext context,
        CancellationToken cancellation
    ) =>
        Quarter.TryParse(period, out var quarter)
            ? (await CheckFiles.AgainAsync(context.ServiceCall(), check, quarter, history ?? true, cancellation)).ToHttp()
            : ExtractCalendar.Malformed.ToProblem();

    private static async Task<IResult> ErrorFileAsync(
        string period,
        string check,
        string file,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        if (!Quarter.TryParse(period, out var quarter))
            return ExtractCalendar.Malformed.ToProblem();
        var answer = await ErrorFile.OfDraftAsync(context.ServiceCall(), check, quarter, file + ".csv", cancellation);
        return answer.ToHttp(found =>
            Results.Stream(stream => found.WriteAsync(stream, cancellation), "text/csv; charset=utf-8", $"{file}-{quarter}-problems.csv")
        );
    }

    private static async Task<IResult> ErrorWorkbookAsync(string period, string check, HttpContext context, CancellationToken cancellation)
    {
        if (!Quarter.TryParse(period, out var quarter))
            return ExtractCalendar.Malformed.ToProblem();
        var answer = await ErrorWorkbook.OfDraftAsync(context.ServiceCall(), check, quarter, cancellation);
        return await answer.ToHttpAsync(async found =>
            Results.Bytes(await found.WriteAsync(cancellation), TemplateWorkbook.ContentType, $"extract-{quarter}-problems.xlsx")
        );
    }

    private static async Task<IResult> DeleteAsync(
        string period,
        string check,
        HttpContext context,
        PortalDatabase database,
        CancellationToken cancellation
    )
    {
        if (!Quarter.TryParse(period, out _))
            return ExtractCalendar.Malformed.ToProblem();
        return await Drafts.DeleteAsync(database, context.Service().Id, check, cancellation)
            ? Results.NoContent()
            : Refusal.NotFound.ToProblem();
    }

    private static async Task<IResult> SubmitAsync(string period, HttpContext context, CancellationToken cancellation)
    {
        if (!Quarter.TryParse(period, out var quarter))
            return ExtractCalendar.Malformed.ToProblem();
        var upload = await UploadReading.ReadAsync(context.Request, allowDraft: true, cancellation);
        if (!upload.IsGiven(out var given))
            return upload.ToHttp();
        var call = context.ServiceCall();
        var answer = await SubmitExtract.RunAsync(call, quarter, given.Source, given.Acknowledgements, cancellation);
        return answer.ToHttp(submitted =>
            submitted.New
                ? Results.Created($"/api/v1/services/{call.Service.Code}/submissions/{submitted.Receipt.Id}", submitted.Receipt)
                : Results.Ok(submitted.Receipt)
        );
    }

    private static Task<IResult> ListAsync(
        int? page,
        int? pageSize,
        HttpContext context,
        PortalDatabase database,
        CancellationToken cancellation
    ) =>
        PageRequest
            .Read(page, pageSize)
            .ToHttpAsync(wanted => ListSubmissions.PageAsync(database, context.Service(), wanted.Number, wanted.Size, cancellation));

    private static async Task<IResult> FindAsync(Guid id, HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
        (await ListSubmissions.FindAsync(database, context.Service(), id, cancellation)).ToHttp();

    private static async Task<IResult> PreviewAsync(Guid id, HttpContext context, CancellationToken cancellation) =>
        (await WithdrawalPreview.RunAsync(context.ServiceCall(), id, cancellation)).ToHttp();

    private static async Task<IResult> WithdrawAsync(Guid id, HttpContext context, CancellationToken cancellation)
    {
        try
        {
            // Always read as UTF-8, so that an unknown charset is a malformed request and not a failure.
            var request = await JsonSerializer.DeserializeAsync<WithdrawalRequest>(
                context.Request.Body,
                JsonSerializerOptions.Web,
                cancellation
            );
            return (await WithdrawSubmission.RunAsync(context.ServiceCall(), id, request?.Reason, cancellation)).ToHttp();
        }
        catch (JsonException)
        {
            return WithdrawSubmission.ReasonMissing.ToProblem();
        }
    }
}
