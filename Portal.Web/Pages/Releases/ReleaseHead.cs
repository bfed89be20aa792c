using System.Text.Json;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Periods;

namespace Portal.Web.Pages.Releases;

/// <summary>What a release says about itself, read from its frozen text.</summary>
/// <param name="Headline">Window of referrals, risks and change.</param>
/// <param name="Breakdowns">Window of everything that is broken down.</param>
/// <param name="Parameters">Parameters of the policy with their values as printed.</param>
/// <param name="NoLongerKept">Figures that are not kept from earlier releases, since a service in them takes part no longer.</param>
/// <param name="Earlier">Ids of the releases in which they stand.</param>
/// <param name="Code">Version of the portal; <c>null</c> when it was not known.</param>
public sealed record ReleaseHead(
    Window Headline,
    Window Breakdowns,
    string Policy,
    IReadOnlyList<KeyValuePair<string, string>> Parameters,
    string RuleSet,
    string? Code,
    int NoLongerKept,
    IReadOnlyList<string> Earlier
)
{
    /// <exception cref="JsonException">The head is not that of a release of the network.</exception>
    public static ReleaseHead Of(FrozenRelease release)
    {
        ArgumentNullException.ThrowIfNull(release);
        using var document = JsonDocument.Parse(release.Head);
        var head = document.RootElement;
        return new ReleaseHead(
            Span(head.GetProperty("headline")),
            Span(head.GetProperty("breakdowns")),
            head.GetProperty("policy").GetString()!,
            [.. head.GetProperty("parameters").EnumerateObject().Select(one => KeyValuePair.Create(one.Name, one.Value.GetString()!))],
            head.GetProperty("ruleSet").GetString()!,
            head.GetProperty("code").GetString(),
            head.TryGetProperty("noLongerKept", out var left) ? left.GetInt32() : 0,
            [.. release.Cells.Select(cell => cell.Earlier).OfType<string>().Distinct()]
        );
    }

    private static Window Span(JsonElement months) =>
        Month.TryParse(months[0].GetString(), out var from) && Month.TryParse(months[1].GetString(), out var before)
            ? new Window(from, before)
            : throw new JsonException("The window of the release is not two months.");
}
