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
        "cases.csv has no case with this reference. Add the case, or correct the reference; a case is listed in every quarter in which it "
            + "has rows."
    )
    {
        Explained = CrossFileRuleHelp.Orphan,
        Tests =
        [
            new RowTest<RiskRow>(
                "case_ref",
                [],
                (row, context) => HasCase(row.CaseRef, context),
                Advice: (row, context) => Lookalike(row.CaseRef, context)
            ),
            new RowTest<ScoreRow>(
                "case_ref",
                [],
                (row, context) => HasCase(row.CaseRef, context),
                Advice: (row, context) => Lookalike(row.CaseRef, context)
            ),
            new RowTest<ContactRow>(
                "case_ref",
                [],
                (row, context) => HasCase(row.CaseRef, context),
                Advice: (row, context) => Lookalike(row.CaseRef, context)
            ),
            new RowTest<FeedbackRow>(
                "case_ref",
                [],
                (row, context) => row.CaseRef is null || HasCase(row.CaseRef, context),
                Advice: (row, context) => Lookalike(row.CaseRef!, context)
            ),
        ],
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
        Tests =
        [
            new RowTest<RiskRow>(
                "present",
                ["risk_code", "case_ref"],
                (row, context) =>
                    row is not { RiskCode: "PREMATURITY", Present: "N" }
                    || context.Cases.GetValueOrDefault(row.CaseRef)?.PretermOrNeonatal is not ("PRETERM" or "BOTH"),
                row => row.Present
            ),
        ],
    };

    public static readonly Rule OnlyPresent = new(
        "risk.only_present",
        Gate.Extract,
        Severity.Warning,
        FileKind.Risks,
        null,
        "Only risks that are present were sent, so shares cannot be worked out. Send rows with N too, or the column risks_assessed in "
            + "cases.csv."
    )
    {
        Explained = CrossFileRuleHelp.OnlyPresent,
    };

    public static IReadOnlyList<Rule> All => [Orphan, Contradiction, OnlyPresent];

    // Otherwise the problems of cases.csv would be repeated in every other file.
    private static bool HasCase(string caseRef, ExtractContext context) => !context.HasAllCases || context.Cases.ContainsKey(caseRef);

    // Both passed the identifier rules; without them nobody finds a capital among 200 rows.
    private static string? Lookalike(string reference, ExtractContext context) =>
        context.LookalikeOf(reference) is { } listed ? $"{listed} exists, {reference} does not." : null;
}
