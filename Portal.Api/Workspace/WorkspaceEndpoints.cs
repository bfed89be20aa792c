using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Outcomes;

namespace Portal.Api.Workspace;

/// <summary>The workspace over HTTP, for analysts: internal, audited, and marked in every file.</summary>
public static class WorkspaceEndpoints
{
    public static void MapWorkspace(this RouteGroupBuilder network)
    {
        MapProfile(network);
        MapOutcomes(network);
        MapAnalysis(network);
    }

    private static void MapProfile(RouteGroupBuilder network)
    {
        network
            .MapGet(
                "/profile",
                async ([AsParameters] WorkspaceQuery query, HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
                    (await NetworkProfile.ReadAsync(database, query, cancellation)).Noted(context).ToHttp()
            )
            .AuditView()
            .Produces<NetworkProfile>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithName("ReadNetworkProfile")
            .WithSummary("Who is referred, per service and together, from a frozen release; internal, not for publication.");
        network.MapPicture(
            "/charts/referral-risks",
            ("DrawNetworkReferralRisks", "Risks known at referral over all services"),
            async ([AsParameters] WorkspaceQuery query, HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
                (await NetworkProfile.ReadAsync(database, query, cancellation))
                    .Noted(context)
                    .ToHttp(profile => new PictureResult(WorkspaceRisksPictures.Draw(profile))),
            route => route.AuditExport(AuditEvents.PictureDownloaded).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409)
        );
    }

    private static void MapOutcomes(RouteGroupBuilder network)
    {
        network
            .MapGet(
                "/outcomes",
                async ([AsParameters] WorkspaceQuery query, HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
                    (await NetworkOutcomes.ReadAsync(database, query, cancellation)).Noted(context, query).ToHttp()
            )
            .AuditView()
            .Produces<NetworkOutcomes>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithName("ReadNetworkOutcomes")
            .WithSummary("Outcomes per service and pooled, from a frozen release; internal, not for publication.");
        network
            .MapGet(
                "/outcomes.csv",
                async ([AsParameters] WorkspaceQuery query, HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
                    (await NetworkOutcomes.ReadAsync(database, query, cancellation))
                        .Noted(context, query)
                        .ToHttp(outcomes =>
                            Results.File(NetworkOutcomesCsv.Of(outcomes), CsvText.ContentType, NetworkOutcomesCsv.Name(outcomes))
                        )
            )
            .AuditExport(AuditEvents.FiguresDownloaded)
            .Produces(200, contentType: "text/csv")
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithName("DownloadNetworkOutcomes")
            .WithSummary("The same as a CSV file, whose first line says that it is not for publication.");
        network.MapPicture(
            "/charts/forest",
            ("DrawForest", "Mean improvement per service and pooled"),
            async ([AsParameters] WorkspaceQuery query, HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
                query.Measure is { } code && MeasureCatalogue.Published.Find(code, query.Subscale ?? "") is { } measure
                    ? (await NetworkOutcomes.ReadAsync(database, query with { Subscale = measure.Subscale }, cancellation))
                        .Noted(context, query)
                        .ToHttp(outcomes => new PictureResult(ForestPictures.Draw(outcomes, measure)))
                    : OutcomeFilters.MeasureNeeded.ToProblem(),
            route => route.AuditExport(AuditEvents.PictureDownloaded).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409)
        );
    }

    private static void MapAnalysis(RouteGroupBuilder network)
    {
        network
            .MapGet(
                "/analysis",
                async (
                    string? measure,
                    string? subscale,
                    string? by,
                    string[]? moderator,
                    string? window,
                    string? release,
                    HttpContext context,
                    PortalDatabase database,
                    CancellationToken cancellation
                ) =>
                    (
                        await AnswerAsync(
                            AnalysisQuestion.Read(new(measure, subscale, by, moderator, window, release)),
                            database,
                            cancellation
                        )
                    )
                        .Noted(context)
                        .ToHttp()
            )
            .AuditView()
            .Produces<NetworkAnalysis>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithName("AnalyseNetwork")
            .WithSummary(
                "Change on one measure by subgroup and moderator, from the moments of a frozen release; internal, not for publication."
            );
        network
            .MapGet(
                "/analysis.csv",
                async (
                    string? measure,
                    string? subscale,
                    string? by,
                    string[]? moderator,
                    string? window,
                    string? release,
                    HttpContext context,
                    PortalDatabase database,
                    CancellationToken cancellation
                ) =>
                    (
                        await AnswerAsync(
                            AnalysisQuestion.Read(new(measure, subscale, by, moderator, window, release)),
                            database,
                            cancellation
                        )
                    )
                        .Noted(context)
                        .ToHttp(analysis =>
                            Results.File(AnalysisTable.Csv(analysis), CsvText.ContentType, $"internal-analysis-{analysis.Measure}.csv")
                        )
            )
            .AuditExport(AuditEvents.FiguresDownloaded)
            .Produces(200, contentType: "text/csv")
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithName("DownloadNetworkAnalysis")
            .WithSummary("The same as a CSV file, whose first line says that it is not for publication.");
    }

    private static Task<Answer<NetworkAnalysis>> AnswerAsync(
        Answer<AnalysisQuestion> read,
        PortalDatabase database,
        CancellationToken cancellation
    ) => read.ThenAsync(question => NetworkAnalysis.ReadAsync(database, question, cancellation));
}
