using System.Buffers.Binary;
using System.Globalization;
using Dapper;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Making;

/// <summary>Keeps the frozen workspace: figures for analysts, and the families behind them for later snapshots.</summary>
public static class WorkspaceStore
{
    private const int ItemLength = sizeof(ulong);

    // A held line copies the figures that it keeps.
    private const string Pairs = """
        INSERT INTO workspace_part (service_id, release_id, window_from, measure, subscale, standing, held_from, others,
          pairs, most_frequent, first_mean, last_mean, first_m2, last_m2, co_moment, change_m2)
        SELECT l.service_id, @ReleaseId, l.window_from, @Measure, @Subscale, l.standing, l.held_from, l.others,
          coalesce(l.pairs, h.pairs), coalesce(l.most_frequent, h.most_frequent), coalesce(l.first_mean, h.first_mean),
          coalesce(l.last_mean, h.last_mean), coalesce(l.first_m2, h.first_m2), coalesce(l.last_m2, h.last_m2),
          coalesce(l.co_moment, h.co_moment), coalesce(l.change_m2, h.change_m2)
        FROM unnest(@Services, @Froms, @Standings, @Helds, @Others,
          @Pairs, @MostFrequents, @FirstMeans, @LastMeans, @FirstM2s, @LastM2s, @CoMoments, @ChangeM2s)
          AS l (service_id, window_from, standing, held_from, others,
            pairs, most_frequent, first_mean, last_mean, first_m2, last_m2, co_moment, change_m2)
        LEFT JOIN workspace_part h ON h.service_id = l.service_id AND h.release_id = l.held_from AND h.window_from = l.window_from
          AND h.measure = @Measure AND h.subscale = @Subscale
        """;

    private const string Counts = """
        INSERT INTO workspace_profile (service_id, release_id, window_from, standing, held_from, others, referrals, bands, present, absent)
        SELECT l.service_id, @ReleaseId, l.window_from, l.standing, l.held_from, l.others,
          coalesce(l.referrals, h.referrals), coalesce(l.bands::int[], h.bands), coalesce(l.present::int[], h.present),
          coalesce(l.absent::int[], h.absent)
        FROM unnest(@Services, @Froms, @Standings, @Helds, @Others, @Referrals, @Bands, @Present, @Absent)
          AS l (service_id, window_from, standing, held_from, others, referrals, bands, present, absent)
        LEFT JOIN workspace_profile h ON h.service_id = l.service_id AND h.release_id = l.held_from AND h.window_from = l.window_from
        """;

    private const string Known = """
        INSERT INTO workspace_known (service_id, release_id, window_from, measure, subscale, standing, items_of)
        SELECT l.service_id, @ReleaseId, l.window_from, @Measure, @Subscale, l.standing,
          coalesce((SELECT k.items_of FROM workspace_known k WHERE k.service_id = l.service_id AND k.release_id = l.held_from
            AND k.window_from = l.window_from AND k.measure = @Measure AND k.subscale = @Subscale), @ReleaseId)
        FROM unnest(@Services, @Froms, @Standings, @Helds) AS l (service_id, window_from, standing, held_from)
        WHERE l.standing IN ('NAMED', 'OTHER')
        """;

    private const string Items = """
        INSERT INTO workspace_item (service_id, release_id, quarter, measure, subscale, items)
        SELECT i.service_id, @ReleaseId, i.quarter, @Measure, @Subscale, i.items
        FROM unnest(@Services, @Quarters, @Items) AS i (service_id, quarter, items)
        """;

    // Figures are gone when their draft was discarded, or when an erasure took them.
    private const string ReadKnown = """
        SELECT k.service_id AS ServiceId, coalesce(s.part_of, s.service_id) AS LegalId, k.release_id AS ReleaseId,
          k.window_from AS WindowFrom, k.measure, k.subscale, k.standing, k.items_of AS ItemsOf,
          NOT EXISTS (SELECT FROM workspace_part p WHERE p.service_id = k.service_id AND p.release_id = k.release_id
            AND p.window_from = k.window_from AND p.measure = k.measure AND p.subscale = k.subscale AND p.pairs IS NOT NULL)
          AND NOT EXISTS (SELECT FROM workspace_profile p WHERE k.measure = '' AND p.service_id = k.service_id
            AND p.release_id = k.release_id AND p.window_from = k.window_from AND p.referrals IS NOT NULL) AS IsGone
        FROM workspace_known k JOIN service s ON s.service_id = k.service_id
        WHERE k.window_from > @From
        ORDER BY k.release_id, k.service_id
        """;

    private const string ReadItems =
        "SELECT service_id AS ServiceId, release_id AS ReleaseId, quarter, measure, subscale, items FROM workspace_item "
        + "WHERE quarter > @Quarter";

    /// <summary>What earlier snapshots showed, by measure and subscale; the profile has neither.</summary>
    /// <param name="transaction">Of the release role.</param>
    /// <param name="quarter">Of the new snapshot.</param>
    public static async Task<ILookup<(string Measure, string Subscale), KnownPart>> EarlierAsync(
        PortalTransaction transaction,
        Quarter quarter,
        CancellationToken cancellation
    )
    {
        // Windows that end before the oldest quarter of the new ones share no family with them.
        var oldest = quarter.Plus(-WorkspaceWindow.Offered - 2);
        var items = (
            await transaction.Connection.QueryAsync<ItemRow>(
                transaction.Command(ReadItems, new { Quarter = oldest.Plus(-4).ToString() }, cancellation)
            )
        ).ToLookup(row => (row.ServiceId, row.ReleaseId, row.Measure, row.Subscale));
        var known = await transaction.Connection.QueryAsync<KnownRow>(
            transaction.Command(ReadKnown, new { From = oldest.Plus(-4).FirstMonth.FirstDay }, cancellation)
        );
        return known.ToLookup(
            row => (row.Measure, row.Subscale),
            row =>
            {
                var window = new WorkspaceWindow(Quarter.Of(row.WindowFrom).Plus(3));
                return new KnownPart(
                    row.ReleaseId,
                    row.ServiceId,
                    row.LegalId,
                    window,
                    row.Standing == "NAMED" ? WorkspaceStanding.Named : WorkspaceStanding.Other,
                    items[(row.ServiceId, row.ItemsOf, row.Measure, row.Subscale)]
                        .Where(one => window.Holds(one.Quarter))
                        .SelectMany(one => one.Items.Chunk(ItemLength).Select(item => BinaryPrimitives.ReadUInt64BigEndian(item)))
                        .ToHashSet(),
                    row.IsGone
                );
            }
        );
    }

