using Portal.Api.Access;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Records;
using Portal.Api.Tombstones;

namespace Portal.Api.Erasure;

/// <summary>What had to be corrected at the start.</summary>
/// <param name="Tombstones">Tombstones that only the file had.</param>
/// <param name="Rows">Rows that a backup had brought back and that were erased again.</param>
/// <param name="Services">Services in which something was corrected.</param>
/// <param name="Lines">Erasures that only the database had.</param>
/// <param name="Unknown">Lines for services that this database does not have; they stay in the file.</param>
public sealed record RepeatedErasures(int Tombstones, int Rows, int Services, int Lines, int Unknown);

/// <summary>
/// Reconciles the database with the file of erasures before anybody is served, so that a backup made before an erasure brings nothing back.
/// </summary>
public static class RepeatErasures
{
    /// <summary>Safe on several nodes at once, and cheap when there is nothing to do.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read.</exception>
    /// <exception cref="InvalidOperationException">The file belongs to another database; continuing would lose what it records.</exception>
    public static async Task<RepeatedErasures> RunAsync(
        PortalDatabase database,
        ErasureFile file,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var lines = file.Read();
        IReadOnlyList<StoredErasure> stored;
        IReadOnlyList<Service> services;
        CaseKeys keys;
        await using (var all = await ErasedServices.BeginAllAsync(database, cancellation))
        {
            stored = await StoredErasures.AllAsync(all, cancellation);
            services = await ServiceRegistry.AllAsync(all, cancellation);
            keys = await StoredTombstones.KeysAsync(all, cancellation);
        }

        if (lines.Any(line => line.Database != keys.DatabaseMark))
            throw new InvalidOperationException(
                "The file erasures in the state folder was written for another database. Restore the database that it belongs to; "
                    + "only if nothing of that one is left, move the file away and start again."
            );

        var found = new RepeatedErasures(0, 0, 0, 0, 0);
        foreach (var service in services)
        {
            var kept = lines
                .Where(line => line.Erasure.ServiceId == service.Id && line.Service == service.Code)
                .Select(line => line.Erasure)
                .ToList();
            if (kept.Count == 0 && stored.All(erasure => erasure.ServiceId != service.Id))
                continue;
            var (tombstones, rows) = await OfServiceAsync(database, keys, service.Id, kept, clock, cancellation);
            if (tombstones + rows > 0)
                found = found with { Tombstones = found.Tombstones + tombstones, Rows = found.Rows + rows, Services = found.Services + 1 };
        }

        var codes = services.ToDictionary(service => service.Id, service => service.Code);
        var known = lines.Select(line => (line.Erasure.ServiceId, line.Erasure.CaseKey)).ToHashSet();
        var missing = stored
            .Where(erasure => !known.Contains((erasure.ServiceId, erasure.CaseKey)))
            .OrderBy(erasure => erasure.At)
            .Select(erasure => new ErasureLine(keys.DatabaseMark, codes[erasure.ServiceId], erasure))
            .ToList();
        // Even when nothing is missing, so that an unwritable folder shows now and not when a family asks for an erasure.
        file.Append(missing);
        return found with
        {
            Lines = missing.Count,
            Unknown = lines.Count(line => !codes.TryGetValue(line.Erasure.ServiceId, out var code) || code != line.Service),
        };
    }

    private static async Task<(int Tombstones, int Rows)> OfServiceAsync(
        PortalDatabase database,
        CaseKeys keys,
        int serviceId,
        List<StoredErasure> kept,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(
            database.ForJob("REPEAT_ERASURES").Application,
            new Scope([serviceId]),
            cancellation
        );
        await AggregateRefresh.LockAsync(transaction, serviceId, cancellation);
        var all = await StoredErasures.AllAsync(transaction, cancellation);
        var stored = all.Select(erasure => erasure.CaseKey).ToHashSet();
        var seen = all.Concat(kept).Select(erasure => erasure.SeenKey).OfType<string>().ToHashSet();
        // A case can have two lines when the first one's transaction failed and the administrator asked again.
        var missing = kept.Where(erasure => !stored.Contains(erasure.CaseKey)).DistinctBy(erasure => erasure.CaseKey).ToList();
        foreach (var erasure in missing)
            await StoredErasures.AddAsync(transaction, erasure, cancellation);
        stored.UnionWith(missing.Select(erasure => erasure.CaseKey));

        var back = (await RecordTables.ReferencesAsync(transaction, serviceId, cancellation))
            .Where(caseRef => stored.Contains(keys.Of(serviceId, caseRef)) || seen.Contains(keys.OfSeen(serviceId, caseRef)))
            .ToList();
        var wholly = stored.Contains(null);
        var count = await RecordTables.CountAsync(transaction, serviceId, wholly ? null : back, cancellation);
        if (missing.Count + count.Rows.Total == 0)
            return (0, 0);
        await EmptyFingerprints.RunAsync(database, transaction, serviceId, wholly ? null : back, cancellation);
        await EraseRecords.DeleteAsync(transaction, serviceId, wholly ? null : back, clock.GetUtcNow(), cancellation);
        await AggregateRefresh.RunAsync(transaction, serviceId, cancellation);
        await AuditLog.AppendAsync(
            transaction,
            new AuditEvent(serviceId, JobTicket.Portal, AuditEvents.ErasureRepeated, clock.GetUtcNow()),
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        return (missing.Count, count.Rows.Total);
    }
}
