using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Published;

namespace Portal.Api.Outcomes;

/// <summary>
/// The network's baseline SDs in the latest published release. They are everybody's first choice, because they do not change.
/// </summary>
public sealed class FrozenStandardisers
{
    private readonly OpenedRelease? _latest;

    private FrozenStandardisers(OpenedRelease? latest) => _latest = latest;

    /// <summary>Reads the latest release with the application role, since releases are open to all.</summary>
    public static async Task<FrozenStandardisers> ReadAsync(PortalDatabase database, CancellationToken cancellation) =>
        new((await OpenRelease.PublishedAsync(database, OpenRelease.Latest, cancellation)).IsGiven(out var release) ? release : null);

    /// <summary>The release that they are from, which never changes; <c>null</c> when there is none.</summary>
    public string? Release => _latest?.Release.Id;

    /// <summary>The SD of a measure; <c>null</c> without a release, or when the release withholds it.</summary>
    public Standardiser? Of(Measure measure)
    {
        if (_latest is null)
            return null;
        var headline = ReleaseLattice.Headline(_latest.Release.Quarter);
        var address = new CellAddress(
            ReleaseLattice.Outcome,
            measure.Code,
            measure.Subscale,
            Statistics.BaselineSd,
            ReleaseLattice.Network,
            ReleaseLattice.None,
            "",
            headline.From.ToString(),
            headline.Before.ToString()
        );
        return _latest.Content[address].ValueOrNull is { Value: > 0 and var sd }
            ? new Standardiser(Standardiser.NetworkBaseline, sd)
            : null;
    }
}
