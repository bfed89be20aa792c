namespace Portal.Api.Extracts.Rules;

/// <summary>The rules about a workbook and its sheets, explained.</summary>
internal static class WorkbookRuleHelp
{
    public static readonly RuleHelp Damaged = new(
        "The workbook could not be read to its end: it was cut off on the way, a part of it is missing, or its parts contradict each "
            + "other.",
        "A workbook that is read in part would leave out families without anybody noticing.",
        "Open the workbook in Excel or LibreOffice. If the program offers to repair it, look whether all rows are there. Save it again as "
            + ".xlsx and send that. If a system exports it, export it once more, or as CSV.",
        "extract.xlsx, broken off after 64 KB",
        "extract.xlsx, opened and saved again"
    );

    public static readonly RuleHelp SheetIgnored = new(
        "The workbook has sheets whose names hold none of the six words, such as notes or a chart. They were passed over. This is for your "
            + "information.",
        "The word in the name of a sheet decides how its columns are read. A sheet that is passed over without a word could be one that "
            + "you meant to send.",
        "Nothing has to be done if these sheets do not belong to the extract. If one does, rename it so that exactly one of the words "
            + "stands in its name: cases, risks, scores, contacts, feedback, activity.",
        "a sheet called Sheet2",
        "a sheet called Scores 2025 Q2"
    );

    public static readonly RuleHelp SheetHidden = new(
        "The workbook has hidden sheets. They were not read, whatever they are called. This is for your information.",
        "A sheet that is hidden is often an old version, or holds what is not meant for others.",
        "Nothing has to be done if these sheets do not belong to the extract. If one does, right-click the tabs below the sheet, choose "
            + "Unhide, save, and send the workbook again.",
        "a hidden sheet called risks",
        "the same sheet, unhidden"
    );

    public static readonly RuleHelp SheetWithoutRows = new(
        "The sheet has its header row and nothing below it, as in a template that was not filled in. The file was taken as not sent.",
        "A file that was never sent shows as not sent in reports, and one that stands for the quarter stays as it is. That is not the same "
            + "as none.",
        "Nothing has to be done if there is nothing to send for this file. Otherwise look whether a filter or another sheet holds the "
            + "rows.",
        "activity with its header only",
        "activity with a row for each kind of work, or no such sheet"
    );

    public static readonly RuleHelp HiddenCells = new(
        "Rows or columns of the sheet are hidden, or a filter leaves rows out of sight. They belong to the sheet and were read.",
        "A filter is easily forgotten, and families that were filtered away would be missing from every figure. But what was hidden on "
            + "purpose should be known to be sent.",
        "In Excel choose Data, Clear to take the filter off, or select the whole sheet, right-click and choose Unhide. If the hidden rows "
            + "do not belong to the extract, delete them and send the workbook again.",
        "12 rows, filtered to those of one clinician",
        "12 rows, all to be seen"
    );
}
