using Dapper;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Tombstones;

namespace Portal.Api.Erasure;

/// <summary>What an erasure would delete if it were confirmed now.</summary>
/// <param name="Quarters">Quarters affected.</param>
/// <param name="Submissions">Submissions affected: standing, replaced or withdrawn.</param>
/// <param name="Drafts">The service's checked files that wait for submission; all of them go.</param>
/// <param name="References">References of cases affected: the one named, and those that look like it; 0 for a whole service.</param>
/// <param name="Files">Rows by file.</param>
/// <param name="Standing">The receipt when the same was erased before, so that nothing would change.</param>
public sealed record ErasurePreview(
    int Quarters,
    int Submissions,
    int Drafts,
    int References,
    IReadOnlyList<ErasedFile> Files,
    ErasureReceipt? Standing
)
{
    private const string QuarterCount =
        "SELECT count(DISTINCT period)::int FROM submission WHERE service_id = @ServiceId AND submission_id = ANY (@Submissions)";

    private const string DraftCount = "SELECT count(*)::int FROM draft WHERE service_id = @ServiceId";

    public int Rows => Files.Sum(file => file.Rows);

    /// <summary>Counts and changes nothing; refused as not found when no row belongs to the case.</summary>
    /// <param name="caseRef"><c>null</c> for the whole service.</param>
    public static async Task<Answer<ErasurePreview>> ReadAsync(
        PortalDatabase database,
        Service service,
        string? caseRef,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(
            database.ForJob("READ_ERASURES").Application,
            new Scope([service.Id]),
            cancellation,
            System.Data.IsolationLevel.RepeatableRead
        );
        var keys = await StoredTombstones.KeysAsync(transaction, cancellation);
        var named = caseRef is null ? (null, null) : ((string?)keys.Of(service.Id, caseRef), (string?)keys.OfSeen(service.Id, caseRef));
        var standing = await StoredErasures.FindAsync(transaction, service.Id, named, cancellation);
        var caseRefs = caseRef is null ? null : await RecordTables.LookalikesAsync(transaction, service.Id, caseRef, cancellation);
        var found = await RecordTables.CountAsync(transaction, service.Id, caseRefs, cancellation);
        if (standing is null && caseRef is not null && found.Rows.Total == 0)
            return Refusal.NotFound;
        var affected = new { ServiceId = service.Id, Submissions = found.BySubmission.Keys.ToArray() };
        return new ErasurePreview(
            await transaction.Connection.ExecuteScalarAsync<int>(transaction.Command(QuarterCount, affected, cancellation)),
            found.BySubmission.Count,
            await transaction.Connection.ExecuteScalarAsync<int>(transaction.Command(DraftCount, affected, cancellation)),
            caseRefs?.Count ?? 0,
            ErasureReceipt.FilesOf(found.Rows),
            standing is null || caseRefs is { Count: > 0 } ? null : ErasureReceipt.Of(service.Code, standing)
        );
    }
}
