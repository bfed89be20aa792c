using System.Globalization;

namespace Portal.Api.Extracts.Rules;

/// <summary>Rules about the shape of rows and about single cells.</summary>
public static class ValueRules
{
    public static readonly Rule TooFewCells = Error(
        "row.too_few_cells",
        "The row has fewer cells than the header. Look for a missing delimiter; empty cells at the end need theirs too.",
        ValueRuleHelp.TooFewCells
    );

    public static readonly Rule TooManyCells = Error(
        "row.too_many_cells",
        "The row has more cells than the header. Look for a delimiter inside a cell: such a cell goes into quotation marks.",
        ValueRuleHelp.TooManyCells
    );

    public static readonly Rule RepeatedHeader = Error(
        "row.repeated_header",
        "The header stands among the rows again. Remove the row.",
        ValueRuleHelp.RepeatedHeader
    );

    public static readonly Rule DuplicateKey = Error(
        "row.duplicate_key",
        "An earlier row has the same key. Remove one of the two, or correct the columns that tell rows apart.",
        ValueRuleHelp.DuplicateKey
    );

    public static readonly Rule Required = Error(
        "value.required",
        "The cell must be filled. If the answer is not known, use the code for not known where there is one.",
        ValueRuleHelp.Required,
        new RowTest<CaseRow>(
            "social_care_end",
            ["decision", "status"],
            (row, _) => !CaseRules.AcceptedAndClosed(row) || row.SocialCareEnd is not null
        ),
        new RowTest<CaseRow>(
            "days_to_first_contact",
            ["contacts_attended"],
            (row, context) => row.DaysToFirstContact is not null || row.Decision != "ACCEPTED" || !context.Seen(row)
        )
    );

    public static readonly Rule NotAllowed = Error(
        "value.not_allowed",
        "The cell must hold one of the codes of this column.",
        ValueRuleHelp.NotAllowed,
        new RowTest<FeedbackRow>(
            "item",
            ["form"],
            (row, _) => row.Item == row.Form || row.Item.StartsWith(row.Form + "_", StringComparison.Ordinal),
            row => row.Item
        )
    );

    public static readonly Rule NotNumber = Error(
        "value.not_number",
        "The cell must be a plain number: digits, a point for decimals, no commas, spaces, units or per cent signs.",
        ValueRuleHelp.NotNumber
    );

    public static readonly Rule NotInteger = Error(
        "value.not_integer",
        "The cell must be a whole number, without decimals.",
        ValueRuleHelp.NotInteger
    );

    public static readonly Rule OutOfRange = Error(
        "value.out_of_range",
        "The number is outside the range of this column.",
        ValueRuleHelp.OutOfRange,
        new RowTest<FeedbackRow>(
            "value",
            ["form"],
            (row, _) => row.Value >= 1 && row.Value <= HighestAnswer(row.Form),
            row => row.Value.ToString(CultureInfo.InvariantCulture)
        )
    );

    public static readonly Rule NotMonth = Error(
        "value.not_month",
        "The cell must be a month, such as 2025-03 or March 2025. Full dates are read only as dd/mm/yyyy or yyyy-mm-dd, and their day is "
            + "dropped.",
        ValueRuleHelp.NotMonth
    );

    public static readonly Rule MonthFirst = Error(
        "value.month_first",
        "The date has the month before the day, which is never guessed. Write YYYY-MM, or dd/mm/yyyy throughout the file.",
        ValueRuleHelp.MonthFirst
    );

    public static readonly Rule SpreadsheetSerial = Error(
        "value.spreadsheet_serial",
        "The cell is a spreadsheet's inner number for a date. Format the column as a date or as text YYYY-MM and export again.",
        ValueRuleHelp.SpreadsheetSerial
    );

    public static readonly Rule SpreadsheetError = Error(
        "value.spreadsheet_error",
        "The cell holds an error of a spreadsheet formula. Correct the formula or leave the cell blank.",
        ValueRuleHelp.SpreadsheetError
    );

