namespace Portal.Api.Extracts.Rules;

/// <summary>
/// Rules about the quarter itself. The calendar decides before any file is read; a broken rule refuses the request (409).
/// </summary>
public static class PeriodRules
{
    public static readonly Rule NotStarted = new(
        "period.not_started",
        Gate.File,
        Severity.Error,
        null,
        null,
        "The quarter has not begun. Send it from its first day on, or choose the quarter that the cases belong to."
    )
    {
        Explained = new RuleHelp(
            "The extract is for a quarter whose first day is still to come.",
            "Nothing can be known of a quarter before it begins. A wrong quarter would put families and scores into the wrong months.",
            "Choose the quarter that the rows are about. The portal takes a quarter from its first day, so an extract of the quarter that "
                + "is going on can be sent early and again later.",
            "2027-Q1, sent in November 2026",
            "2026-Q4, sent in November 2026"
        ),
    };

    public static readonly Rule Closed = new(
        "period.closed",
        Gate.File,
        Severity.Error,
        null,
        null,
        "The network team has closed the quarter: it takes no more extracts. If something must be put right, ask them to reopen it."
    )
    {
        Explained = new RuleHelp(
            "The administrator of the network has ended the collection of this quarter.",
            "Figures that are drawn together must stay what they were: a late change in one service would change them for all. A quarter "
                + "never closes by itself.",
            "Check that you have chosen the right quarter. If it is the right one, ask the network team to reopen it, then send the files "
                + "again. What you sent before stands.",
            "2025-Q2, sent after it was closed",
            "2025-Q2, sent after the network team has reopened it"
        ),
    };

    public static IReadOnlyList<Rule> All => [NotStarted, Closed];
}

/// <summary>Members of a refusal that lead to the page of its rule.</summary>
/// <param name="Rule">Code of the rule.</param>
/// <param name="Help">Path of its page.</param>
public sealed record RuleReference(string Rule, string Help)
{
    public static RuleReference To(Rule rule) => new(rule.Code, rule.Help);
}
