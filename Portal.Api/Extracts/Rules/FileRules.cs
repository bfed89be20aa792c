namespace Portal.Api.Extracts.Rules;

/// <summary>Rules about a file as a whole: what it is, its encoding, its characters and its quotes.</summary>
public static class FileRules
{
    public static readonly Rule Empty = Error(
        "file.empty",
        "The file is empty. Export it again, or leave the file out: only cases.csv must be sent.",
        FileRuleHelp.Empty
    );

    public static readonly Rule NoRows = Error(
        "file.no_rows",
        "The file has a header but no rows. Leave the file out if there is nothing to send.",
        FileRuleHelp.NoRows
    );

    public static readonly Rule NotCsv = Error(
        "file.not_csv",
        "The file is not a CSV file, whatever its name says (it is a PDF, a web page, a compressed file or something else). Export it as "
            + "CSV UTF-8.",
        FileRuleHelp.NotCsv
    );

    public static readonly Rule Workbook = Error(
        "file.workbook",
        "Of the files that office programs save, the portal reads a workbook as .xlsx, without a password and sent on its own. Open the "
            + "file, choose Save As and \"Excel Workbook (.xlsx)\", and send that alone; or save each sheet as CSV UTF-8.",
        FileRuleHelp.Workbook
    );

    public static readonly Rule WorkbookDamaged = Error(
        "file.workbook_damaged",
        "The workbook is damaged, or the program that wrote it did so in a way that cannot be read. Open it in Excel or LibreOffice, save "
            + "it again as .xlsx, and send that.",
        WorkbookRuleHelp.Damaged
    );

    public static readonly Rule SheetIgnored = Note(
        "file.sheet_ignored",
        "Sheets of the workbook were not read, because none of the words cases, risks, scores, contacts, feedback, activity stands in "
            + "their names.",
        WorkbookRuleHelp.SheetIgnored
    );

    public static readonly Rule SheetHidden = Note(
        "file.sheet_hidden",
        "Hidden sheets of the workbook were not read. If one belongs to the extract, unhide it.",
        WorkbookRuleHelp.SheetHidden
    );

    public static readonly Rule SheetWithoutRows = Note(
        "file.sheet_without_rows",
        "The sheet has its header and nothing below, so the file counts as not sent.",
        WorkbookRuleHelp.SheetWithoutRows
    );

    public static readonly Rule HiddenCells = Note(
        "file.hidden_cells",
        "Rows or columns of the sheet are hidden or filtered away. They were read like the others.",
        WorkbookRuleHelp.HiddenCells
    );

    public static readonly Rule TooLarge = Error(
        "file.too_large",
        "The file is larger than the portal takes. Send only the cases of the quarter.",
        FileRuleHelp.TooLarge
    );

    public static readonly Rule TooManyRows = Error(
        "file.too_many_rows",
        "The file has more rows than the portal takes. Send only the cases of the quarter.",
        FileRuleHelp.TooManyRows
    );

    public static readonly Rule TooManyColumns = Error(
        "file.too_many_columns",
        "The file has more columns than the portal takes. Start from the template.",
        FileRuleHelp.TooManyColumns
    );

    public static readonly Rule RowTooLong = Error(
        "file.row_too_long",
        "A row is far longer than a row can be, so the file was not read on. Look at this row: text may have been pasted into it.",
        FileRuleHelp.RowTooLong
    );

    public static readonly Rule UnknownName = Error(
        "file.unknown_name",
        "The file's name must hold exactly one of the words cases, risks, scores, contacts, feedback, activity, unless its "
            + "columns tell. Rename the file.",
        FileRuleHelp.UnknownName
    );

    public static readonly Rule ToldByColumns = Note(
        "file.told_by_columns",
        "The name does not say which of the six files this is. Its columns do.",
        FileRuleHelp.ToldByColumns
    );

    public static readonly Rule Repeated = Error(
        "file.repeated",
        "The same file was sent twice. Send each of the six files at most once.",
        FileRuleHelp.Repeated
    );

