using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;

namespace Portal.Tests.Benches;

/// <summary>What is left for one count: from what is printed, from knowing which hidden counts are small, and from the reader's own people.</summary>
internal readonly record struct Left(long Low, long High)
{
    public const long Unbounded = 1_000_000_000;

    public long Width => High - Low;

    public Left And(Left other) => new(Math.Max(Low, other.Low), Math.Min(High, other.High));
}

/// <summary>
/// The counts of who is referred in one window of a release, over all scopes, as services read them that pool their own rows. It narrows
/// bounds and shares nothing with the audit that chose what to hide.
/// </summary>
internal sealed class PooledRows
{
    private readonly Cell[][] _cells;
    private readonly int[][] _tables;

    /// <param name="made">The release, with the reasons for what it hides.</param>
    /// <param name="window">The first month, as in addresses.</param>
    /// <param name="behind">The cases behind each count, by legal service.</param>
    public PooledRows(MadeRelease made, string window, IReadOnlyDictionary<CellAddress, Dictionary<int, int>> behind)
    {
        var reasons = made.Content.Cells.Zip(made.Reasons).ToDictionary(cell => cell.First.Address, cell => cell.Second);
        var places = behind
            .Keys.Where(at => at.Scope == ReleaseLattice.Network && at.From == window)
            .OrderBy(at => at.Item.Length + at.Code.Length > 0)
            .ToArray();
        _cells =
        [
            .. ReleaseLattice.Scopes.Select(scope =>
                places.Select(at => Of(at with { Scope = scope }, made.Content, reasons, behind)).ToArray()
            ),
        ];
        _tables =
        [
            .. places
                .Index()
                .Skip(1)
                .GroupBy(one => (one.Item.Item, one.Item.Dimension))
                .Select(table => table.Select(one => one.Index).ToArray()),
        ];
    }

    /// <summary>Small and barred counts in tables of which the total is printed.</summary>
    public int Hidden => Places().Count();

    public int Shown => _cells.Sum(scope => scope.Count(cell => cell is { IsShown: true, Cases: > 0 }));

    public int Filled => _cells.Sum(scope => scope.Count(cell => cell.Cases > 0));

    /// <summary>
    /// How many hidden counts are left fewer than five apart; how many of these more narrowly than smallness and own people alone leave;
    /// and how many so when nations and kinds of host are added up to the network besides.
    /// </summary>
    public (int Narrow, int Told, int ToldOverScopes) Learn(IReadOnlyList<int> services)
    {
        var alone = _cells.Select(scope => scope.Select(cell => cell.WithOwn(services)).ToArray()).ToArray();
        var read = alone.Select(scope => InTables(scope)).ToArray();
        var joined = OverScopes(read);
        var (narrow, told, toldOverScopes) = (0, 0, 0);
        foreach (var (scope, place) in Places())
        {
            var least = Math.Min(5, alone[scope][place].Width);
            narrow += read[scope][place].Width < 5 ? 1 : 0;
            told += read[scope][place].Width < least ? 1 : 0;
            toldOverScopes += joined[scope][place].Width < least ? 1 : 0;
        }

        return (narrow, told, toldOverScopes);
    }

    private IEnumerable<(int Scope, int Place)> Places() =>
        from scope in Enumerable.Range(0, _cells.Length)
        where _cells[scope][0].IsShown
        from place in Enumerable.Range(1, _cells[scope].Length - 1)
        where _cells[scope][place].NeedsWidth
        select (scope, place);

    // The total is at place 0, and every table adds up to it.
    private Left[] InTables(Left[] known)
    {
        var left = (Left[])known.Clone();
        foreach (var table in _tables)
            left[0] = left[0].And(Sum(table.Select(place => known[place])));
        foreach (var table in _tables)
            Narrow(left, table, left[0]);
        return left;
    }

