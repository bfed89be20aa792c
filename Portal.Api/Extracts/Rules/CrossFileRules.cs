namespace Portal.Api.Extracts.Rules;

/// <summary>Rules between the files of one extract.</summary>
public static class CrossFileRules
{
    public static readonly Rule Orphan = new(
        "orphan.case_ref",
        Gate.Extract,
        Severity.Error,
        null,
        "case_ref",
        "cases.csv has no case with this reference. Add the case, or correct the reference; a case is listed in every quarter in which it has rows."
    )
    {
        Explained = CrossFileRuleHelp.Orphan,
    };

    public static readonly Rule Contradiction = new(
        "risk.contradiction",
        Gate.Extract,
        Severity.Warning,
        FileKind.Risks,
        "present",
        "The risk PREMATURITY is N, but cases.csv says that the baby was preterm. Check both."
    )
    {
        Explained = CrossFileRuleHelp.Contradiction,
    };

    public static readonly Rule OnlyPresent = new(
        "risk.only_present",
        Gate.Extract,
        Severity.Warning,
        FileKind.Risks,
        null,
        "Only risks that are present were sent, so shares cannot be worked out. Send rows with N too, or the column risks_assessed in cases.csv."
    )
    {
        Explained = CrossFileRuleHelp.OnlyPresent,
    };

    public static IReadOnlyList<Rule> All => [Orphan, Contradiction, OnlyPresent];
}
