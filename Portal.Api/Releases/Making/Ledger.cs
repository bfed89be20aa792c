using System.Buffers.Binary;
using System.Globalization;
using Dapper;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Contributors;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Making;

/// <summary>A population of an earlier release of which something was shown to anybody.</summary>
/// <param name="ReleaseId">The release that showed it, which may be the one being made.</param>
public sealed record KnownPopulation(string ReleaseId, string Scope, string Key, Window Window, IReadOnlySet<ContributingCase> Members);

/// <summary>The overlap ledger: what is known already about the same cases.</summary>
/// <remarks>Source: docs/disclosure.md, "Differencing over time and filters", rule 3.</remarks>
public sealed class Ledger
{
    private const int EntryLength = 20;

    private const string Rolls = """
        SELECT l.release_id AS ReleaseId, l.cases
        FROM release_roll l JOIN release r ON r.release_id = l.release_id
        WHERE r.state = 'PUBLISHED' AND EXISTS (
          SELECT FROM release_population p WHERE p.release_id = l.release_id AND p.window_from < @Before AND p.window_before > @From)
        """;

    private const string Populations = """
        SELECT p.release_id AS ReleaseId, p.scope, p.population AS Key, p.window_from AS WindowFrom,
          p.window_before AS WindowBefore, p.first_byte AS FirstByte, p.members
        FROM release_population p JOIN release r ON r.release_id = p.release_id
        WHERE r.state = 'PUBLISHED' AND p.window_from < @Before AND p.window_before > @From
        ORDER BY r.published_at, p.release_id
        """;

    private readonly DisclosurePolicy _policy;
    private readonly Dictionary<(string Scope, string Key), List<KnownPopulation>> _known = [];

    private Ledger(DisclosurePolicy policy) => _policy = policy;

    /// <summary>A ledger without earlier releases.</summary>
    public static Ledger Empty(DisclosurePolicy policy) => new(policy);

    /// <summary>Reads the populations of published releases whose windows share a month with the new one's.</summary>
    /// <param name="transaction">Of the release role.</param>
    public static async Task<Ledger> ReadAsync(
        PortalTransaction transaction,
        IReadOnlyList<Window> windows,
        DisclosurePolicy policy,
        CancellationToken cancellation
    )
    {
        var ledger = new Ledger(policy);
        var range = new { From = windows.Min(window => window.From), Before = windows.Max(window => window.Before) };
        var rolls = (await transaction.Connection.QueryAsync<RollRow>(transaction.Command(Rolls, range, cancellation))).ToDictionary(
            row => row.ReleaseId,
            row => ReadRoll(row.Cases)
        );
        foreach (var row in await transaction.Connection.QueryAsync<PopulationRow>(transaction.Command(Populations, range, cancellation)))
            ledger.Add(
                new KnownPopulation(
                    row.ReleaseId,
                    row.Scope,
                    row.Key,
                    new Window(row.WindowFrom, row.WindowBefore),
                    Marked(rolls[row.ReleaseId], row.FirstByte, row.Members)
                )
            );
        return ledger;
    }

    /// <summary>Adds a population of which the release being made shows something.</summary>
    public void Add(KnownPopulation population)
    {
        if (!_known.TryGetValue((population.Scope, population.Key), out var list))
            _known[(population.Scope, population.Key)] = list = [];
        list.Add(population);
    }

    /// <summary>Whether a cell may be shown, given what was shown for other windows.</summary>
    /// <returns><c>null</c>, or why it must be withheld.</returns>
    public WithheldBecause? Judge(Population population) =>
        Of(population)
            .Where(earlier => earlier.Window != population.Window)
            .Select(earlier => OverlapRule.Against(population.Members, earlier.Members, _policy))
            .FirstOrDefault(broken => broken is not null);

    /// <summary>The same for what one service sees of all others. The service knows its own cases, so they protect nobody.</summary>
    /// <param name="rest">The population without the viewer.</param>
    /// <param name="legalId">The viewer.</param>
    public WithheldBecause? JudgeRest(Population rest, int legalId)
    {
        var viewer = legalId.ToString(CultureInfo.InvariantCulture);
        return Of(rest)
            .Select(earlier => OverlapRule.Against(rest.Members, earlier.Members.Where(one => one.Service != viewer).ToHashSet(), _policy))
            .FirstOrDefault(broken => broken is not null);
    }

    /// <summary>The scope under which the ledger keeps what was shown of one service's own protected figures.</summary>
    public static string OwnScope(int serviceId) => string.Create(CultureInfo.InvariantCulture, $"{ReleaseLattice.Own}/{serviceId}");

