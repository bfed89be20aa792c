using System.Text.Json.Nodes;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;
using Portal.Api.Tombstones;

namespace Portal.Tests.Releases;

/// <summary>
/// Services with invented families, all scored with HADS anxiety, as a snapshot of the release job; the same arguments make the same
/// families.
/// </summary>
internal sealed record InventedNetwork(
    IReadOnlyList<SnapshotService> Services,
    IReadOnlyList<SnapshotCase> Cases,
    IReadOnlyList<SnapshotScores> Scores
)
{
    /// <summary>Both windows of a release of 2025-Q4 lie in these 24 months.</summary>
    public static readonly Month First = new(2024, 4);

    private static readonly CaseKeys Keys = new(new byte[32]);

    private const string Measure = "HADS";
    private const string Subscale = "ANXIETY";

    /// <summary>English services of the NHS with so many families each, spread evenly from April 2024 to December 2025.</summary>
    public static InventedNetwork Of(params int[] families) => Of([.. families.Select(one => (one, "E", "NHS"))]);

    public static InventedNetwork Of(params (int Families, string Nation, string Host)[] services)
    {
        var network = new InventedNetwork([], [], []);
        for (var place = 0; place < services.Length; place++)
            network = network.WithService(services[place].Nation, services[place].Host).With(place + 1, services[place].Families);
        return network;
    }

    public InventedNetwork WithService(string nation = "E", string host = "NHS", int? partOf = null)
    {
        var id = Services.Count + 1;
        return this with { Services = [.. Services, new SnapshotService(id, $"S{id}", nation, host, partOf ?? id)] };
    }

    /// <summary>More families of one service.</summary>
    /// <param name="service">Its id, which is its place counted from 1.</param>
    /// <param name="families">How many.</param>
    /// <param name="month">Month of referral and closure; spread over all months when there is none.</param>
    /// <param name="form">Changes a family before it is added.</param>
    public InventedNetwork With(int service, int families, Month? month = null, Func<SnapshotCase, SnapshotCase>? form = null)
    {
        var before = Cases.Count(one => one.Service.Id == service);
        var added = Enumerable
            .Range(before, families)
            .Select(number => Family(Services[service - 1], number, month ?? First.Plus(number * 5 % 21)))
            .Select(one => form is null ? one : form(one))
            .ToArray();
        return this with
        {
            Cases = [.. Cases, .. added],
            Scores = [.. Scores, .. added.Select((one, place) => ScoresOf(one, before + place))],
        };
    }

    /// <summary>The same network without some families.</summary>
    public InventedNetwork Without(Func<SnapshotCase, bool> gone) =>
        this with
        {
            Cases = [.. Cases.Where(one => !gone(one))],
            Scores = [.. Scores.Where(one => !gone(one.Case))],
        };

    /// <summary>The same families with something about them changed.</summary>
    public InventedNetwork Changing(Func<SnapshotCase, SnapshotCase> form)
    {
        var changed = Cases.ToDictionary(one => one.Key, form);
        return this with { Cases = [.. changed.Values], Scores = [.. Scores.Select(one => one with { Case = changed[one.Case.Key] })] };
    }

    /// <summary>The same families with other scores.</summary>
    public InventedNetwork Scoring(Func<SnapshotScores, SnapshotScores> form) => this with { Scores = [.. Scores.Select(form)] };

    /// <summary>The snapshot of all services but those that have not opted in.</summary>
    public ReleaseSnapshot Snapshot(string quarter = "2025-Q4", params int[] optedOut)
    {
        IReadOnlySet<int> taking = Services.Select(service => service.Id).Except(optedOut).ToHashSet();
        return new ReleaseSnapshot(
            Services,
            Cases,
            [.. Scores.Select(one => one with { Marks = ScoreMarks.Of(Keys, one) })],
            [],
            MakeRelease.Windows(QuarterOf(quarter)).Distinct().ToDictionary(window => window, _ => taking)
        );
    }

    /// <summary>A first release of the network.</summary>
    public MadeRelease Release(string quarter = "2025-Q4", DisclosurePolicy? policy = null) =>
        new InventedHistory(policy).Release(this, quarter);

    internal static Quarter QuarterOf(string quarter) =>
        Quarter.TryParse(quarter, out var read) ? read : throw new ArgumentException(quarter);

    // Uneven steps, so that no two bands, risks or scores go together.
    private static SnapshotCase Family(SnapshotService service, int number, Month month)
    {
        var seed = number * 31 + service.Id * 17;
        var bands = ReleaseLattice
            .Dimensions.Select((dimension, place) => (byte)(seed / (place + 1) % 7 % dimension.Bands.Count))
            .ToArray();
        var (present, absent) = (0u, 0u);
        for (var risk = 0; risk < CareCodes.Risk.Codes.Count; risk++)
            switch ((seed + risk * number) % (risk + 4))
            {
                case 0:
                    present |= 1u << risk;
                    break;
                case 1:
                    break;
                default:
                    absent |= 1u << risk;
                    break;
            }
        return new SnapshotCase(service, $"{service.Id:x8}{number:x24}", month, bands, present, absent);
    }

    private static SnapshotScores ScoresOf(SnapshotCase one, int number)
    {
        var (first, last) = (8.0 + (number * 7 + one.Service.Id * 3) % 11, 4.0 + (number * 5 + one.Service.Id * 4) % 13);
        var isPaired = number % 4 != 3;
        return new SnapshotScores(
            one,
            Measure,
            Subscale,
            one.Referral,
            first,
            isPaired ? first : null,
            isPaired ? last : null,
            isPaired ? 1 : 0
        );
    }
}

