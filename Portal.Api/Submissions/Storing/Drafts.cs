using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Checking;
using Portal.Api.Checking.Problems;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Tombstones;

namespace Portal.Api.Submissions.Storing;

/// <summary>Files that passed the file gate and wait for reasons or submission, for a day at most.</summary>
public static class Drafts
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Drafts that a service may have; the oldest goes when another comes.</summary>
    public const int MostOfAService = 20;

    /// <summary>Bytes that the drafts of a service may hold together; the oldest go first.</summary>
    public const long MostBytesOfAService = 200L * 1024 * 1024;

    private const string InsertDraft =
        "INSERT INTO draft (service_id, draft_id, period, created_at, created_by, removed, coverage, problems) "
        + "VALUES (@ServiceId, @DraftId, @Period, @Now, @CreatedBy, @Removed, @Coverage::jsonb, @Problems::jsonb)";

    private const string InsertFile =
        "INSERT INTO draft_file (service_id, draft_id, kind, content, sha256) VALUES (@ServiceId, @DraftId, @Kind, @Content, @Sha256)";

    private const string Read = """
        SELECT d.period, array_to_string(d.removed, ',') AS removed, d.coverage::text AS coverage, f.kind, f.content, f.sha256
        FROM draft d JOIN draft_file f ON f.service_id = d.service_id AND f.draft_id = d.draft_id
        WHERE d.service_id = @ServiceId AND d.draft_id = @DraftId AND d.created_at > @NotBefore
        ORDER BY f.kind
        """;

    // One statement for a choice, so that two at the same moment do not undo each other.
    private const string Choose = """
        UPDATE draft SET
          removed = CASE @Choice
            WHEN 'REMOVED' THEN array_append(array_remove(removed, @Kind), @Kind)
            WHEN 'KEPT' THEN array_remove(removed, @Kind)
            ELSE removed END,
          coverage = CASE WHEN @Choice IN ('ALL', 'QUARTER') THEN coverage || jsonb_build_object(@Kind, @Choice) ELSE coverage END
        WHERE service_id = @ServiceId AND draft_id = @DraftId AND period = @Period AND created_at > @NotBefore
        """;

    // A person who mends a file sends it again within the day.
    private const string ProblemsBefore = """
        SELECT b.problems::text FROM draft b
        JOIN draft d ON d.service_id = b.service_id AND d.period = b.period AND d.created_by = b.created_by
        WHERE d.service_id = @ServiceId AND d.draft_id = @DraftId AND b.draft_id <> d.draft_id AND b.created_at < d.created_at
        ORDER BY b.created_at DESC, b.draft_id LIMIT 1
        """;

    private const string DeleteOne = "DELETE FROM draft WHERE service_id = @ServiceId AND draft_id = @DraftId";

    private const string DeleteAll = "DELETE FROM draft WHERE service_id = @ServiceId";

    // One at a time for each service: the quota counts all, and deleting all must not miss one that is not committed yet.
    private const string OneAtATime = "SELECT pg_advisory_xact_lock(hashtext('portal.draft'), @ServiceId)";

    // The new one stays whatever its size, which the upload limits bound.
    private const string DeleteBeyondQuota = """
        DELETE FROM draft WHERE service_id = @ServiceId AND draft_id <> @DraftId AND draft_id IN (
          SELECT draft_id FROM (
            SELECT d.draft_id, row_number() OVER newest AS place, sum(f.bytes) OVER newest AS bytes
            FROM draft d
            CROSS JOIN LATERAL (
              SELECT coalesce(sum(octet_length(content)), 0) AS bytes
              FROM draft_file WHERE service_id = d.service_id AND draft_id = d.draft_id) AS f
            WHERE d.service_id = @ServiceId
            WINDOW newest AS (ORDER BY d.draft_id = @DraftId DESC, d.created_at DESC, d.draft_id)
          ) AS kept
          WHERE place > @MostDrafts OR bytes > @MostBytes)
        """;

    private const string DeleteOld = "DELETE FROM draft WHERE service_id = ANY (@ServiceIds) AND created_at <= @NotBefore";

    private const string AllServices = "SELECT service_id FROM service";

    /// <summary>Keeps the files of a checked extract.</summary>
    /// <returns>The draft's id, 128 random bits; <c>null</c> when something of the
    /// service was erased after the check, which is then out of date.</returns>
    /// <exception cref="InvalidOperationException">The extract did not pass the file gate, or holds an erased case.</exception>
    public static async Task<string?> KeepAsync(
        PortalDatabase database,
        int serviceId,
        CheckedExtract extract,
        string createdBy,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (!extract.MayBeKept)
            throw new InvalidOperationException("Bytes that failed the file gate or hold an erased case must not be kept.");
        var draftId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        await using var transaction = await PortalTransaction.BeginAsync(
            database.Application,
            new Scope([serviceId], createdBy),
            cancellation
        );
        await ExecuteAsync(transaction, OneAtATime, new { ServiceId = serviceId }, cancellation);
        if (await StoredTombstones.HaveGrownAsync(transaction, serviceId, extract.ErasuresSeen, cancellation))
            return null;
        await ExecuteAsync(
            transaction,
            InsertDraft,
            new
            {
                ServiceId = serviceId,
                DraftId = draftId,
                Period = extract.Request.Period.ToString(),
                Now = now.UtcDateTime,
                CreatedBy = createdBy,
                Removed = extract.Request.Removed.Select(SentFiles.Word).ToArray(),
                Coverage = Answers(extract.Request.Coverage),
                Problems = JsonSerializer.Serialize(KindOfProblem.Of(extract)),
            },
            cancellation
        );
        foreach (var file in extract.Files.Where(file => file.MadeFrom is null))
        {
            await ExecuteAsync(
                transaction,
                InsertFile,
                new
                {
                    ServiceId = serviceId,
                    DraftId = draftId,
                    Kind = Path.GetFileNameWithoutExtension(file.Name),
                    Content = file.Kept.ToArray(),
                    file.Sha256,
                },
                cancellation
            );
        }

        await ExecuteAsync(
            transaction,
            DeleteBeyondQuota,
            new
            {
                ServiceId = serviceId,
                DraftId = draftId,
                MostDrafts = MostOfAService,
                MostBytes = MostBytesOfAService,
            },
            cancellation
        );
        await AuditLog.AppendAsync(
            transaction,
            new AuditEvent(serviceId, createdBy, AuditEvents.ExtractChecked, now, extract.Request.Period, draftId, Codes.Of(extract.State)),
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        return draftId;
    }

    /// <summary>The files of a draft for this quarter; <c>null</c> when it is unknown, somebody else's, submitted or too old.</summary>
    public static async Task<SentFiles?> ReadAsync(
        PortalDatabase database,
        int serviceId,
        string draftId,
        Quarter period,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, new Scope([serviceId]), cancellation);
        var files = (
            await transaction.Connection.QueryAsync<(
                string Period,
                string Removed,
                string Coverage,
                string Kind,
                byte[] Content,
                string? Sha256
            )>(
                transaction.Command(
                    Read,
                    new
                    {
                        ServiceId = serviceId,
                        DraftId = draftId,
                        NotBefore = (now - Lifetime).UtcDateTime,
                    },
                    cancellation
                )
            )
        ).AsList();
        return files.Count == 0 || files[0].Period != period.ToString()
            ? null
            : new SentFiles([.. files.Select(file => new UploadedFile(file.Kind + ".csv", file.Content) { SentAs = file.Sha256 })])
            {
                Removed = SentFiles.Kinds(SentFiles.Words(files[0].Removed))!,
                Coverage = JsonSerializer
                    .Deserialize<Dictionary<string, Coverage>>(files[0].Coverage)!
                    .ToDictionary(answer => SentFiles.CoveredKind(answer.Key)!.Value, answer => answer.Value),
            };
    }

    /// <summary>What had to be put right in the draft that the same person sent for the quarter before this one.</summary>
    internal static async Task<IReadOnlyList<KindOfProblem>> ProblemsBeforeAsync(
        ServiceCall call,
        string draftId,
        CancellationToken cancellation
    )
    {
        await using var transaction = await call.BeginAsync(cancellation);
        var found = await transaction.Connection.QuerySingleOrDefaultAsync<string>(
            transaction.Command(ProblemsBefore, new { ServiceId = call.Service.Id, DraftId = draftId }, cancellation)
        );
        return found is null ? [] : JsonSerializer.Deserialize<List<KindOfProblem>>(found)!;
    }

    /// <summary>Takes down a choice of the sender; false when there is no such draft for this quarter, or it is too old.</summary>
    public static async Task<bool> ChooseAsync(
        ServiceCall call,
        string draftId,
        Quarter period,
        DraftChoice choice,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(
            call.Database.Application,
            new Scope([call.Service.Id], call.Caller.PersonId),
            cancellation
        );
        var changed = await ExecuteAsync(
            transaction,
            Choose,
            new
            {
                ServiceId = call.Service.Id,
                DraftId = draftId,
                Period = period.ToString(),
                Kind = SentFiles.Word(choice.Kind),
                Choice = choice.Word,
                NotBefore = (call.Now - Lifetime).UtcDateTime,
            },
            cancellation
        );
        if (changed == 0)
            return false;
        await AuditLog.AppendAsync(
            transaction,
            new AuditEvent(
                call.Service.Id,
                call.Caller.PersonId,
                AuditEvents.DraftChosen,
                call.Now,
                period,
                draftId,
                $"{SentFiles.Word(choice.Kind).ToUpperInvariant()}_{choice.Word}"
            ),
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        return true;
    }

    /// <summary>True when there was such a draft.</summary>
    public static async Task<bool> DeleteAsync(PortalDatabase database, int serviceId, string draftId, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, new Scope([serviceId]), cancellation);
        var deleted = await DeleteAsync(transaction, serviceId, draftId, cancellation);
        await transaction.CommitAsync(cancellation);
        return deleted;
    }

    /// <summary>Deletes within a transaction; true when there was such a draft.</summary>
    public static async Task<bool> DeleteAsync(
        PortalTransaction transaction,
        int serviceId,
        string draftId,
        CancellationToken cancellation
    ) => await ExecuteAsync(transaction, DeleteOne, new { ServiceId = serviceId, DraftId = draftId }, cancellation) > 0;

    /// <summary>
    /// Deletes every draft of a service within a transaction, after waiting for those being kept right now; returns how many.
    /// </summary>
    public static async Task<int> DeleteAllAsync(PortalTransaction transaction, int serviceId, CancellationToken cancellation)
    {
        await ExecuteAsync(transaction, OneAtATime, new { ServiceId = serviceId }, cancellation);
        return await ExecuteAsync(transaction, DeleteAll, new { ServiceId = serviceId }, cancellation);
    }

    /// <summary>Deletes drafts older than a day, of all services; returns how many.</summary>
    public static async Task<int> SweepAsync(PortalDatabase database, DateTimeOffset now, CancellationToken cancellation)
    {
        List<int> services;
        await using (var registry = await PortalTransaction.BeginAsync(database.Application, Scope.None, cancellation))
            services = (await registry.Connection.QueryAsync<int>(registry.Command(AllServices, null, cancellation))).AsList();
        await using var transaction = await PortalTransaction.BeginAsync(
            database.ForJob("SWEEP_DRAFTS").Application,
            new Scope(services),
            cancellation
        );
        var deleted = await ExecuteAsync(
            transaction,
            DeleteOld,
            new { ServiceIds = services.ToArray(), NotBefore = (now - Lifetime).UtcDateTime },
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        return deleted;
    }

    private static string Answers(IReadOnlyDictionary<FileKind, Coverage> coverage) =>
        JsonSerializer.Serialize(coverage.ToDictionary(answer => SentFiles.Word(answer.Key), answer => answer.Value));

    private static Task<int> ExecuteAsync(PortalTransaction transaction, string sql, object parameters, CancellationToken cancellation) =>
        transaction.Connection.ExecuteAsync(transaction.Command(sql, parameters, cancellation));
}