    public static readonly Rule InTwoPlaces = Error(
        "file.in_two_places",
        "These rows stand in two places: in the file, and in columns of another that you said are scores or risks. Leave the file out, or "
            + "say that the columns are not for the portal.",
        FileRuleHelp.InTwoPlaces
    );

    public static readonly Rule CasesMissing = new(
        "file.cases_missing",
        Gate.File,
        Severity.Error,
        FileKind.Cases,
        null,
        "cases.csv was not sent, and none stands for this quarter. It is the only file that every quarter needs."
    )
    {
        Explained = FileRuleHelp.CasesMissing,
    };

    public static readonly Rule ZipRefused = Error(
        "file.zip_refused",
        "A zip may hold only CSV files, in its root or in one folder, without a password and without another zip in it, and is sent on "
            + "its own.",
        FileRuleHelp.ZipRefused
    );

    public static readonly Rule NotUtf8 = Error(
        "encoding.not_utf8",
        "The characters of the file cannot be read: it is neither UTF-8 nor Windows-1252 nor UTF-16 with a byte order mark. Save it as "
            + "CSV UTF-8.",
        FileRuleHelp.NotUtf8
    );

    public static readonly Rule DoubleMark = Error(
        "encoding.double_bom",
        "The file begins with two byte order marks, a sign that two programs wrote it. Export it once more as CSV UTF-8.",
        FileRuleHelp.DoubleMark
    );

    public static readonly Rule EncodingAssumed = Note(
        "encoding.assumed",
        "The file is not UTF-8. It was read in the encoding that is shown with the file; check that it looks right, or save it as CSV "
            + "UTF-8.",
        FileRuleHelp.EncodingAssumed
    );

    public static readonly Rule Nul = Error(
        "char.nul",
        "The file holds NUL characters. It may be damaged, or be UTF-16 without its byte order mark. Save it as CSV UTF-8.",
        FileRuleHelp.Nul
    );

    public static readonly Rule Control = Error(
        "char.control",
        "A cell holds a control character, which cannot be seen. Remove it, or type the cell again.",
        FileRuleHelp.Control
    );

    public static readonly Rule UnclosedQuote = Error(
        "csv.unclosed_quote",
        "A quotation mark opens here and is not closed, so the rows after it cannot be told apart. Close or remove it.",
        FileRuleHelp.UnclosedQuote
    );

    public static readonly Rule StrayQuote = Error(
        "csv.stray_quote",
        "A quotation mark stands inside a cell. Cells in quotation marks begin and end with one, and one inside is doubled. Remove it.",
        FileRuleHelp.StrayQuote
    );

    public static readonly Rule NoDelimiter = Error(
        "csv.no_delimiter",
        "The first row is not divided into columns. Columns are divided by commas, semicolons or tabs, and the first row is the header.",
        FileRuleHelp.NoDelimiter
    );

    public static IReadOnlyList<Rule> All =>
        [
            Empty,
            NoRows,
            NotCsv,
            Workbook,
            WorkbookDamaged,
            SheetIgnored,
            SheetHidden,
            SheetWithoutRows,
            HiddenCells,
            TooLarge,
            TooManyRows,
            TooManyColumns,
            RowTooLong,
            UnknownName,
            ToldByColumns,
            Repeated,
            InTwoPlaces,
            CasesMissing,
            ZipRefused,
            NotUtf8,
            DoubleMark,
            EncodingAssumed,
            Nul,
            Control,
            UnclosedQuote,
            StrayQuote,
            NoDelimiter,
        ];

    private static Rule Error(string code, string message, RuleHelp? explained = null) =>
        new(code, Gate.File, Severity.Error, null, null, message) { Explained = explained };

    private static Rule Note(string code, string message, RuleHelp explained) =>
        new(code, Gate.File, Severity.Note, null, null, message) { Explained = explained };
}
