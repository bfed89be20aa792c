using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;

namespace Portal.Api.Workspace;

/// <summary>Subgroups and moderators over HTTP, for analysts: internal, audited, and marked in every file.</summary>
public static class WorkspaceEndpoints
{
    public static void MapWorkspace(this RouteGroupBuilder network)
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
                    PortalDatabase database,
                    CancellationToken cancellation
                ) =>
                    (
                        await AnswerAsync(
                            AnalysisQuestion.Read(new(measure, subscale, by, moderator, window, release)),
                            database,
                            cancellation
                        )
                    ).ToHttp()
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
                    PortalDatabase database,
                    CancellationToken cancellation
                ) =>
                    (
                        await AnswerAsync(
                            AnalysisQuestion.Read(new(measure, subscale, by, moderator, window, release)),
                            database,
                            cancellation
                        )
                    ).ToHttp(analysis =>
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