    public static readonly Rule TooLong = Error(
        "value.too_long",
        "The cell is longer than any value of the extract. There is no free text in an extract.",
        ValueRuleHelp.TooLong
    );

    public static readonly Rule BadReference = Error(
        "value.bad_reference",
        "A reference has 4 to 20 of the letters A-Z, digits and hyphens, with at least one letter and one digit. Make it at random, never "
            + "from a name or number.",
        ValueRuleHelp.BadReference
    );

    public static readonly Rule SuppressedInput = Error(
        "value.suppressed_input",
        "The cell is masked, as published tables mask small numbers. Send the true value: the portal protects small numbers itself.",
        ValueRuleHelp.SuppressedInput
    );

    public static readonly Rule DayDropped = Note(
        "value.day_dropped",
        "The cell is a full date. Only its month is kept; the day is dropped before anything is stored.",
        ValueRuleHelp.DayDropped
    );

    public static readonly Rule MonthSpelled = Note(
        "value.month_spelled",
        "The month is not written as YYYY-MM. It can be only one, and was read as that.",
        ValueRuleHelp.MonthSpelled
    );

    public static readonly Rule CodeSpelled = Note(
        "value.code_spelled",
        "The code is written with other capitals, spaces or dashes, or in words. It can be only one, and was read as that.",
        ValueRuleHelp.CodeSpelled
    );

    public static readonly Rule BandDate = Note(
        "value.band_date",
        "Your spreadsheet had turned the age band into a date. It was read as the band.",
        ValueRuleHelp.BandDate
    );

    public static readonly Rule ByMapping = Note(
        "value.by_mapping",
        "It is a word of your own, and you have said which code it stands for.",
        ValueRuleHelp.ByMapping
    );

    public static readonly Rule InvisibleTrimmed = Note(
        "value.invisible_trimmed",
        "Characters that cannot be seen stood before or after the value, such as a no-break space. They were taken off.",
        ValueRuleHelp.InvisibleTrimmed
    );

    public static readonly Rule ZerosDropped = Note(
        "value.zeros_dropped",
        "The number has a decimal point and only zeros after it, as 3.0. It was read as the whole number.",
        ValueRuleHelp.ZerosDropped
    );

    public static readonly Rule BlankRowPassedOver = Note(
        "row.blank_passed_over",
        "The row holds only blanks. It was passed over.",
        ValueRuleHelp.BlankRowPassedOver
    );

    public static readonly Rule TotalRow = new(
        "row.total",
        Gate.File,
        Severity.Error,
        null,
        null,
        "A row of totals stands between the rows of families. Delete it."
    )
    {
        Explained = ValueRuleHelp.TotalRow,
    };

    public static readonly Rule TotalPassedOver = Note(
        "row.total_passed_over",
        "The last row holds totals. It was passed over.",
        ValueRuleHelp.TotalPassedOver
    );

    public static IReadOnlyList<Rule> All =>
        [
            TooFewCells,
            TooManyCells,
            RepeatedHeader,
            DuplicateKey,
            Required,
            NotAllowed,
            NotNumber,
            NotInteger,
            OutOfRange,
            NotMonth,
            MonthFirst,
            SpreadsheetSerial,
            SpreadsheetError,
            TooLong,
            BadReference,
            SuppressedInput,
            DayDropped,
            MonthSpelled,
            CodeSpelled,
            BandDate,
            ByMapping,
            InvisibleTrimmed,
            ZerosDropped,
            BlankRowPassedOver,
            TotalRow,
            TotalPassedOver,
        ];

    // The lowest answer is 1 on every form.
    private static int HighestAnswer(string form) =>
        form switch
        {
            "ESQ" => 3,
            "POEM" => 4,
            "LOCAL" => 5,
            _ => 6,
        };

    private static Rule Note(string code, string message, RuleHelp explained) =>
        new(code, Gate.Rows, Severity.Note, null, null, message) { Explained = explained };

    private static Rule Error(string code, string message, RuleHelp explained, params RowTest[] tests) =>
        new(code, Gate.Rows, Severity.Error, null, null, message) { Explained = explained, Tests = tests };
}
