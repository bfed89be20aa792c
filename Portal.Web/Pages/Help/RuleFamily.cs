using Portal.Api.Extracts.Rules;
using Portal.Web.Pages.Words;

namespace Portal.Web.Pages.Help;

/// <summary>Rules of one gate whose codes begin with the same word.</summary>
/// <param name="Anchor">Its place on the page.</param>
public sealed record RuleFamily(Gate Gate, string Anchor, string Title, IReadOnlyList<Rule> Rules)
{
    /// <summary>Every rule of the catalogue, by gate and then in the order of its families.</summary>
    public static IReadOnlyList<RuleFamily> All { get; } =
    [
        .. RuleCatalogue
            .All.GroupBy(rule => (rule.Gate, Family: rule.Code[..rule.Code.IndexOf('.', StringComparison.Ordinal)]))
            .OrderBy(family => family.Key.Gate)
            .Select(family => new RuleFamily(
                family.Key.Gate,
                $"{family.Key.Gate}-{family.Key.Family}".ToLowerInvariant(),
                RuleWords.Family(family.Key.Family),
                [.. family]
            )),
    ];
}
