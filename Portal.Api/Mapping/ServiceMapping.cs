using System.Text.Json;
using Dapper;
using Npgsql;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Checking.Mapping;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.LocalMeasures;
using Portal.Api.Periods;

namespace Portal.Api.Mapping;

/// <summary>The saved mapping of a service: what it calls its own columns and words.</summary>
/// <param name="Version">Counted from 1; 0 while nothing is saved.</param>
/// <param name="SavedAt">When this version was saved.</param>
/// <param name="SavedBy">Id of the person.</param>
public sealed record ServiceMapping(int Version, DateTimeOffset? SavedAt, string? SavedBy, ExtractMapping Mapping)
{
    private static readonly ServiceMapping Nothing = new(0, null, null, ExtractMapping.None);

    /// <summary>The mapping with its version, for a check.</summary>
    internal ExtractMapping ForCheck => SavedAt is { } at ? Mapping with { Version = new MappingVersion(Version, at) } : Mapping;

    private const string Select = """
        SELECT version, content::text AS Content, saved_at AS SavedAt, saved_by AS SavedBy FROM service_mapping
        WHERE service_id = @ServiceId AND (@Version::int IS NULL OR version = @Version) ORDER BY version DESC LIMIT @Most
        """;

    private const string Insert = """
        INSERT INTO service_mapping (service_id, version, content, saved_at, saved_by)
        VALUES (@ServiceId, @Version, @Content::jsonb, @At, @By)
        """;

    private const string Used = """
        SELECT DISTINCT mapping_version AS Version, period FROM submission
        WHERE service_id = @ServiceId AND mapping_version IS NOT NULL ORDER BY period
        """;

    /// <summary>The quarters whose extracts were read by each version.</summary>
    public static async Task<ILookup<int, Quarter>> UsedAsync(ServiceCall call, CancellationToken cancellation)
    {
        await using var transaction = await call.BeginAsync(cancellation);
        return (
            await transaction.Connection.QueryAsync<(int Version, Quarter Period)>(
                transaction.Command(Used, new { ServiceId = call.Service.Id }, cancellation)
            )
        ).ToLookup(use => use.Version, use => use.Period);
    }

    /// <summary>The version in force.</summary>
    public static async Task<ServiceMapping> ReadAsync(ServiceCall call, CancellationToken cancellation)
    {
        await using var transaction = await call.BeginAsync(cancellation);
        return (await RowsAsync(transaction, call.Service, null, 1, cancellation)).Select(Of).FirstOrDefault() ?? Nothing;
    }

    /// <summary>One version, or <c>null</c> when there is none of that number.</summary>
    public static async Task<ServiceMapping?> ReadAsync(ServiceCall call, int version, CancellationToken cancellation)
    {
        await using var transaction = await call.BeginAsync(cancellation);
        return (await RowsAsync(transaction, call.Service, version, 1, cancellation)).Select(Of).FirstOrDefault();
    }

    /// <summary>The latest versions, the newest first, at most 50.</summary>
    public static async Task<IReadOnlyList<ServiceMapping>> VersionsAsync(ServiceCall call, CancellationToken cancellation)
    {
        await using var transaction = await call.BeginAsync(cancellation);
        return [.. (await RowsAsync(transaction, call.Service, null, 50, cancellation)).Select(Of)];
    }

    /// <summary>Saves a mapping as the next version.</summary>
    /// <param name="text">As somebody sent it; it takes the place of the whole mapping.</param>
    /// <param name="over">The version that it was made from; <c>null</c> when that does not matter.</param>
    /// <returns>The saved version; refused with 400 when it is wrong, with 409 when somebody else saved one meanwhile.</returns>
    public static async Task<Answer<ServiceMapping>> SaveAsync(
        ServiceCall call,
        MappingText text,
        int? over,
        CancellationToken cancellation
    )
    {
        var measures = await NetworkMeasures.ReadAsync(call.Database, cancellation);
        return await text.Read(measures.All).ThenAsync(mapping => SaveAsync(call, mapping, over, cancellation));
    }

    /// <summary>Saves what was answered to the questions of a check, beside what is known already.</summary>
    public static async Task<Answer<ServiceMapping>> AddAsync(
        ServiceCall call,
        IReadOnlyDictionary<FileKind, FileMapping> answers,
        CancellationToken cancellation
    )
    {
        var before = await ReadAsync(call, cancellation);
        var files = new Dictionary<FileKind, FileMapping>(before.Mapping.Files);
        foreach (var (kind, added) in answers)
            files[kind] = files.TryGetValue(kind, out var known) ? With(known, added) : added;
        return await SaveAsync(call, MappingText.Of(new ExtractMapping(files)), before.Version, cancellation);
    }

    // The newer answer counts.
    private static FileMapping With(FileMapping known, FileMapping added) =>
        new(
            [
                .. known.Headings.Where(old => added.Headings.All(one => Fold.Name(one.Heading) != Fold.Name(old.Heading))),
                .. added.Headings,
            ],
            [
                .. known.Words.Where(old => added.Words.All(one => one.Column != old.Column || Fold.Key(one.Word) != Fold.Key(old.Word))),
                .. added.Words,
            ]
        )
        {
            IsOurs = known.IsOurs || added.IsOurs,
        };

    private static async Task<Answer<ServiceMapping>> SaveAsync(
        ServiceCall call,
        ExtractMapping mapping,
        int? over,
        CancellationToken cancellation
    )
    {
        await using var transaction = await call.BeginAsync(cancellation);
        var latest = await RowsAsync(transaction, call.Service, null, 1, cancellation) is [var row] ? row.Version : 0;
        if (over is { } expected && expected != latest)
            return Meanwhile;
        var saved = new ServiceMapping(latest + 1, call.Now, call.Caller.PersonId, mapping);
        try
        {
            await transaction.Connection.ExecuteAsync(
                transaction.Command(
                    Insert,
                    new
                    {
                        ServiceId = call.Service.Id,
                        saved.Version,
                        Content = JsonSerializer.Serialize(MappingText.Of(mapping), PortalJson.Options),
                        At = call.Now,
                        By = call.Caller.PersonId,
                    },
                    cancellation
                )
            );
        }
        catch (PostgresException twice) when (twice.ConstraintName == "mapping_twice")
        {
            return Meanwhile;
        }
        // The log keeps that it changed, and never the words.
        await AuditLog.AppendAsync(
            transaction,
            new AuditEvent(call.Service.Id, call.Caller.PersonId, AuditEvents.MappingSaved, call.Now),
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        return saved;
    }

    private static readonly Refusal Meanwhile = new(
        StatusCodes.Status409Conflict,
        "MAPPING_MOVED",
        "Somebody else saved your service's columns and words in the meantime. Nothing was saved: read them again first."
    );

    private static async Task<IReadOnlyList<Row>> RowsAsync(
        PortalTransaction transaction,
        Service service,
        int? version,
        int most,
        CancellationToken cancellation
    ) =>
        (
            await transaction.Connection.QueryAsync<Row>(
                transaction.Command(
                    Select,
                    new
                    {
                        ServiceId = service.Id,
                        Version = version,
                        Most = most,
                    },
                    cancellation
                )
            )
        ).AsList();

    // What was saved was read strictly then; a measure or column that has gone since is left out.
    private static ServiceMapping Of(Row row) =>
        new(
            row.Version,
            new DateTimeOffset(row.SavedAt, TimeSpan.Zero),
            row.SavedBy,
            JsonSerializer.Deserialize<MappingText>(row.Content, PortalJson.Options)!.ReadKept()
        );

    private sealed record Row(int Version, string Content, DateTime SavedAt, string SavedBy);
}
