using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Moments;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Making;

/// <summary>The pairs of one service in one window, as frozen.</summary>
/// <param name="MostFrequent">Pairs with the commonest first score, last score or change, whichever number is largest.</param>
public sealed record FrozenPairs(PairedMoments Pairs, int MostFrequent);

/// <summary>Counts of the families referred to one service in one window, as frozen.</summary>
/// <param name="Bands">By band of each dimension of the lattice, one list after the other.</param>
/// <param name="Present">By risk, in the order of the code list.</param>
/// <param name="Absent">The same for risks that were assessed and absent.</param>
public sealed record FrozenCounts(int Referrals, IReadOnlyList<int> Bands, IReadOnlyList<int> Present, IReadOnlyList<int> Absent);

/// <summary>One line of the frozen workspace.</summary>
/// <param name="Standing"><c>null</c> for a service that did not opt in for the window.</param>
/// <param name="Others">How many services enter unnamed beside it.</param>
/// <param name="Figures"><c>null</c> unless the figures are this snapshot's own and the service is named or enters unnamed.</param>
public sealed record WorkspaceLine<T>(
    int ServiceId,
    WorkspaceWindow Window,
    WorkspaceStanding? Standing,
    string? HeldFrom,
    int Others,
    T? Figures
)
    where T : class;

/// <summary>What a snapshot freezes for one measure, or for the profile.</summary>
/// <param name="Families">Everybody behind the lines, for later snapshots to compare with.</param>
public sealed record WorkspaceTable<T>(
    string Measure,
    string Subscale,
    IReadOnlyList<WorkspaceLine<T>> Lines,
    IReadOnlyList<WorkspaceFamily> Families
)
    where T : class;

/// <summary>Makes the frozen figures of the analysts' workspace from a snapshot, and chooses what is named.</summary>
/// <remarks>Source: docs/disclosure.md, "The workspace".</remarks>
public sealed class WorkspaceParts(
    ReleaseSnapshot snapshot,
    Quarter quarter,
    Func<string, string, IReadOnlyList<KnownPart>> earlier,
    DisclosurePolicy policy
)
{
    private static readonly int[] BandStarts =
    [
        .. ReleaseLattice.Dimensions.Select((_, place) => ReleaseLattice.Dimensions.Take(place).Sum(one => one.Bands.Count)),
    ];

    private readonly IReadOnlyList<WorkspaceWindow> _windows = WorkspaceWindow.Of(quarter);

    /// <summary>Every measure of the catalogue, in its order.</summary>
    public IReadOnlyList<WorkspaceTable<FrozenPairs>> Outcomes() =>
        [.. ServicePart.Measures.AsParallel().AsOrdered().Select(measure => Outcome(measure))];

    /// <summary>Who is referred.</summary>
    public WorkspaceTable<FrozenCounts> Profile()
    {
        var families = snapshot
            .Cases.Select(one => (Case: one, Quarter: Quarter.Of(one.Referral), Item: ItemOf(one)))
            .ToLookup(one => one.Case.Service.Id);
        return Table(
            "",
            "",
            [
                .. families
                    .SelectMany(service => service)
                    .Select(one => new WorkspaceFamily(one.Case.Service.Id, one.Case.Service.LegalId, one.Quarter, one.Item)),
            ],
            (service, window) => CountsOf([.. families[service].Where(one => window.Holds(one.Quarter)).Select(one => one.Case)])
        );
    }

    private WorkspaceTable<FrozenPairs> Outcome(Measure measure)
    {
        var pairs = snapshot
            .Scores.Where(one => one.IsPaired && one.Measure == measure.Code && one.Subscale == measure.Subscale)
            .Select(one => (Scores: one, Quarter: Quarter.Of(one.Closure), Item: ItemOf(one)))
            .ToLookup(one => one.Scores.Case.Service.Id);
        return Table(
            measure.Code,
            measure.Subscale,
            [
                .. pairs
                    .SelectMany(service => service)
                    .Select(one => new WorkspaceFamily(one.Scores.Case.Service.Id, one.Scores.Case.Service.LegalId, one.Quarter, one.Item)),
            ],
            (service, window) => PairsOf([.. pairs[service].Where(one => window.Holds(one.Quarter)).Select(one => one.Scores)])
        );
    }

    private WorkspaceTable<T> Table<T>(
        string measure,
        string subscale,
        IReadOnlyList<WorkspaceFamily> families,
        Func<int, WorkspaceWindow, T> figures
    )
        where T : class
    {
        var chosen = WorkspaceChoice.Of(
            families,
            [.. _windows.Select(window => (window, snapshot.OptedIn[window.Months]))],
            earlier(measure, subscale),
            policy
        );
        var others = chosen.Where(part => part.Standing == WorkspaceStanding.Other).CountBy(part => part.Window).ToDictionary();
        var lines = chosen.Select(part => new WorkspaceLine<T>(
            part.ServiceId,
            part.Window,
            part.Standing,
            part.HeldFrom,
            others.GetValueOrDefault(part.Window),
            part.Standing == WorkspaceStanding.LeftOut || part.HeldFrom is not null ? null : figures(part.ServiceId, part.Window)
        ));
        var notOptedIn =
            from window in _windows
            from service in families.Where(one => window.Holds(one.Quarter)).Select(one => one.ServiceId).Distinct().Order()
            where !snapshot.OptedIn[window.Months].Contains(service)
            select new WorkspaceLine<T>(service, window, null, null, 0, null);
        return new WorkspaceTable<T>(measure, subscale, [.. lines, .. notOptedIn], families);
    }

    private static FrozenPairs PairsOf(SnapshotScores[] scores) =>
        new(
            PairedMoments.OfPairs(scores.Select(one => (one.First!.Value, one.Last!.Value))),
            new[]
            {
                OutcomeCells.MostFrequent(scores.Select(one => one.First!.Value)),
                OutcomeCells.MostFrequent(scores.Select(one => one.Last!.Value)),
                OutcomeCells.MostFrequent(scores.Select(OutcomeCells.Change)),
            }.Max()
        );

    private static FrozenCounts CountsOf(SnapshotCase[] cases)
    {
        var bands = new int[ReleaseLattice.Dimensions.Sum(dimension => dimension.Bands.Count)];
        var risks = CareCodes.Risk.Codes.Count;
        var (present, absent) = (new int[risks], new int[risks]);
        foreach (var one in cases)
        {
            for (var place = 0; place < one.Bands.Length; place++)
                bands[BandStarts[place] + one.Bands[place]]++;
            for (var risk = 0; risk < risks; risk++)
            {
                present[risk] += (int)((one.RisksPresent >> risk) & 1);
                absent[risk] += (int)((one.RisksAbsent >> risk) & 1);
            }
        }

        return new FrozenCounts(cases.Length, bands, present, absent);
    }

    private static ulong ItemOf(SnapshotScores one) =>
        Fingerprint(string.Create(CultureInfo.InvariantCulture, $"{one.Case.Key}|{one.First:R}|{one.Last:R}"));

    private static ulong ItemOf(SnapshotCase one) =>
        Fingerprint(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{one.Key}|{Convert.ToHexStringLower(one.Bands)}|{one.RisksPresent}|{one.RisksAbsent}"
            )
        );

    // The key is itself a keyed hash that nobody outside can make, so the values cannot be tried out.
    private static ulong Fingerprint(string text) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