    /// <summary>Writes everything of one measure.</summary>
    /// <param name="transaction">Of the release role.</param>
    public static async Task WriteAsync(
        PortalTransaction transaction,
        string releaseId,
        WorkspaceTable<FrozenPairs> table,
        CancellationToken cancellation
    )
    {
        var parameters = Start(releaseId, table);
        parameters.AddDynamicParams(
            new
            {
                Pairs = Column(table, one => (int?)one.Pairs.N),
                MostFrequents = Column(table, one => (int?)one.MostFrequent),
                FirstMeans = Column(table, one => (double?)one.Pairs.MeanFirst),
                LastMeans = Column(table, one => (double?)one.Pairs.MeanLast),
                FirstM2s = Column(table, one => (double?)one.Pairs.M2First),
                LastM2s = Column(table, one => (double?)one.Pairs.M2Last),
                CoMoments = Column(table, one => (double?)one.Pairs.CoMoment),
                ChangeM2s = Column(table, one => (double?)one.Pairs.M2Change),
            }
        );
        await WriteAsync(transaction, releaseId, table, Pairs, parameters, cancellation);
    }

    /// <summary>Writes the referral profile.</summary>
    /// <param name="transaction">Of the release role.</param>
    public static async Task WriteAsync(
        PortalTransaction transaction,
        string releaseId,
        WorkspaceTable<FrozenCounts> table,
        CancellationToken cancellation
    )
    {
        var parameters = Start(releaseId, table);
        parameters.AddDynamicParams(
            new
            {
                Referrals = Column(table, one => (int?)one.Referrals),
                Bands = Column(table, one => Array(one.Bands)),
                Present = Column(table, one => Array(one.Present)),
                Absent = Column(table, one => Array(one.Absent)),
            }
        );
        await WriteAsync(transaction, releaseId, table, Counts, parameters, cancellation);
    }

    private static async Task WriteAsync<T>(
        PortalTransaction transaction,
        string releaseId,
        WorkspaceTable<T> table,
        string insert,
        DynamicParameters parameters,
        CancellationToken cancellation
    )
        where T : class
    {
        await transaction.Connection.ExecuteAsync(transaction.Command(insert, parameters, cancellation));
        await transaction.Connection.ExecuteAsync(transaction.Command(Known, parameters, cancellation));
        var items = table.Families.GroupBy(one => (one.ServiceId, one.Quarter)).ToArray();
        await transaction.Connection.ExecuteAsync(
            transaction.Command(
                Items,
                new
                {
                    ReleaseId = releaseId,
                    table.Measure,
                    table.Subscale,
                    Services = items.Select(group => group.Key.ServiceId).ToArray(),
                    Quarters = items.Select(group => group.Key.Quarter.ToString()).ToArray(),
                    Items = items.Select(Bytes).ToArray(),
                },
                cancellation
            )
        );
    }

    private static DynamicParameters Start<T>(string releaseId, WorkspaceTable<T> table)
        where T : class =>
        new(
            new
            {
                ReleaseId = releaseId,
                table.Measure,
                table.Subscale,
                Services = table.Lines.Select(line => line.ServiceId).ToArray(),
                Froms = table.Lines.Select(line => line.Window.Months.From.FirstDay).ToArray(),
                Standings = table.Lines.Select(line => line.Standing is { } standing ? Codes.Of(standing) : "NOT_OPTED_IN").ToArray(),
                Helds = table.Lines.Select(line => line.HeldFrom).ToArray(),
                Others = table.Lines.Select(line => line.Others).ToArray(),
            }
        );

    private static TValue[] Column<T, TValue>(WorkspaceTable<T> table, Func<T, TValue> of)
        where T : class => [.. table.Lines.Select(line => line.Figures is { } figures ? of(figures) : default!)];

    private static string Array(IReadOnlyList<int> numbers) =>
        "{" + string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))) + "}";

    private static byte[] Bytes(IEnumerable<WorkspaceFamily> families)
    {
        var items = families.Select(one => one.Item).Distinct().Order().ToArray();
        var bytes = new byte[items.Length * ItemLength];
        for (var place = 0; place < items.Length; place++)
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(place * ItemLength), items[place]);
        return bytes;
    }

    private sealed class KnownRow
    {
        public int ServiceId { get; init; }

        public int LegalId { get; init; }

        public string ReleaseId { get; init; } = "";

        public Month WindowFrom { get; init; }

        public string Measure { get; init; } = "";

        public string Subscale { get; init; } = "";

        public string Standing { get; init; } = "";

        public string ItemsOf { get; init; } = "";

        public bool IsGone { get; init; }
    }

    private sealed class ItemRow
    {
        public int ServiceId { get; init; }

        public string ReleaseId { get; init; } = "";

        public Quarter Quarter { get; init; }

        public string Measure { get; init; } = "";

        public string Subscale { get; init; } = "";

        public byte[] Items { get; init; } = [];
    }
}