    /// <summary>Whether an own protected figure may be shown, given what was shown for other windows.</summary>
    /// <param name="population">Cases of the service alone.</param>
    /// <returns><c>null</c>, or why it must be withheld.</returns>
    public WithheldBecause? JudgeOwn(Population population, int serviceId) =>
        Of(OwnScope(serviceId), population)
            .Where(earlier => earlier.Window != population.Window)
            .Select(earlier => OverlapRule.OfOneService(population.Members, earlier.Members, _policy))
            .FirstOrDefault(broken => broken is not null);

    /// <summary>
    /// The latest earlier release of the same window whose own figures for
    /// the service differ by too few people, if any; its figures are kept.
    /// </summary>
    public string? OwnHeldBy(IEnumerable<Population> shown, int serviceId) =>
        shown
            .SelectMany(population =>
                Of(OwnScope(serviceId), population)
                    .Where(earlier => earlier.Window == population.Window)
                    .Where(earlier => OverlapRule.OfOneService(population.Members, earlier.Members, _policy) is not null)
            )
            .Select(earlier => earlier.ReleaseId)
            .LastOrDefault();

    /// <summary>
    /// The latest earlier release of the same window that differs from a shown population by too little, if any; its figures are kept.
    /// </summary>
    public string? HeldBy(IEnumerable<Population> shown) =>
        shown
            .SelectMany(population =>
                Of(population)
                    .Where(earlier => earlier.Window == population.Window)
                    .Where(earlier => OverlapRule.Against(population.Members, earlier.Members, _policy) is not null)
            )
            .Select(earlier => earlier.ReleaseId)
            .LastOrDefault();

    /// <summary>The populations that one earlier release showed for these keys in one scope and window.</summary>
    public IEnumerable<KnownPopulation> OfRelease(string releaseId, string scope, Window window, IReadOnlySet<string> keys) =>
        _known
            .Values.SelectMany(list => list)
            .Where(one => one.ReleaseId == releaseId && one.Scope == scope && one.Window == window && keys.Contains(one.Key));

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
        await using var copy = await transaction.Connection.BeginBinaryImportAsync(
            "COPY release_population (release_id, scope, population, window_from, window_before, first_byte, members) "
                + "FROM STDIN (FORMAT BINARY)",
            cancellation
        );
        foreach (var population in populations)
        {
            var (firstByte, marks) = Marks([.. population.Members.Select(one => places[one])]);
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(releaseId, cancellation);
            await copy.WriteAsync(population.Scope, cancellation);
            await copy.WriteAsync(population.Key, cancellation);
            await copy.WriteAsync(population.Window.From.FirstDay, cancellation);
            await copy.WriteAsync(population.Window.Before.FirstDay, cancellation);
            await copy.WriteAsync(firstByte, cancellation);
            await copy.WriteAsync(marks, cancellation);
        }

        await copy.CompleteAsync(cancellation);
    }

    // Windows without a common month share no case; comparing them all the same makes sure of it.
    private List<KnownPopulation> Of(Population population) => Of(population.Scope, population);

    private List<KnownPopulation> Of(string scope, Population population) =>
        _known.GetValueOrDefault((scope, population.Key.ToString()), []);

    private static ContributingCase[] ReadRoll(byte[] cases) =>
        [
            .. cases
                .Chunk(EntryLength)
                .Select(entry => new ContributingCase(
                    BinaryPrimitives.ReadInt32BigEndian(entry).ToString(CultureInfo.InvariantCulture),
                    Convert.ToHexStringLower(entry.AsSpan(sizeof(int)))
                )),
        ];

    // One bit per case of the roll, from the byte of the first member to that of the last.
    private static (int FirstByte, byte[] Marks) Marks(int[] places)
    {
        var first = places.DefaultIfEmpty().Min() / 8;
        var marks = new byte[places.DefaultIfEmpty().Max() / 8 - first + 1];
        foreach (var place in places)
            marks[place / 8 - first] |= (byte)(1 << place % 8);
        return (first, marks);
    }

    private static HashSet<ContributingCase> Marked(ContributingCase[] roll, int firstByte, byte[] marks) =>
        [.. roll.Skip(firstByte * 8).Take(marks.Length * 8).Where((_, place) => (marks[place / 8] >> place % 8 & 1) != 0)];

    private sealed record RollRow(string ReleaseId, byte[] Cases);

    private sealed class PopulationRow
    {
        public string ReleaseId { get; init; } = "";

        public string Scope { get; init; } = "";

        public string Key { get; init; } = "";

        public Month WindowFrom { get; init; }

        public Month WindowBefore { get; init; }

        public int FirstByte { get; init; }

        public byte[] Members { get; init; } = [];
    }
}
