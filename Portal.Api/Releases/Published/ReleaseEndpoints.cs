using System.Text;
using Portal.Analytics.Charts.Drawing;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Releases.Bundle;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;

namespace Portal.Api.Releases.Published;

/// <summary>Releases over HTTP: made by analysts, approved by a second person, read by everybody who is signed in.</summary>
public static class ReleaseEndpoints
{
    public static void MapReleases(this RouteGroupBuilder api)
    {
        var releases = api.MapGroup("/network/releases").WithTags("Releases");
        releases
            .MapGet("", ListAsync)
            .Produces<Page<Release>>()
            .ProducesProblem(400)
            .WithName("ListReleases")
            .WithSummary("Published releases, the latest first; for analysts and administrators drafts too.");
        releases
            .MapPost(
                "",
                async (
                    ReleaseRequest request,
                    HttpContext context,
                    PortalDatabase database,
                    ReleaseJobs jobs,
                    CalendarDay day,
                    CancellationToken cancellation
                ) =>
                    (await StartRelease.RunAsync(database, jobs, context.Caller(), request, day, cancellation)).ToHttp(begun =>
                        Results.Accepted($"/api/v1/network/releases/{begun.Id}", begun)
                    )
            )
            .RequireAuthorization(Policies.Analyst)
            .RequireRateLimiting(RequestKinds.Release)
            .Produces<Release>(202)
            .ProducesProblem(400)
            .ProducesProblem(409)
            .WithName("StartRelease")
            .WithSummary("Begins a release of a quarter. It is made in the background; its own address tells how far it is.");
        releases
            .MapGet("/{id}", ReadAsync)
            .Produces<Release>()
            .ProducesProblem(404)
            .WithName("ReadRelease")
            .WithSummary("One release; drafts only for analysts and administrators.");
        releases
            .MapDelete(
                "/{id}",
                async (
                    string id,
                    HttpContext context,
                    PortalDatabase database,
                    ReleaseJobs jobs,
                    TimeProvider clock,
                    CancellationToken cancellation
                ) =>
                    (await PublishRelease.DiscardAsync(database, jobs, context.Caller(), id, clock, cancellation)).ToHttp(_ =>
                        Results.NoContent()
                    )
            )
            .RequireAuthorization(Policies.Analyst)
            .Produces(204)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithName("DiscardRelease")
            .WithSummary("Cancels a running release or removes a draft. A published release stays.");
        releases
            .MapPost(
                "/{id}/publication",
                async (string id, HttpContext context, PortalDatabase database, TimeProvider clock, CancellationToken cancellation) =>
                    (await PublishRelease.RunAsync(database, context.Caller(), id, clock, cancellation)).ToHttp()
            )
            .RequireAuthorization(Policies.ReleaseApprover)
            .Produces<Release>()
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithName("PublishRelease")
            .WithSummary("Publishes a draft for good: another analyst or the administrator, not who made it.");
        releases
            .MapPost(
                "/{id}/opening",
                async (string id, HttpContext context, PortalDatabase database, TimeProvider clock, CancellationToken cancellation) =>
                    (await OpenDraft.RunAsync(database, context.Caller(), id, clock, cancellation)).ToHttp()
            )
            .RequireAuthorization(Policies.ReleaseApprover)
            .Produces<Release>()
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithName("OpenDraft")
            .WithSummary("Opens the figures of a draft. Later releases keep back what differs from them by a few families.");
        releases
            .MapGet(
                "/{id}/preview",
                async (string id, PortalDatabase database, CancellationToken cancellation) =>
                    (await OpenRelease.PreviewAsync(database, id, cancellation)).ToHttp(preview =>
                        Results.Json(PreviewLines.Of(preview), PortalJson.Options)
                    )
            )
            .RequireAuthorization(Policies.ReleaseApprover)
            .AuditExport(AuditEvents.ReleaseDownloaded)
            .Produces<PreviewLines>()
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithName("PreviewRelease")
            .WithSummary("What a release shows and withholds, and why; the figures of a draft only when they have been opened.");
        releases
            .MapGet(
                "/{id}/cells.json",
                (string id, PortalDatabase database, CancellationToken cancellation) =>
                    FileAsync(
                        database,
                        id,
                        release => (ReleaseCells.Json(release.Content), "application/json", $"release-{release.Release.Id}.json"),
                        cancellation
                    )
            )
            .RequireRateLimiting(RequestKinds.Export)
            .Produces(200, contentType: "application/json")
            .ProducesProblem(404)
            .WithName("ReadReleaseCells")
            .WithSummary("All cells of a published release as JSON.");
        releases
            .MapGet(
                "/{id}/cells.csv",
                (string id, PortalDatabase database, CancellationToken cancellation) =>
                    FileAsync(
                        database,
                        id,
                        release =>
                            (
                                Encoding.UTF8.GetBytes(ReleaseCells.Csv(release.Content, MeasureCatalogue.Published)),
                                CsvText.ContentType,
                                $"release-{release.Release.Id}.csv"
                            ),
                        cancellation
                    )
            )
            .RequireRateLimiting(RequestKinds.Export)
            .Produces(200, contentType: "text/csv")
            .ProducesProblem(404)
            .WithName("ReadReleaseTable")
            .WithSummary("All cells of a published release as CSV.");
        releases
            .MapGet(
                "/{id}/bundle.zip",
                (string id, PortalDatabase database, CancellationToken cancellation) =>
                    FileAsync(
                        database,
                        id,
                        release =>
                            (
                                ReleaseBundle.Cached(release.Content, release.Content.Policy, MeasureCatalogue.Published),
                                ReleaseBundle.ContentType,
                                $"release-{release.Release.Id}.zip"
                            ),
                        cancellation
                    )
            )
            .RequireRateLimiting(RequestKinds.Export)
            .Produces(200, contentType: ReleaseBundle.ContentType)
            .ProducesProblem(404)
            .WithName("ReadReleaseBundle")
            .WithSummary("Cells, codebook, pictures and an R script that recomputes what the released numbers allow.");
        releases.MapPicture(
            "/{id}/charts/{chart}",
            ("ReadReleasePicture", "referral-risks or changes of a published release (scope is NETWORK, NATION_E and so on)"),
            PictureAsync,
            route => route.ProducesProblem(404)
        );
    }

