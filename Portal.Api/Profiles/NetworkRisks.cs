using System.Runtime.CompilerServices;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Published;

namespace Portal.Api.Profiles;

/// <summary>How frequent each risk is among all services, as the latest release says; nothing is counted live.</summary>
/// <param name="Window">
/// The twelve months of the release, which may be others than those beside which it stands; <c>null</c> without one.
/// </param>
/// <param name="Shares">By code of the risk; empty without a release.</param>
public sealed record NetworkRisks(Window? Window, IReadOnlyDictionary<string, Disclosed<ReleasedFigure>> Shares)
{
    // The same object for the same release, so that a picture drawn with it is found again.
    private static readonly ConditionalWeakTable<FrozenRelease, NetworkRisks> OfReleases = [];

    private static readonly NetworkRisks NoRelease = new(null, new Dictionary<string, Disclosed<ReleasedFigure>>());

    /// <summary>Reads the latest published release.</summary>
    public static async Task<NetworkRisks> ReadAsync(PortalDatabase database, CancellationToken cancellation)
    {
        var opened = await OpenRelease.PublishedAsync(database, OpenRelease.Latest, cancellation);
        if (!opened.IsGiven(out var found))
            return NoRelease;
        return OfReleases.GetValue(found.Content, content => Of(content, ReleaseLattice.Headline(found.Release.Quarter)));
    }

    private static NetworkRisks Of(FrozenRelease release, Window window) =>
        new(
            window,
            CareCodes.Risk.Codes.ToDictionary(
                risk => risk.Value,
                risk =>
                    release[
                        new CellAddress(
                            ReleaseLattice.Profile,
                            risk.Value,
                            "",
                            Statistics.RiskShare,
                            ReleaseLattice.Network,
                            ReleaseLattice.None,
                            "",
                            window.From.ToString(),
                            window.Before.ToString()
                        )
                    ]
            )
        );
}
