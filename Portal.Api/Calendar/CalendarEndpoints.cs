using System.Text;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.Calendar;

/// <summary>The calendar over HTTP; administrators only.</summary>
public static class CalendarEndpoints
{
    /// <summary>How many quarters are shown at once.</summary>
    public const int QuartersShown = 5;

    public static void MapCalendar(this RouteGroupBuilder api)
    {
        var calendar = api.MapGroup("/admin/calendar").RequireAuthorization(Policies.Administrator).WithTags("Calendar");
        calendar
            .MapGet(
                "",
                (string? to, PortalDatabase database, CalendarSettings settings, CalendarDay day, CancellationToken cancellation) =>
                    NetworkCalendar
                        .ReadLast(to, day)
                        .ToHttpAsync(last => NetworkCalendar.ReadAsync(database, settings, last, QuartersShown, day, cancellation))
            )
            .Produces<NetworkCalendar>()
            .ProducesProblem(400)
            .ProducesProblem(409)
            .WithName("ReadCalendar")
            .WithSummary("Five quarters, to the current one or to another: who has sent, who is late, what is closed.");
        calendar
            .MapPost(
                "/{period}/closure",
                (string period, HttpContext context, PortalDatabase database, CalendarDay day, CancellationToken cancellation) =>
                    ChangeAsync(period, quarter => CloseQuarter.RunAsync(database, context.Caller(), quarter, day, cancellation))
            )
            .Produces<QuarterClosure>()
            .ProducesProblem(400)
            .ProducesProblem(409)
            .WithName("CloseQuarter")
            .WithSummary("Ends the collection of a quarter: checks and submissions for it are refused from now on.");
        calendar
            .MapDelete(
                "/{period}/closure",
                (string period, HttpContext context, PortalDatabase database, CalendarDay day, CancellationToken cancellation) =>
                    ChangeAsync(period, quarter => CloseQuarter.UndoAsync(database, context.Caller(), quarter, day, cancellation))
            )
            .Produces<QuarterClosure>()
            .ProducesProblem(400)
            .WithName("ReopenQuarter")
            .WithSummary("Lets a closed quarter take extracts again.");
        calendar
            .MapGet("/{period}/late.csv", LateAsync)
            .AuditExport(AuditEvents.ListDownloaded)
            .Produces(200, contentType: "text/csv")
            .ProducesProblem(400)
            .ProducesProblem(409)
            .WithName("ListLateServices")
            .WithSummary("The services whose extract of a quarter is missing after it was due.");
        calendar
            .MapGet("/{period}/reminder", RemindAsync)
            .Produces(200, contentType: "text/plain")
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithName("ReadReminder")
            .WithSummary(
                "A reminder to copy, to all services that have not sent the quarter or to one; 404 when there is nobody to remind."
            );
    }

    private static async Task<IResult> ChangeAsync(string period, Func<Quarter, Task<Answer<QuarterClosure>>> change) =>
        Quarter.TryParse(period, out var quarter) ? (await change(quarter)).ToHttp() : ExtractCalendar.Malformed.ToProblem();

    private static async Task<IResult> LateAsync(
        string period,
        PortalDatabase database,
        CalendarSettings settings,
        CalendarDay day,
        CancellationToken cancellation
    )
    {
        var answer = NetworkCalendar.ReadLast(period, day);
        if (!answer.IsGiven(out var quarter))
            return answer.ToHttp();
        var calendar = await NetworkCalendar.ReadAsync(database, settings, quarter, 1, day, cancellation);
        return Results.File(Encoding.UTF8.GetBytes(LateServices.Csv(calendar)), CsvText.ContentType, $"late-{quarter}.csv");
    }

    private static async Task<IResult> RemindAsync(
        string period,
        string? service,
        HttpRequest request,
        PortalDatabase database,
        CalendarSettings settings,
        CalendarDay day,
        CancellationToken cancellation
    )
    {
        var answer = NetworkCalendar.ReadLast(period, day);
        if (!answer.IsGiven(out var quarter))
            return answer.ToHttp();
        var calendar = await NetworkCalendar.ReadAsync(database, settings, quarter, 1, day, cancellation);
        return Reminder.Text(calendar, string.IsNullOrEmpty(service) ? null : service, $"{request.Scheme}://{request.Host}") is { } text
            ? Results.Text(text, "text/plain", Encoding.UTF8)
            : Refusal.NotFound.ToProblem();
    }
}
