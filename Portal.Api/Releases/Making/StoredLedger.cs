using System.Buffers.Binary;
using System.Globalization;
using Dapper;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Contributors;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Making;

/// <summary>The ledger as the database keeps it: for each release a roll of cases, marks for each population, and fingerprints.</summary>
/// <remarks>Source: docs/disclosure.md, "Differencing over time and filters", rule 3.</remarks>
public static class StoredLedger
{
    private const int EntryLength = 20;

    private const string Rolls = """
        SELECT l.release_id AS ReleaseId, l.cases
        FROM release_roll l JOIN release r ON r.release_id = l.release_id
        WHERE (r.state = 'PUBLISHED' OR r.opened_at IS NOT NULL) AND EXISTS (
          SELECT FROM release_population p WHERE p.release_id = l.release_id AND p.window_from < @Before AND p.window_before > @From)
        """;

    private const string Populations = """
        SELECT p.release_id AS ReleaseId, p.scope, p.population AS Key, p.window_from AS WindowFrom,
          p.window_before AS WindowBefore, p.first_byte AS FirstByte, p.members, p.variant,
          r.state = 'PUBLISHED' AS IsPublished
        FROM release_population p JOIN release r ON r.release_id = p.release_id
        WHERE (r.state = 'PUBLISHED' OR (r.opened_at IS NOT NULL AND NOT starts_with(p.scope, @Own)))
          AND p.window_from < @Before AND p.window_before > @From
        ORDER BY r.published_at, r.opened_at, p.release_id
        """;

    // From the start of a release, since what came in while it was made may be in it or not.
    private const string SentSince = """
        SELECT DISTINCT r.release_id AS ReleaseId, coalesce(s.part_of, s.service_id) AS LegalId
        FROM release r
        JOIN submission m ON greatest(m.accepted_at, m.withdrawn_at, m.erased_at) >= r.started_at
        JOIN service s ON s.service_id = m.service_id
        WHERE r.state = 'PUBLISHED' OR r.opened_at IS NOT NULL
        """;

    private const string Population =
        "COPY release_population (release_id, scope, population, window_from, window_before, "
        + "first_byte, members, variant) FROM STDIN (FORMAT BINARY)";

    /// <summary>
    /// Reads the populations of published releases, and of drafts whose figures were opened, whose windows share a month with the new
    /// one's. A service's own report of a draft was shown to nobody.
    /// </summary>
    /// <param name="transaction">Of the release role.</param>
    /// <param name="snapshot">Of the new release: whose cases it has, by the parts of legal services as they are now.</param>
    public static async Task<Ledger> ReadAsync(
        PortalTransaction transaction,
        IReadOnlyList<Window> windows,
        DisclosurePolicy policy,
        CancellationToken cancellation,
        ReleaseSnapshot? snapshot = null
    )
    {
        var legal = snapshot is null ? null : new LegalNow(snapshot);
        var ledger = Ledger.Empty(policy);
        var range = new
        {
            From = windows.Min(window => window.From),
            Before = windows.Max(window => window.Before),
            Own = ReleaseLattice.Own,
        };
        var rolls = (await transaction.Connection.QueryAsync<RollRow>(transaction.Command(Rolls, range, cancellation))).ToDictionary(
            row => row.ReleaseId,
            row => legal is null ? ReadRoll(row.Cases) : [.. ReadRoll(row.Cases).Select(legal.Of)]
        );
        var values = await LedgerValues.ReadAsync(transaction, [.. rolls.Keys], cancellation);
        var sent = (await transaction.Connection.QueryAsync<SentRow>(transaction.Command(SentSince, null, cancellation))).ToLookup(
            row => row.ReleaseId,
            row => row.LegalId.ToString(CultureInfo.InvariantCulture)
        );
        foreach (var row in await transaction.Connection.QueryAsync<PopulationRow>(transaction.Command(Populations, range, cancellation)))
        {
            var kind = ScoreMarks.KindOf(row.Key);
            var marked = LedgerValues.Marked(row.FirstByte, row.Members);
            var fingerprints = kind is not null && row.Variant is { } variant ? values[(row.ReleaseId, kind, variant)] : null;
            var roll = rolls[row.ReleaseId];
            ledger.Add(
                new KnownPopulation(
                    row.ReleaseId,
                    row.Scope,
                    row.Key,
                    new Window(row.WindowFrom, row.WindowBefore),
                    marked.Select(place => roll[place] with { Values = fingerprints?[place] ?? 0 }).ToHashSet(),
                    kind is not null && fingerprints is null ? sent[row.ReleaseId].ToHashSet() : null,
                    row.IsPublished
                )
            );
        }

        return ledger;
    }

