using System.Text.Json.Serialization;
using Dapper;
using Portal.Api.Database;
using Portal.Api.Tombstones;

namespace Portal.Api.Erasure;

/// <summary>Rows by file, over any number of submissions.</summary>
public sealed record ErasedRows(int Cases, int Risks, int Scores, int Contacts, int Feedback, int Activity)
{
    [JsonIgnore]
    public int Total => Cases + Risks + Scores + Contacts + Feedback + Activity;
}

/// <summary>An erasure and tombstone as the database and the file keep it: the keyed hash of the reference, never the reference.</summary>
/// <param name="CaseKey">See <see cref="CaseKeys"/>; <c>null</c> for a whole service.</param>
/// <param name="SeenKey">What references that look like it have in common; <c>null</c> for a whole service and in old erasures.</param>
/// <param name="Reason">One of <see cref="EraseRecords.Reasons"/>.</param>
/// <param name="At">Whole seconds, UTC.</param>
public sealed record StoredErasure(
    Guid Id,
    int ServiceId,
    string? CaseKey,
    string Reason,
    DateTimeOffset At,
    string By,
    int Submissions,
    ErasedRows Rows,
    int Drafts,
    string? SeenKey = null
)
{
    [JsonIgnore]
    public bool IsWholeService => CaseKey is null;
}

/// <summary>Reads and adds erasures in the scope of the transaction; none is ever changed.</summary>
public static class StoredErasures
{
    private const string Columns = """
        SELECT erasure_id AS Id, service_id AS ServiceId, case_key AS CaseKey, reason, erased_at AS At, erased_by AS By,
          submissions, case_rows AS Cases, risk_rows AS Risks, score_rows AS Scores, contact_rows AS Contacts,
          feedback_rows AS Feedback, activity_rows AS Activity, drafts, seen_key AS SeenKey
        FROM erasure
        """;

    private const string OfScope = Columns + " ORDER BY erased_at DESC, erasure_id DESC";

    private const string PageOfScope = OfScope + " LIMIT @Size OFFSET @Skip";

    private const string ById = Columns + " WHERE erasure_id = @Id";

    private const string ByKey =
        Columns + " WHERE service_id = @ServiceId AND (case_key IS NOT DISTINCT FROM @CaseKey OR seen_key = @SeenKey)";

    private const string CountOfScope = "SELECT count(*)::int FROM erasure";

    private const string Insert = """
        INSERT INTO erasure (service_id, erasure_id, case_key, reason, erased_at, erased_by, submissions,
          case_rows, risk_rows, score_rows, contact_rows, feedback_rows, activity_rows, drafts, seen_key)
        VALUES (@ServiceId, @Id, @CaseKey, @Reason, @At, @By, @Submissions,
          @Cases, @Risks, @Scores, @Contacts, @Feedback, @Activity, @Drafts, @SeenKey)
        """;

    /// <summary>Newest first, from every service in the scope.</summary>
    public static async Task<IReadOnlyList<StoredErasure>> AllAsync(PortalTransaction transaction, CancellationToken cancellation) =>
        [.. (await transaction.Connection.QueryAsync<Record>(transaction.Command(OfScope, null, cancellation))).Select(Read)];

    /// <summary>Newest first, from every service in the scope.</summary>
    public static async Task<(IReadOnlyList<StoredErasure> Items, int Total)> PageAsync(
        PortalTransaction transaction,
        int page,
        int pageSize,
        CancellationToken cancellation
    )
    {
        var total = await transaction.Connection.ExecuteScalarAsync<int>(transaction.Command(CountOfScope, null, cancellation));
        var records = await transaction.Connection.QueryAsync<Record>(
            transaction.Command(PageOfScope, new { Size = pageSize, Skip = (page - 1) * pageSize }, cancellation)
        );
        return ([.. records.Select(Read)], total);
    }

    /// <summary>An erasure in the scope by its id, or <c>null</c>.</summary>
    public static async Task<StoredErasure?> FindAsync(PortalTransaction transaction, Guid id, CancellationToken cancellation) =>
        (await transaction.Connection.QueryAsync<Record>(transaction.Command(ById, new { Id = id }, cancellation)))
            .Select(Read)
            .FirstOrDefault();

    /// <summary>
    /// The erasure of a case or of one that looks like it, or of the whole service without keys; <c>null</c> when there is none.
    /// </summary>
    public static async Task<StoredErasure?> FindAsync(
        PortalTransaction transaction,
        int serviceId,
        (string? Case, string? Seen) keys,
        CancellationToken cancellation
    ) => (
            await transaction.Connection.QueryAsync<Record>(
                transaction.Command(
                    ByKey,
                    new
                    {
                        ServiceId = serviceId,
                        CaseKey = keys.Case,
                        SeenKey = keys.Seen,
                    },
                    cancellation
                )
            )
        ).Select(Read).FirstOrDefault();

    public static Task AddAsync(PortalTransaction transaction, StoredErasure erasure, CancellationToken cancellation) =>
        transaction.Connection.ExecuteAsync(
            transaction.Command(
                Insert,
                new
                {
                    erasure.ServiceId,
                    erasure.Id,
                    erasure.CaseKey,
                    erasure.Reason,
                    erasure.At,
                    erasure.By,
                    erasure.Submissions,
                    erasure.Rows.Cases,
                    erasure.Rows.Risks,
                    erasure.Rows.Scores,
                    erasure.Rows.Contacts,
                    erasure.Rows.Feedback,
                    erasure.Rows.Activity,
                    erasure.Drafts,
                    erasure.SeenKey,
                },
                cancellation
            )
        );

    private static StoredErasure Read(Record record) =>
        new(
            record.Id,
            record.ServiceId,
            record.CaseKey,
            record.Reason,
            new DateTimeOffset(DateTime.SpecifyKind(record.At, DateTimeKind.Utc)),
            record.By,
            record.Submissions,
            new ErasedRows(record.Cases, record.Risks, record.Scores, record.Contacts, record.Feedback, record.Activity),
            record.Drafts,
            record.SeenKey
        );

    private sealed record Record(
        Guid Id,
        int ServiceId,
        string? CaseKey,
        string Reason,
        DateTime At,
        string By,
        int Submissions,
        int Cases,
        int Risks,
        int Scores,
        int Contacts,
        int Feedback,
        int Activity,
        int Drafts,
        string? SeenKey
    );
}
