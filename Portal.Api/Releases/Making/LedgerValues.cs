using System.Buffers.Binary;
using Dapper;
using Portal.Analytics.Disclosure.Contributors;
using Portal.Api.Database;

namespace Portal.Api.Releases.Making;

/// <summary>
/// The fingerprints of a release, four bytes each. A family has one for each measure and kind of value, whatever the scopes, windows and
/// bands that it is counted in; only where a figure was kept may an earlier one stand beside it, in another variant.
/// </summary>
internal sealed class LedgerValues
{
    private const string Insert = """
        INSERT INTO release_value (release_id, kind, variant, first_byte, members, fingerprints)
        VALUES (@ReleaseId, @Kind, @Variant, @FirstByte, @Members, @Fingerprints)
        """;

    private const string All = """
        SELECT release_id AS ReleaseId, kind, variant, first_byte AS FirstByte, members, fingerprints
        FROM release_value WHERE release_id = ANY (@Ids)
        """;

    // In one statement, so that two erasures at once leave both empty.
    private const string Empty = """
        UPDATE release_value SET fingerprints = overlay(fingerprints PLACING @Emptied FROM @From FOR 4)
        WHERE release_id = @ReleaseId AND kind = @Kind AND variant = @Variant
        """;

    private readonly Dictionary<string, List<Dictionary<int, uint>>> _kinds = [];

    /// <summary>Keeps the fingerprints of one population.</summary>
    /// <param name="members">Places in the roll with the fingerprint of each.</param>
    /// <returns>The variant in which they are kept.</returns>
    public int Add(string kind, IReadOnlyList<(int Place, uint Values)> members)
    {
        if (!_kinds.TryGetValue(kind, out var variants))
            _kinds[kind] = variants = [];
        var variant = variants.FindIndex(known => members.All(one => known.GetValueOrDefault(one.Place, one.Values) == one.Values));
        if (variant < 0)
        {
            variant = variants.Count;
            variants.Add([]);
        }

        foreach (var (place, values) in members)
            variants[variant][place] = values;
        return variant;
    }

    /// <summary>What a release stores, a row for each kind and variant.</summary>
    public IEnumerable<ValueRow> Rows(string releaseId)
    {
        foreach (var (kind, variants) in _kinds)
        foreach (var (variant, known) in variants.Index())
        {
            int[] places = [.. known.Keys.Order()];
            var (firstByte, marks) = Marks(places);
            var fingerprints = new byte[places.Length * sizeof(uint)];
            for (var number = 0; number < places.Length; number++)
                BinaryPrimitives.WriteUInt32BigEndian(fingerprints.AsSpan(number * sizeof(uint)), known[places[number]]);
            yield return new ValueRow(releaseId, kind, variant, firstByte, marks, fingerprints);
        }
    }

    /// <param name="transaction">Of the release role.</param>
    public async Task WriteAsync(PortalTransaction transaction, string releaseId, CancellationToken cancellation)
    {
        foreach (var row in Rows(releaseId))
            await transaction.Connection.ExecuteAsync(transaction.Command(Insert, row, cancellation));
    }

    /// <summary>The fingerprints of releases by place in the roll, for each kind and variant.</summary>
    /// <param name="transaction">Of the release role.</param>
    public static async Task<Dictionary<(string ReleaseId, string Kind, int Variant), IReadOnlyDictionary<int, uint>>> ReadAsync(
        PortalTransaction transaction,
        string[] releases,
        CancellationToken cancellation
    ) =>
        (await transaction.Connection.QueryAsync<ValueRow>(transaction.Command(All, new { Ids = releases }, cancellation))).ToDictionary(
            row => (row.ReleaseId, row.Kind, row.Variant),
            row => row.ByPlace()
        );

    /// <summary>Empties the fingerprints at these places of a release's roll.</summary>
    /// <param name="transaction">Of the release role.</param>
    public static async Task EmptyAsync(PortalTransaction transaction, string releaseId, int[] places, CancellationToken cancellation)
    {
        var rows = transaction.Command(All, new { Ids = new[] { releaseId } }, cancellation);
        foreach (var row in await transaction.Connection.QueryAsync<ValueRow>(rows))
        foreach (var from in row.BytesOf(places))
        {
            var place = new
            {
                row.ReleaseId,
                row.Kind,
                row.Variant,
                Emptied,
                From = from,
            };
            await transaction.Connection.ExecuteAsync(transaction.Command(Empty, place, cancellation));
        }
    }

    /// <summary>One bit per case of the roll, from the byte of the first member to that of the last.</summary>
    public static (int FirstByte, byte[] Marks) Marks(int[] places)
    {
        var first = places.DefaultIfEmpty().Min() / 8;
        var marks = new byte[places.DefaultIfEmpty().Max() / 8 - first + 1];
        foreach (var place in places)
            marks[place / 8 - first] |= (byte)(1 << place % 8);
        return (first, marks);
    }

    /// <summary>The places of the members in the roll, in order.</summary>
    public static IEnumerable<int> Marked(int firstByte, byte[] marks) =>
        Enumerable.Range(0, marks.Length * 8).Where(bit => (marks[bit / 8] >> bit % 8 & 1) != 0).Select(bit => firstByte * 8 + bit);

    // The value that compares with none.
    private static byte[] Emptied
    {
        get
        {
            var bytes = new byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, ContributingCase.Emptied);
            return bytes;
        }
    }
}

/// <summary>The fingerprints of one kind and variant, as stored.</summary>
/// <param name="Members">A bit per case of the roll, see <see cref="LedgerValues.Marks"/>.</param>
/// <param name="Fingerprints">Four bytes for each member, in the order of the roll.</param>
internal sealed record ValueRow(string ReleaseId, string Kind, int Variant, int FirstByte, byte[] Members, byte[] Fingerprints)
{
    /// <summary>The fingerprint of each member by its place in the roll.</summary>
    public IReadOnlyDictionary<int, uint> ByPlace() =>
        LedgerValues
            .Marked(FirstByte, Members)
            .Index()
            .ToDictionary(one => one.Item, one => BinaryPrimitives.ReadUInt32BigEndian(Fingerprints.AsSpan(one.Index * sizeof(uint))));

    /// <summary>Where the fingerprints of these members begin, counted from 1 as in SQL.</summary>
    public IEnumerable<int> BytesOf(IReadOnlyList<int> places) =>
        LedgerValues.Marked(FirstByte, Members).Index().Where(one => places.Contains(one.Item)).Select(one => one.Index * sizeof(uint) + 1);
}
