using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.OptIn;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;
using Portal.Tests.Http;

namespace Portal.Tests.Workspace;

/// <summary>
/// Families that are referred, closed and scored in one month, frozen as a draft's workspace, for networks whose sizes a test needs to
/// choose. What is frozen, and what is named, is the product's own doing.
/// </summary>
internal sealed class InventedSnapshot(RunningPortal portal)
{
    private const string Draft = """
        INSERT INTO release (release_id, quarter, state, note, started_at, started_by, beat_at, step, steps_done, steps_total, frozen_at,
          content, content_hash, reasons, submissions)
        VALUES (@Id, @Quarter, 'DRAFT', '', now(), 'analyst', now(), '', 1, 1, clock_timestamp(), @Text, @ContentHash, '[]', '[]')
        """;

    private readonly List<(string Service, Month Month, int Number, double First, double Last)> _families = [];

    /// <summary>Adds families with these scores of HADS anxiety to a service.</summary>
    public InventedSnapshot With(string service, Month month, IEnumerable<(double First, double Last)> pairs)
    {
        foreach (var (first, last) in pairs)
            _families.Add((service, month, _families.Count, first, last));
        return this;
    }

    /// <summary>Another last score of one family.</summary>
    public void Correct(string service, double last)
    {
        var place = _families.FindIndex(family => family.Service == service);
        _families[place] = _families[place] with { Last = last };
    }

    /// <summary>Takes every family of a service out.</summary>
    public void Clear(string service) => _families.RemoveAll(family => family.Service == service);

    /// <summary>Freezes everything that has been added.</summary>
    /// <returns>The id of the draft.</returns>
    public async Task<string> FreezeAsync(string quarter)
    {
        var read = Quarter.TryParse(quarter, out var last) ? last : throw new ArgumentException(quarter);
        var id = Guid.NewGuid().ToString("N")[..16];
        await using (var administrator = new NpgsqlConnection(portal.Database.AdministratorConnectionString))
        {
            // A release without a cell: what is asked of it is withheld.
            var empty = FrozenRelease.Freeze(new JsonObject { ["quarter"] = quarter, ["policy"] = DisclosurePolicy.Sdc2.Id }, []);
            await administrator.ExecuteAsync(
                Draft,
                new
                {
                    Id = id,
                    Quarter = quarter,
                    empty.Text,
                    empty.ContentHash,
                }
            );
        }

        await using var transaction = await PortalTransaction.BeginAsync(
            portal.Database.Portal.Release,
            Scope.None,
            CancellationToken.None
        );
        var services = (await ServiceRegistry.AllAsync(transaction, CancellationToken.None)).ToDictionary(
            service => service.Code,
            service => new SnapshotService(service.Id, service.Code, service.Nation, service.Host, service.Id)
        );
        var optedIn = new Dictionary<Window, IReadOnlySet<int>>();
        foreach (var window in WorkspaceWindow.Of(read))
            optedIn[window.Months] = await PooledServices.OptedInAsync(transaction, window.Months, CancellationToken.None);
        var cases = _families.ConvertAll(family => new SnapshotCase(
            services[family.Service],
            $"{family.Number:x32}",
            family.Month,
            new byte[ReleaseLattice.Dimensions.Count],
            family.Number % 3 == 0 ? 1u : 0,
            family.Number % 3 == 0 ? 0 : 1u
        ));
        var scores = _families
            .Zip(cases)
            .Select(one => new SnapshotScores(
                one.Second,
                "HADS",
                "ANXIETY",
                one.First.Month,
                one.First.First,
                one.First.First,
                one.First.Last,
                1
            ))
            .ToList();
        var known = await WorkspaceStore.EarlierAsync(transaction, read, CancellationToken.None);
        var parts = new WorkspaceParts(
            new ReleaseSnapshot([.. services.Values], cases, scores, [], optedIn),
            read,
            (measure, subscale) => [.. known[(measure, subscale)]],
            DisclosurePolicy.Sdc2
        );
        await WorkspaceStore.WriteAsync(transaction, id, parts.Profile(), CancellationToken.None);
        foreach (var table in parts.Outcomes())
            await WorkspaceStore.WriteAsync(transaction, id, table, CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        return id;
    }
}
