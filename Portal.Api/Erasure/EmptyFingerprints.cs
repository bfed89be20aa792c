using Dapper;
using Portal.Api.Database;
using Portal.Api.Releases.Making;
using Portal.Api.Tombstones;

namespace Portal.Api.Erasure;

/// <summary>
/// Empties what the ledger of published releases keeps of the values of erased cases: who was counted stays known by a keyed hash, so that
/// what was published is still protected.
/// </summary>
/// <remarks>Source: docs/disclosure.md, "Erasure".</remarks>
public static class EmptyFingerprints
{
    private const string Units = """
        SELECT unit_ref AS Unit, case_ref AS CaseRef FROM case_unit WHERE service_id = @ServiceId ORDER BY unit_ref, case_ref
        """;

    /// <summary>
    /// Commits on its own, before the rows go: if the erasure fails after it, their values are unknown, which hides more and shows
    /// nothing.
    /// </summary>
    /// <param name="transaction">Of the erasure, before it deletes rows.</param>
    /// <param name="caseRefs">The cases, or <c>null</c> for every case of the service.</param>
    public static async Task RunAsync(
        PortalDatabase database,
        PortalTransaction transaction,
        int serviceId,
        IReadOnlyList<string>? caseRefs,
        CancellationToken cancellation
    )
    {
        var secret = await StoredTombstones.KeysAsync(transaction, cancellation);
        var erased = (caseRefs ?? await RecordTables.ReferencesAsync(transaction, serviceId, cancellation)).ToHashSet();
        if (erased.Count == 0)
            return;
        var families = (
            await transaction.Connection.QueryAsync<(string Unit, string CaseRef)>(
                transaction.Command(Units, new { ServiceId = serviceId }, cancellation)
            )
        )
            .GroupBy(row => row.Unit, row => row.CaseRef)
            .Where(unit => unit.Any(erased.Contains));
        var keys = erased
            .Select(caseRef => secret.Of(serviceId, caseRef))
            .Concat(families.Select(unit => secret.OfFamily(serviceId, unit)))
            .ToHashSet();
        await using var release = await PortalTransaction.BeginAsync(database.Release, Scope.None, cancellation);
        await StoredLedger.EmptyAsync(release, keys, cancellation);
        await release.CommitAsync(cancellation);
    }
}
