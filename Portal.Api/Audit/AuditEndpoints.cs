using System.Globalization;
using System.Text;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;

namespace Portal.Api.Audit;

/// <summary>The log over HTTP: the network's for administrators, a service's own for its lead.</summary>
public static class AuditEndpoints
{
    public static void MapNetworkAudit(this RouteGroupBuilder api)
    {
        var network = api.MapGroup("/network").RequireAuthorization(Policies.Administrator).WithTags("Audit");
        network
            .MapGet("/audit", ListAsync)
            .Produces<Page<AuditLine>>()
            .ProducesProblem(400)
            .WithName("ListNetworkAudit")
            .WithSummary("Who did what and when, newest first; filtered by service, event and day.");
        network
            .MapGet("/audit.csv", DownloadAsync)
            .AuditExport(AuditEvents.ListDownloaded)
            .Produces(200, contentType: "text/csv")
            .ProducesProblem(400)
            .WithName("DownloadNetworkAudit")
            .WithSummary("The same entries as a CSV file.");
        network
            .MapGet(
                "/audit/verification",
                async (PortalDatabase database, AuditHeadFile file, CancellationToken cancellation) =>
                {
                    await using var transaction = await ReadAudit.BeginAllAsync(database, cancellation);
                    return await VerifyAudit.RunAsync(transaction, file, cancellation);
                }
            )
            .Produces<AuditVerification>()
            .WithName("VerifyAudit")
            .WithSummary("Recomputes the chain of the log and names the first entry that is not as it was written.");
    }

    public static void MapServiceAudit(this RouteGroupBuilder service) =>
        service
            .MapGet(
                "/audit",
                (int? page, int? pageSize, HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
                    PageRequest
                        .Read(page, pageSize)
                        .ToHttpAsync(wanted => ReadAudit.OfServiceAsync(database, context.Service(), wanted, cancellation))
            )
            .RequireAuthorization(Policies.Lead)
            .Produces<Page<AuditLine>>()
            .ProducesProblem(400)
            .WithName("ListServiceAudit")
            .WithSummary("Who did what in the own service, newest first; leads only.");

    private static async Task<IResult> ListAsync(
        string? service,
        string? @event,
        string? day,
        int? page,
        int? pageSize,
        PortalDatabase database,
        CancellationToken cancellation
    )
    {
        var filter = AuditFilter.Read(await ReadAudit.ServicesAsync(database, cancellation), new(service, @event, day));
        return filter.IsGiven(out var given)
            ? await PageRequest.Read(page, pageSize).ToHttpAsync(wanted => ReadAudit.OfNetworkAsync(database, given, wanted, cancellation))
            : filter.ToHttp();
    }

    private static async Task<IResult> DownloadAsync(
        string? service,
        string? @event,
        string? day,
        PortalDatabase database,
        CancellationToken cancellation
    )
    {
        var filter = AuditFilter.Read(await ReadAudit.ServicesAsync(database, cancellation), new(service, @event, day));
        return filter.IsGiven(out var given)
            ? Results.Stream(stream => WriteAsync(stream, database, given, cancellation), CsvText.ContentType, "audit-log.csv")
            : filter.ToHttp();
    }

    private static async Task WriteAsync(Stream stream, PortalDatabase database, AuditFilter filter, CancellationToken cancellation)
    {
        await using var transaction = await ReadAudit.BeginAllAsync(database, cancellation);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await writer.WriteAsync(
            CsvText.ByteOrderMark + CsvText.Row("entry", "at", "person", "event", "service", "period", "subject", "detail")
        );
        await foreach (var line in ReadAudit.AllAsync(transaction, filter, cancellation))
        {
            await writer.WriteAsync(
                CsvText.Row(
                    line.Number.ToString(CultureInfo.InvariantCulture),
                    line.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                    line.Person,
                    line.Event,
                    line.Service,
                    line.Period,
                    line.Subject,
                    line.Detail
                )
            );
        }
    }
}
