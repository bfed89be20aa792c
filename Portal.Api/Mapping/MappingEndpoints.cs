using Portal.Api.Access;
using Portal.Api.Answers;

namespace Portal.Api.Mapping;

/// <summary>A version of a mapping as the API answers it.</summary>
/// <param name="Version">Counted from 1; 0 while nothing is saved.</param>
/// <param name="Files">By file, as <see cref="MappingText"/> has it.</param>
public sealed record MappingAnswer(int Version, DateTimeOffset? SavedAt, string? SavedBy, IReadOnlyDictionary<string, MappedFileText> Files)
{
    internal static MappingAnswer Of(ServiceMapping saved) =>
        new(saved.Version, saved.SavedAt, saved.SavedBy, MappingText.Of(saved.Mapping).Files!);
}

/// <summary>What a service calls its own columns and words, read and saved.</summary>
public static class MappingEndpoints
{
    private static readonly Refusal NoSuchVersion = new(
        StatusCodes.Status404NotFound,
        "MAPPING_VERSION_UNKNOWN",
        "There is no such version of the mapping."
    );

    public static void MapServiceMapping(this RouteGroupBuilder service)
    {
        service
            .MapGet("/mapping", ReadAsync)
            .Produces<MappingAnswer>()
            .ProducesProblem(404)
            .WithName("ReadMapping")
            .WithSummary("What the service calls its own columns and words: the version in force, or another (version).");
        service
            .MapPut("/mapping", SaveAsync)
            .Produces<MappingAnswer>()
            .ProducesProblem(400)
            .ProducesProblem(409)
            .WithName("SaveMapping")
            .WithSummary("Saves the whole mapping as its next version; with over, only when that version is the latest.");
    }

    private static async Task<IResult> ReadAsync(int? version, HttpContext context, CancellationToken cancellation)
    {
        var call = context.ServiceCall();
        var found = version is { } number
            ? await ServiceMapping.ReadAsync(call, number, cancellation)
            : await ServiceMapping.ReadAsync(call, cancellation);
        return found is null ? NoSuchVersion.ToProblem() : Results.Json(MappingAnswer.Of(found), PortalJson.Options);
    }

    private static async Task<IResult> SaveAsync(MappingText text, int? over, HttpContext context, CancellationToken cancellation) =>
        (await ServiceMapping.SaveAsync(context.ServiceCall(), text, over, cancellation)).ToHttp(saved =>
            Results.Json(MappingAnswer.Of(saved), PortalJson.Options)
        );
}
