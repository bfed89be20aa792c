namespace Portal.Api.Extracts.Rules;

/// <summary>Rules about the header row and about whose file it is.</summary>
public static class HeaderRules
{
    public static readonly Rule Missing = Error(
        "header.missing",
        "A column that every file of this kind needs is missing. Add it, or start from the template.",
        HeaderRuleHelp.Missing
    );

    public static readonly Rule Unknown = Error(
        "header.unknown",
        "This column is not part of the extract. Remove the column, or correct its name.",
        HeaderRuleHelp.Unknown
    );

    public static readonly Rule Duplicate = Error(
        "header.duplicate",
        "Two columns have the same name (spaces, hyphens, underscores and capitals do not count). Remove one.",
        HeaderRuleHelp.Duplicate
    );

    public static readonly Rule Blank = Error(
        "header.blank",
        "A column has no name. Name it or remove it; look for an empty column at the end of the sheet.",
        HeaderRuleHelp.Blank
    );

    public static readonly Rule NotFound = Error(
        "header.not_found",
        "The header was not found: none of the first ten rows names the columns of this file. Check that the file is of the kind that its "
            + "name says, or start from the template.",
        HeaderRuleHelp.NotFound
    );

    public static readonly Rule Identifier = Error(
        "header.identifier",
        "The file has a column for something that identifies a person. Remove the whole column: extracts hold no names, dates of birth, "
            + "numbers, addresses, e-mail addresses or phones.",
        HeaderRuleHelp.Identifier
    );

    public static readonly Rule ServiceMismatch = new(
        "service.mismatch",
        Gate.File,
        Severity.Error,
        null,
        "service_code",
        "The rows carry the code of another service than the one that you are sending for. Choose the right service, or correct the code."
    )
    {
        Explained = HeaderRuleHelp.ServiceMismatch,
    };

    public static readonly Rule TitlePassedOver = new(
        "header.title_passed_over",
        Gate.File,
        Severity.Note,
        null,
        null,
        "Lines above the header were passed over: they are no part of the data."
    )
    {
        Explained = HeaderRuleHelp.TitlePassedOver,
    };

    public static IReadOnlyList<Rule> All => [Missing, Unknown, Duplicate, Blank, NotFound, TitlePassedOver, Identifier, ServiceMismatch];

    private static Rule Error(string code, string message, RuleHelp? explained = null) =>
        new(code, Gate.File, Severity.Error, null, null, message) { Explained = explained };
}
