using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;

namespace Portal.Api.Erasure;

/// <summary>What to erase. All three members are required, so that a misspelt one never erases a whole service.</summary>
public sealed record ErasureRequest
{
    /// <summary>Code of the service.</summary>
    [JsonRequired]
    public string? Service { get; init; }

    /// <summary>The case's reference exactly as the service sends it; <c>null</c> for the whole service.</summary>
    [JsonRequired]
    public string? CaseRef { get; init; }

    /// <summary>One of <see cref="EraseRecords.Reasons"/>.</summary>
    [JsonRequired]
    public string? Reason { get; init; }
}

/// <summary>
/// Erasure over HTTP; administrators only, but for <see cref="ProposalEndpoints.MapOwnErasure"/>. A case reference is sent in a body,
/// never in an address.
/// </summary>
public static class ErasureEndpoints
{
    private const string Erasures = "/api/v1/admin/erasures";

    private const string Proposals = Erasures + "/proposals";

    private static readonly Refusal Malformed = new(
        StatusCodes.Status400BadRequest,
        "ERASURE_MALFORMED",
        "Send JSON with service, caseRef (null for the whole service) and reason, "
            + $"which is one of {string.Join(", ", EraseRecords.Reasons)}. Nothing was erased."
    );

    public static void MapErasures(this RouteGroupBuilder api)
    {
        var erasures = api.MapGroup("/admin/erasures").RequireAuthorization(Policies.Administrator).WithTags("Erasure");
        erasures
            .MapPost("", EraseAsync)
            .Accepts<ErasureRequest>("application/json")
            .Produces<ErasureReceipt>()
            .Produces<ErasureReceipt>(201)
            .Produces<ErasureProposal>(202)
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(507)
            .WithName("EraseRecords")
            .WithSummary(
                "Erases a case from everything that is not released, for good; a whole service is proposed for it, "
                    + "until a second person confirms. What was erased before answers with the standing receipt."
            );
        erasures.MapErasureProposals();
        erasures
            .MapGet(
                "",
                (int? page, int? pageSize, PortalDatabase database, CancellationToken cancellation) =>
                    PageRequest.Read(page, pageSize).ToHttpAsync(wanted => ListErasures.PageAsync(database, wanted, cancellation))
            )
            .Produces<Page<ErasureReceipt>>()
            .ProducesProblem(400)
            .WithName("ListErasures")
            .WithSummary("Every erasure, newest first.");
        erasures
            .MapGet(
                "/{id:guid}",
                async (Guid id, PortalDatabase database, CancellationToken cancellation) =>
                    (await ListErasures.FindAsync(database, id, cancellation)).ToHttp()
            )
            .Produces<ErasureReceipt>()
            .ProducesProblem(404)
            .WithName("ReadErasure")
            .WithSummary("The receipt of one erasure.");
    }

    private static async Task<IResult> EraseAsync(
        HttpContext context,
        PortalDatabase database,
        ErasureFile file,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if (
            await ReadAsync(context.Request, cancellation) is not { Service: { } code, Reason: { } reason } request
            || !EraseRecords.Reasons.Contains(reason)
            || request.CaseRef?.Trim() is ""
        )
            return Malformed.ToProblem();
        if (
            (await ReadAudit.ServicesAsync(database, cancellation)).FirstOrDefault(found =>
                string.Equals(found.Code, code, StringComparison.OrdinalIgnoreCase)
            )
            is not { } service
        )
            return Refusal.NotFound.ToProblem();
        if (request.CaseRef is null)
        {
            if (await ProposeErasure.RunAsync(database, context.Caller(), service, reason, clock, cancellation) is not { } open)
                return Results.Ok(await ListErasures.OfServiceAsync(database, service, cancellation));
            await TellOfErasures.RunAsync(database, PortalOf(context), clock, cancellation);
            return Results.Accepted(Proposals, open);
        }

        var order = new ErasureOrder(service, request.CaseRef.Trim(), reason);
        return (await EraseRecords.RunAsync(database, file, context.Caller(), order, clock, cancellation)).ToHttp(context);
    }

    private static string PortalOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<PublicAddress>().Link(context.Request, "");

    /// <summary>The receipt, with its address for those who may read it there.</summary>
    internal static IResult ToHttp(this Answer<Erased> answer, HttpContext context)
    {
        if (answer.IsRefused(out var refusal) && refusal.Status == StatusCodes.Status507InsufficientStorage)
            context.Response.Headers.RetryAfter = "60";
        return answer.ToHttp(erased =>
            !erased.New ? Results.Ok(erased.Receipt)
            : context.Caller().IsAdministrator ? Results.Created($"{Erasures}/{erased.Receipt.Id}", erased.Receipt)
            : Results.Created((string?)null, erased.Receipt)
        );
    }

    // Always read as UTF-8, so that an unknown charset is a malformed request and not a failure.
    private static async Task<ErasureRequest?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<ErasureRequest>(request.Body, JsonSerializerOptions.Web, cancellation);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
