using System.Globalization;
using Portal.Analytics.Disclosure.Contributors;

namespace Portal.Api.Releases.Making;

/// <summary>
/// The legal service of each case as the registry is now. An earlier release kept the one of its own day: after a service has become part
/// of another, or has left it, every case would look like another case, and large differences that are none would hide small ones that are.
/// </summary>
internal sealed class LegalNow(ReleaseSnapshot snapshot)
{
    // Names of cases are of the whole network: each is made from service and reference.
    private readonly Dictionary<string, string> _byCase = snapshot
        .Cases.Concat(snapshot.Scores.Select(one => one.Case))
        .DistinctBy(one => one.Key)
        .ToDictionary(one => one.Key, one => Text(one.Service.LegalId));

    private readonly Dictionary<string, string> _byService = snapshot.Services.ToDictionary(one => Text(one.Id), one => Text(one.LegalId));

    /// <summary>
    /// The case under its legal service of today; one that is not there any more goes with the service that it was kept under.
    /// </summary>
    public ContributingCase Of(ContributingCase known) =>
        known with
        {
            Service = _byCase.GetValueOrDefault(known.Case) ?? _byService.GetValueOrDefault(known.Service, known.Service),
        };

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);
}
