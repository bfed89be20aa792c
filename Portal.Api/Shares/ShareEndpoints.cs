using System.Text;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Releases.Bundle;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Shares;

/// <summary>Sharing protected reports over HTTP: members see with whom, leads decide, readers read the reports.</summary>
public static class ShareEndpoints
{
    /// <summary>Who may read the reports of the caller's service.</summary>
    public static void MapShares(this RouteGroupBuilder service)
    {
        service
            .MapGet(
                "/shares",
                async (int? page, int? pageSize, HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
                    Page.Of(page, pageSize, await ReportShare.AllAsync(database, context.Service(), cancellation)).ToHttp()
            )
            .Produces<Page<ReportShare>>()
            .ProducesProblem(400)
            .WithName("ListShares")
            .WithSummary("Who may read the protected reports of the own service, since when, and by whom.");
        service
            .MapPut(
                "/shares/{person}",
                async (string person, HttpContext context, CancellationToken cancellation) =>
                    (await ChangeShare.RunAsync(context.ServiceCall(), person, cancellation)).ToHttp()
            )
            .RequireAuthorization(Policies.Lead)
            .Produces<ReportShare>()
            .ProducesProblem(400)
            .WithName("ShareReports")
            .WithSummary("Lets a reader see the protected reports of the own service; leads only.");
        service
            .MapDelete(
                "/shares/{person}",
                async (string person, HttpContext context, CancellationToken cancellation) =>
                    (await ChangeShare.UndoAsync(context.ServiceCall(), person, cancellation)).ToHttp(_ => Results.NoContent())
            )
            .RequireAuthorization(Policies.Lead)
            .Produces(204)
            .ProducesProblem(400)
            .WithName("StopSharingReports")
            .WithSummary("Stops a reader from seeing the reports of the own service, at once; leads only.");
    }

    /// <summary>What is shared with the calling reader.</summary>
    public static void MapSharedReports(this RouteGroupBuilder api)
    {
        var shared = api.MapGroup("/shared").RequireAuthorization(Policies.Reader).WithTags("Shared reports");
        shared
            .MapGet(
                "",
                async (int? page, int? pageSize, HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
                    Page.Of(page, pageSize, await SharedService.AllAsync(database, context.Caller(), cancellation)).ToHttp()
            )
            .Produces<Page<SharedService>>()
            .ProducesProblem(400)
            .WithName("ListSharedServices")
            .WithSummary("Services that share their reports with the reader who asks, with their releases.");
        var report = shared.MapGroup("/{service}/releases/{id}").ProducesProblem(404);
        report
            .MapGet(
                "/cells.json",
                (string service, string id, HttpContext context, CancellationToken cancellation) =>
                    AnswerAsync(
                        context,
                        service,
                        id,
                        opened => Results.File(ReleaseCells.Json(opened.Content), "application/json", FileName(opened, "json")),
                        cancellation
                    )
            )
            .Produces(200, contentType: "application/json")
            .WithName("ReadSharedCells")
            .WithSummary("A service's protected figures of a published release as JSON.");
        report
            .MapGet(
                "/cells.csv",
                (string service, string id, HttpContext context, CancellationToken cancellation) =>
                    AnswerAsync(
                        context,
                        service,
                        id,
                        opened =>
                            Results.File(
                                Encoding.UTF8.GetBytes(ReleaseCells.Csv(opened.Content, MeasureCatalogue.Published)),
                                CsvText.ContentType,
                                FileName(opened, "csv")
                            ),
                        cancellation
                    )
            )
            .Produces(200, contentType: "text/csv")
            .WithName("ReadSharedTable")
            .WithSummary("A service's protected figures of a published release as CSV.");
        report.MapPicture(
            "/charts/{chart}",
            ("ReadSharedPicture", "referral-risks or changes of a service's protected figures"),
            (string service, string id, string chart, bool? narrow, HttpContext context, CancellationToken cancellation) =>
                DrawingOf(chart) is { } draw
                    ? AnswerAsync(
                        context,
                        service,
                        id,
                        opened => new PictureResult(draw(opened.Content, narrow == true ? ChartLayout.Narrow : ChartLayout.Wide)),
                        cancellation
                    )
                    : Task.FromResult(Refusal.NotFound.ToProblem()),
            _ => { }
        );
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context,
        string service,
        string id,
        Func<OpenedReport, IResult> answer,
        CancellationToken cancellation
    ) =>
        (
            await OpenReport.SharedAsync(
                context.RequestServices.GetRequiredService<PortalDatabase>(),
                context.Caller(),
                service,
                id,
                context.RequestServices.GetRequiredService<TimeProvider>(),
                cancellation
            )
        ).ToHttp(answer);

    private static Func<FrozenRelease, ChartLayout, DrawnPicture>? DrawingOf(string chart) =>
        chart switch
        {
            "referral-risks" => (content, layout) => ReleasePictures.Risks(content, content.Policy, ReleaseLattice.Own, layout),
            "changes" => (content, layout) =>
                ReleasePictures.Changes(content, content.Policy, MeasureCatalogue.Published, ReleaseLattice.Own, layout),
            _ => null,
        };

    private static string FileName(OpenedReport opened, string ending) => $"report-{opened.Service}-{opened.Release.Release}.{ending}";
}
