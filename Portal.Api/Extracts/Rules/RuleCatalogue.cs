using System.Collections.Frozen;

namespace Portal.Api.Extracts.Rules;

/// <summary>Every rule, in the order in which rules are asked; reports, help and documentation are made from it.</summary>
public static class RuleCatalogue
{
    /// <summary>
    /// Version of the rules, shown in reports and receipts. It changes with any rule: see the approved listing in ApprovedRuleSetTests.
    /// </summary>
    public const string RuleSet = "2026.11";

    public static readonly IReadOnlyList<Rule> All =
    [
        .. PeriodRules.All,
        .. FileRules.All,
        .. HeaderRules.All,
        .. IdentifierRules.All,
        .. ValueRules.All,
        .. CaseRules.All,
        .. ScoreRules.All,
        .. CrossFileRules.All,
        .. HistoryRules.All,
    ];

    private static readonly FrozenDictionary<string, Rule> ByCode = All.ToFrozenDictionary(rule => rule.Code, StringComparer.Ordinal);

    public static Rule? Find(string code) => ByCode.GetValueOrDefault(code);
}