/// <summary>Releases of an invented network one after the other, each published and in the ledger of the next.</summary>
internal sealed class InventedHistory(DisclosurePolicy? policy = null)
{
    private readonly DisclosurePolicy _policy = policy ?? DisclosurePolicy.Sdc2;
    private readonly List<MadeRelease> _made = [];

    public MadeRelease Release(InventedNetwork network, string quarter = "2025-Q4", params int[] optedOut)
    {
        var ledger = Ledger.Empty(_policy);
        foreach (
            var population in _made.SelectMany(release => release.Populations.Concat(release.Parts.SelectMany(part => part.Report.Shown)))
        )
            ledger.Add(population);
        var earlier = new EarlierReleases(
            id => _made[Place(id)].Content,
            (id, service) => PartOf(id, service)?.Content,
            (id, service) => PartOf(id, service)?.Report.Content
        );
        var release = new MakeRelease(
            network.Snapshot(quarter, optedOut),
            InventedNetwork.QuarterOf(quarter),
            $"{_made.Count:x16}",
            ledger,
            earlier,
            _policy
        ).Run(new JsonObject { ["quarter"] = quarter }, (_, _, _) => { }, CancellationToken.None);
        _made.Add(release);
        return release;
    }

    private ServicePart? PartOf(string id, int service) => _made[Place(id)].Parts.SingleOrDefault(part => part.ServiceId == service);

    private static int Place(string id) =>
        int.Parse(id, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What an attacker reads off a release.</summary>
internal static class ReadCells
{
    public static Disclosed<ReleasedFigure> Of(
        this FrozenRelease release,
        string statistic,
        string scope = ReleaseLattice.Network,
        string item = "",
        string dimension = ReleaseLattice.None,
        string code = "",
        string? from = null
    ) =>
        release
            .Cells.Single(cell =>
                cell.Address.Statistic == statistic
                && cell.Address.Scope == scope
                && cell.Address.Item == item
                && (item != "HADS" || cell.Address.Part == "ANXIETY")
                && cell.Address.Dimension == dimension
                && cell.Address.Code == code
                && (from is null || cell.Address.From == from)
            )
            .Figure;

    public static int? Count(
        this FrozenRelease release,
        string statistic,
        string scope = ReleaseLattice.Network,
        string item = "",
        string dimension = ReleaseLattice.None,
        string code = "",
        string? from = null
    ) => (int?)release.Of(statistic, scope, item, dimension, code, from).ValueOrNull?.Value;

    public static IEnumerable<string> Printed(this FrozenRelease release) =>
        release.Cells.Select(cell => $"{cell.Address} {cell.Figure} {cell.Figure.ValueOrNull}");
}