    /// <summary>Stores the populations of a release.</summary>
    /// <param name="transaction">Of the release role.</param>
    public static async Task WriteAsync(
        PortalTransaction transaction,
        string releaseId,
        IReadOnlyList<KnownPopulation> populations,
        CancellationToken cancellation
    )
    {
        var roll = populations
            .SelectMany(population => population.Members)
            .Select(one => one with { Values = 0 })
            .Distinct()
            .OrderBy(one => one.Service, StringComparer.Ordinal)
            .ThenBy(one => one.Case, StringComparer.Ordinal)
            .ToArray();
        var places = roll.Select((one, place) => (one, place)).ToDictionary(pair => pair.one, pair => pair.place);
        var entries = new byte[roll.Length * EntryLength];
        for (var place = 0; place < roll.Length; place++)
        {
            var entry = entries.AsSpan(place * EntryLength, EntryLength);
            BinaryPrimitives.WriteInt32BigEndian(entry, int.Parse(roll[place].Service, CultureInfo.InvariantCulture));
            Convert.FromHexString(roll[place].Case).CopyTo(entry[sizeof(int)..]);
        }

        await transaction.Connection.ExecuteAsync(
            transaction.Command(
                "INSERT INTO release_roll (release_id, cases) VALUES (@ReleaseId, @Cases)",
                new { ReleaseId = releaseId, Cases = entries },
                cancellation
            )
        );
        var values = new LedgerValues();
        await using (var copy = await transaction.Connection.BeginBinaryImportAsync(Population, cancellation))
        {
            foreach (var population in populations)
            {
                var members = population.Members.Select(one => (Place: places[one with { Values = 0 }], one.Values)).ToArray();
                var (firstByte, marks) = LedgerValues.Marks([.. members.Select(one => one.Place)]);
                await copy.StartRowAsync(cancellation);
                await copy.WriteAsync(releaseId, cancellation);
                await copy.WriteAsync(population.Scope, cancellation);
                await copy.WriteAsync(population.Key, cancellation);
                await copy.WriteAsync(population.Window.From.FirstDay, cancellation);
                await copy.WriteAsync(population.Window.Before.FirstDay, cancellation);
                await copy.WriteAsync(firstByte, cancellation);
                await copy.WriteAsync(marks, cancellation);
                if (ScoreMarks.KindOf(population.Key) is { } kind)
                    await copy.WriteAsync(values.Add(kind, members), cancellation);
                else
                    await copy.WriteNullAsync(cancellation);
            }

            await copy.CompleteAsync(cancellation);
        }

        await values.WriteAsync(transaction, releaseId, cancellation);
    }

    /// <summary>Empties the fingerprints of erased cases, whose values are unknown to later releases.</summary>
    /// <param name="transaction">Of the release role.</param>
    /// <param name="keys">Names of the cases and of their families, see <see cref="Tombstones.CaseKeys"/>.</param>
    public static async Task EmptyAsync(PortalTransaction transaction, IReadOnlySet<string> keys, CancellationToken cancellation)
    {
        const string AllRolls = "SELECT release_id AS ReleaseId, cases FROM release_roll";
        foreach (var row in await transaction.Connection.QueryAsync<RollRow>(transaction.Command(AllRolls, null, cancellation)))
        {
            int[] places = [.. ReadRoll(row.Cases).Index().Where(one => keys.Contains(one.Item.Case)).Select(one => one.Index)];
            if (places.Length > 0)
                await LedgerValues.EmptyAsync(transaction, row.ReleaseId, places, cancellation);
        }
    }

    private static ContributingCase[] ReadRoll(byte[] cases) =>
        [
            .. cases
                .Chunk(EntryLength)
                .Select(entry => new ContributingCase(
                    BinaryPrimitives.ReadInt32BigEndian(entry).ToString(CultureInfo.InvariantCulture),
                    Convert.ToHexStringLower(entry.AsSpan(sizeof(int)))
                )),
        ];

    private sealed record RollRow(string ReleaseId, byte[] Cases);

    private sealed record SentRow(string ReleaseId, int LegalId);

    private sealed class PopulationRow
    {
        public string ReleaseId { get; init; } = "";

        public string Scope { get; init; } = "";

        public string Key { get; init; } = "";

        public Month WindowFrom { get; init; }

        public Month WindowBefore { get; init; }

        public int FirstByte { get; init; }

        public byte[] Members { get; init; } = [];

        public int? Variant { get; init; }

        public bool IsPublished { get; init; }
    }
}
