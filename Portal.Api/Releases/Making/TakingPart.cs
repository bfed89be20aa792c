using System.Globalization;
using Portal.Api.Periods;

namespace Portal.Api.Releases.Making;

/// <summary>Whether the services behind an earlier figure still take part, so that a new release may keep it.</summary>
/// <remarks>Source: docs/disclosure.md, "Differencing over time and filters", rule 3.</remarks>
public sealed class TakingPart
{
    private readonly Dictionary<Window, HashSet<string>> _taking;

    /// <param name="snapshot">What the new release is made from.</param>
    public TakingPart(ReleaseSnapshot snapshot)
    {
        var sending = snapshot.Submissions.Select(one => one.ServiceId).ToHashSet();
        _taking = snapshot.OptedIn.ToDictionary(
            window => window.Key,
            // The ledger knows legal services only. One of which a part that sends has not opted in may have left.
            window =>
                snapshot
                    .Services.GroupBy(service => service.LegalId)
                    .Where(legal => legal.Any(part => window.Value.Contains(part.Id)))
                    .Where(legal => legal.All(part => window.Value.Contains(part.Id) || !sending.Contains(part.Id)))
                    .Select(legal => legal.Key.ToString(CultureInfo.InvariantCulture))
                    .ToHashSet()
        );
    }

    /// <summary>Whether every service behind these populations takes part in the window.</summary>
    public bool AreAll(IEnumerable<KnownPopulation> populations, Window window) =>
        populations.SelectMany(population => population.Members).All(one => _taking[window].Contains(one.Service));
}