    private static async Task<IResult> ListAsync(
        int? page,
        int? pageSize,
        HttpContext context,
        PortalDatabase database,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var all = await ReadReleases.AllForAsync(database, context.Caller(), clock, cancellation);
        return Page.Of(page, pageSize, all).ToHttp();
    }

    private static async Task<IResult> ReadAsync(
        string id,
        HttpContext context,
        PortalDatabase database,
        TimeProvider clock,
        CancellationToken cancellation
    ) => (await ReadReleases.OneForAsync(database, context.Caller(), id, clock, cancellation)).ToHttp();

    private static async Task<IResult> FileAsync(
        PortalDatabase database,
        string id,
        Func<OpenedRelease, (byte[] Bytes, string ContentType, string Name)> make,
        CancellationToken cancellation
    )
    {
        var answer = await OpenRelease.PublishedAsync(database, id, cancellation);
        if (!answer.IsGiven(out var release))
            return answer.ToHttp();
        var (bytes, contentType, name) = make(release);
        return Results.File(bytes, contentType, name);
    }

    private static async Task<IResult> PictureAsync(
        string id,
        string chart,
        string? scope,
        bool? narrow,
        PortalDatabase database,
        CancellationToken cancellation
    )
    {
        var answer = await OpenRelease.PublishedAsync(database, id, cancellation);
        if (!answer.IsGiven(out var release))
            return answer.ToHttp();
        var wanted = string.IsNullOrEmpty(scope) ? ReleaseLattice.Network : scope;
        if (!ReleaseLattice.Scopes.Contains(wanted))
            return Refusal.NotFound.ToProblem();
        var layout = narrow == true ? ChartLayout.Narrow : ChartLayout.Wide;
        return chart switch
        {
            "referral-risks" => new PictureResult(ReleasePictures.Risks(release.Content, release.Content.Policy, wanted, layout)),
            "changes" => new PictureResult(
                ReleasePictures.Changes(release.Content, release.Content.Policy, MeasureCatalogue.Published, wanted, layout)
            ),
            _ => Refusal.NotFound.ToProblem(),
        };
    }
}
