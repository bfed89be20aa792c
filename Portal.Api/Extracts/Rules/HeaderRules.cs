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
        "The portal does not know this column. Say which of its columns it is, or that it is not for the portal.",
        HeaderRuleHelp.Unknown
    ) with
    {
        Gate = Gate.Rows,
    };

    public static readonly Rule ServiceUnsaid = Error(
        "header.service_unsaid",
        "No column says whose rows these are. Say once that all of them are your service's, or add the column service_code.",
        HeaderRuleHelp.ServiceUnsaid
    ) with
    {
        Gate = Gate.Rows,
    };

    public static readonly Rule ServiceByMapping = Note(
        "header.service_by_mapping",
        "No column says whose rows these are. You said that all of them are your service's.",
        HeaderRuleHelp.ServiceByMapping
    );

    public static readonly Rule NotKept = Error(
        "header.not_kept",
        "The portal knows this column now, but had dropped its cells before. Choose the files again.",
        HeaderRuleHelp.NotKept
    ) with
    {
        Gate = Gate.Rows,
    };

    public static readonly Rule ByMapping = Note(
        "header.by_mapping",
        "Your own columns and words say which column this is.",
        HeaderRuleHelp.ByMapping
    );

    public static readonly Rule LeftOut = Note(
        "header.left_out",
        "You said that this column is not for the portal. Its cells were dropped before anything was kept.",
        HeaderRuleHelp.LeftOut
    );

    public static readonly Rule BlankPassedOver = Note(
        "header.blank_passed_over",
        "A column has no name and no filled cell. It was passed over.",
        HeaderRuleHelp.BlankPassedOver
    );

    public static readonly Rule Duplicate = Error(
        "header.duplicate",
        "Two columns have the same name (spaces, hyphens, underscores and capitals do not count). Remove one.",
        HeaderRuleHelp.Duplicate
    );

    public static readonly Rule Blank = Error(
        "header.blank",
        "A column has cells and no name. Name it or remove it; look at the end of the sheet.",
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

    public static readonly Rule ServiceSpelled = new(
        "service.spelled_otherwise",
        Gate.File,
        Severity.Note,
        null,
        "service_code",
        "The code of your service is written with other capitals, spaces or dashes. It was read as the code."
    )
    {
        Explained = HeaderRuleHelp.ServiceSpelled,
    };

    public static IReadOnlyList<Rule> All =>
        [
            Missing,
            Unknown,
            ServiceUnsaid,
            ServiceByMapping,
            NotKept,
            ByMapping,
            LeftOut,
            Duplicate,
            Blank,
            BlankPassedOver,
            NotFound,
            TitlePassedOver,
            Identifier,
            ServiceMismatch,
            ServiceSpelled,
        ];

    private static Rule Note(string code, string message, RuleHelp explained) =>
        new(code, Gate.File, Severity.Note, null, null, message) { Explained = explained };

    private static Rule Error(string code, string message, RuleHelp? explained = null) =>
        new(code, Gate.File, Severity.Error, null, null, message) { Explained = explained };
}