    private Left[][] OverScopes(Left[][] read)
    {
        var (scopes, nations) = (read.Select(scope => (Left[])scope.Clone()).ToArray(), ReleaseLattice.Nations.Count);
        int[][] parts =
        [
            [.. Enumerable.Range(1, nations)],
            [.. Enumerable.Range(1 + nations, ReleaseLattice.Hosts.Count)],
        ];
        for (var (round, before) = (0, 0L); round < 50 && before != (before = Widths(scopes)) | round == 0; round++)
        {
            for (var place = 0; place < scopes[0].Length; place++)
                foreach (var part in parts)
                {
                    var column = scopes.Select(scope => scope[place]).ToArray();
                    column[0] = column[0].And(Sum(part.Select(scope => column[scope])));
                    Narrow(column, part, column[0]);
                    for (var scope = 0; scope < scopes.Length; scope++)
                        scopes[scope][place] = column[scope];
                }

            scopes = [.. scopes.Select(InTables)];
        }

        return scopes;
    }

    private static long Widths(Left[][] scopes) => scopes.Sum(scope => scope.Sum(one => Math.Min(one.Width, 1_000)));

    private static void Narrow(Left[] left, int[] parts, Left total)
    {
        var sum = Sum(parts.Select(place => left[place]));
        foreach (var place in parts)
        {
            var one = left[place];
            left[place] = one.And(new Left(total.Low - (sum.High - one.High), total.High - (sum.Low - one.Low)));
        }
    }

    private static Left Sum(IEnumerable<Left> parts) =>
        parts.Aggregate(new Left(0, 0), (sum, one) => new(sum.Low + one.Low, sum.High + one.High));

    private static Cell Of(
        CellAddress at,
        FrozenRelease release,
        Dictionary<CellAddress, WithheldBecause?> reasons,
        IReadOnlyDictionary<CellAddress, Dictionary<int, int>> behind
    )
    {
        var own = behind.GetValueOrDefault(at, []);
        if (release[at].ValueOrNull is { } figure)
            return new Cell(own, new Left(Math.Max(8, (long)figure.Value - 2), (long)figure.Value + 2), true, false);
        return reasons[at] switch
        {
            WithheldBecause.SmallCount => new Cell(own, new Left(0, 7), false, true),
            WithheldBecause.ProtectsAnother or WithheldBecause.ClassDisclosure => new Cell(own, new Left(8, Left.Unbounded), false, false),
            _ => new Cell(own, new Left(0, Left.Unbounded), false, true),
        };
    }

    private sealed record Cell(Dictionary<int, int> ByService, Left Known, bool IsShown, bool NeedsWidth)
    {
        public int Cases { get; } = ByService.Values.Sum();

        public Left WithOwn(IReadOnlyList<int> services) =>
            Known.And(new Left(services.Sum(service => ByService.GetValueOrDefault(service)), Left.Unbounded));
    }
}

/// <summary>A sum over people that readers of a release can work out, by legal service.</summary>
/// <param name="ByService">How many people of each.</param>
/// <param name="IsCount">Whether "nobody" tells something; in a mean it does not.</param>
internal sealed record PooledSum(IReadOnlyDictionary<string, int> ByService, bool IsCount)
{
    private readonly int _people = ByService.Values.Sum();

    public PooledSum(IEnumerable<string> services, string key)
        : this(services.CountBy(service => service).ToDictionary(), Tells(key)) { }

    public static bool Tells(string key) => key.StartsWith(ReleaseLattice.Profile, StringComparison.Ordinal);

    /// <summary>Whether fewer than ten people, or one service, are left beside these services' own.</summary>
    public bool LeavesFew(IReadOnlyList<string> services)
    {
        var (people, left) = (_people, ByService.Count);
        foreach (var service in services)
            if (ByService.TryGetValue(service, out var own))
                (people, left) = (people - own, left - 1);
        return people == 0 ? IsCount : people < 10 || left < 2;
    }
}
