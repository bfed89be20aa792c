namespace Portal.Api.Extracts.Rules;

/// <summary>The rules about rows and cells, explained.</summary>
internal static class ValueRuleHelp
{
    public static readonly RuleHelp TooFewCells = new(
        "The row has fewer cells than the header has columns.",
        "Where a cell is missing in the middle, every cell after it would be read in the wrong column.",
        "Open the file in a spreadsheet and look at the row: either its last cells are missing, or its cells have moved to the left. "
            + "Saving from a spreadsheet fills up short rows by itself. In a text editor, empty cells need their commas too.",
        "HARBOUR,C-7Q2K9,ISOLATION,REFERRAL",
        "HARBOUR,C-7Q2K9,ISOLATION,REFERRAL,Y"
    );

    public static readonly RuleHelp TooManyCells = new(
        "The row has more cells than the header has columns.",
        "One cell was split in two, often by a comma inside it, so the cells after it stand in the wrong columns.",
        "Look in the row for a comma inside a cell, such as 1,200 or 6,5, and write it without: 1200 or 6.5. Look also for something "
            + "typed to the right of the table.",
        "HARBOUR,TRAINING,MIDWIFERY,2,31,6,5",
        "HARBOUR,TRAINING,MIDWIFERY,2,31,6.5"
    );

    public static readonly RuleHelp RepeatedHeader = new(
        "The header row stands in the middle of the file once more.",
        "It happens when several exports are copied below each other. Read as a row, the names of the columns would be refused cell by "
            + "cell.",
        "Delete the row that is named. Look at the rows around it too: the same part may have been pasted twice.",
        "row 41: service_code,case_ref,risk_code,stage,present",
        "row 41: HARBOUR,C-4M8TB,HOUSING,REFERRAL,N"
    );

    public static readonly RuleHelp DuplicateKey = new(
        "An earlier row of the file is about the same thing: the columns that tell rows apart are the same in both.",
        "Counted twice, a family or a score would weigh double. Kept once, it would be chance which of the two counts.",
        "If the rows are copies, delete one. If both are true, correct what should differ: in scores.csv the week, timepoint or goal, or "
            + "the respondent (a second mother is OTHER_CAREGIVER); in contacts.csv the number of the contact; in "
            + "cases.csv give a re-referral its own case_ref and link the two by family_ref.",
        "HARBOUR,C-7Q2K9,contact 3\nHARBOUR,C-7Q2K9,contact 3",
        "HARBOUR,C-7Q2K9,contact 3\nHARBOUR,C-7Q2K9,contact 4"
    );

    public static readonly RuleHelp Required = new(
        "The cell is blank, but it is needed: always, or because of what stands in another column of the row.",
        "A blank can mean \"no\", \"not known\" and \"not asked\". Figures need to tell these apart, and a family must not drop out of "
            + "them because of a blank.",
        "Fill the cell. If the answer is not known, use the column's code for that: U in most columns, 99 for ethnicity, NOT_RECORDED for "
            + "father_involvement. Never write what you only suppose.",
        "household = (blank)",
        "household = U"
    );

    public static readonly RuleHelp NotAllowed = new(
        "The cell holds something that is not a code of this column.",
        "Teams can be brought together only if the same thing is written the same way everywhere.",
        "The report lists the codes that are allowed; the data dictionary says what each one means. Capitals, spaces and dashes do not "
            + "matter, and the words of the dictionary are read too. A word that stands in three rows or more is asked about once, and "
            + "the answer is kept for your service. A rarer one is corrected in the file.",
        "household = Blended",
        "household = TWO_PARENT"
    );

    public static readonly RuleHelp CodeSpelled = new(
        "The cell says a code in another way: health visitor for HEALTH_VISITOR, Yes for Y, 3 - 5 for 3-5.",
        "It can mean only one code, so refusing it would cost you time and gain nothing. The report shows each spelling beside the code.",
        "Look at the list. If a word was read as something that you did not mean, correct it in the file.",
        "referral_source = Health visitor",
        "referral_source = HEALTH_VISITOR"
    );

    public static readonly RuleHelp BandDate = new(
        "A spreadsheet took an age band for a date: 3-5 became 3 May or 5 March, 6-11 became 6 November, 12-17 became December 2017.",
        "Only these three bands can become dates, and each becomes a date that no other band does. So it was read back.",
        "Nothing has to be done. To keep your spreadsheet from doing it again, format the column as text before typing, or use the "
            + "template workbook.",
        "baby_age_band = 03-May",
        "baby_age_band = 3-5"
    );

    public static readonly RuleHelp MonthSpelled = new(
        "The month is written in another way than YYYY-MM: Mar-25, March 2025, 03/2025.",
        "It can be only one month. The report shows each spelling beside the month.",
        "Look at the list. Years of two digits are read only beside a month in letters.",
        "referral_month = Mar-25",
        "referral_month = 2025-03"
    );

    public static readonly RuleHelp ByMapping = new(
        "The cell holds a word of your own, and you have said before which code it stands for.",
        "You should see each time what was read as what.",
        "Nothing has to be done. If it is wrong now, change it under \"Own columns and words\".",
        "father_involvement = Sometimes",
        "father_involvement = ATTENDED_ONCE"
    );

    public static readonly RuleHelp InvisibleTrimmed = new(
        "Something that cannot be seen stands before or after the value: a no-break space, a line end, a character that web pages use.",
        "Two values that look alike would count as different. At the ends of a value such characters mean nothing, so they were taken off. "
            + "Inside a value they stay, and the report names them.",
        "Nothing has to be done. Text that was copied from a web page or a letter often brings such characters along.",
        "GP followed by a no-break space",
        "GP"
    );

    public static readonly RuleHelp BlankRowPassedOver = new(
        "A row has commas or spaces, but nothing in its cells.",
        "Spreadsheets write such rows where something was deleted. They say nothing.",
        "Nothing has to be done. If a row should stand there, look for it in your own list.",
        ",,,,,",
        "(no row)"
    );

    public static readonly RuleHelp NotNumber = new(
        "The cell should be a number, but holds something else beside it or instead of it.",
        "A program that guesses what \"1,5\" or \"12?\" means will guess wrong for somebody.",
        "Write digits only, with a point for decimals, and nothing else: no commas, spaces, units, per cent signs or question marks. In "
            + "Excel set the format of the column to Number without the thousands separator before you save. If the score was not taken, "
            + "leave it blank and give not_done_reason.",
        "score = 12,5 points",
        "score = 12.5"
    );

    public static readonly RuleHelp NotInteger = new(
        "The number has decimals, but this column counts whole things.",
        "Half a contact or half a week is a sign that something else was exported, such as an average.",
        "Write the whole number. Weeks from the first contact are whole weeks: in a spreadsheet use =INT((date - first contact) / 7).",
        "week = 2.5",
        "week = 2"
    );

    public static readonly RuleHelp OutOfRange = new(
        "The number is lower or higher than this column can hold.",
        "A slip of one digit can move a mean of a small team more than all its families together.",
        "Compare the cell with your record. Often a digit was typed twice, or the number belongs in another column. The report and the "
            + "data dictionary give the range.",
        "deprivation_decile = 30",
        "deprivation_decile = 3"
    );

    public static readonly RuleHelp NotMonth = new(
        "The cell should be a month, but is written in a way that the portal does not read.",
        "A month that is read wrongly puts a family into another quarter.",
        "Write year and month, as in 2025-04. In Excel select the column, press Ctrl+1, choose Custom, and type yyyy-mm; then save as "
            + "CSV. If your system can only export days, dd/mm/yyyy and yyyy-mm-dd are read as well, and the day is dropped at once.",
        "referral_month = Apr 25",
        "referral_month = 2025-04"
    );

    public static readonly RuleHelp MonthFirst = new(
        "The date has the month before the day, as in the United States.",
        "Where the day is 12 or lower, such dates look the same as British ones and mean another month. So none is guessed.",
        "Your computer or system writes dates in the American order. Best send months, as in 2025-04: in Excel select the column, press "
            + "Ctrl+1, choose Custom, and type yyyy-mm. Check the whole column, not only the rows that are named: others may have been "
            + "read with day and month swapped.",
        "referral_month = 04/25/2025",
        "referral_month = 2025-04"
    );

    public static readonly RuleHelp SpreadsheetSerial = new(
        "The cell holds a five-digit number: a spreadsheet's inner number for a date (days since 1900).",
        "Not every spreadsheet counts from the same day, so turning the number back could give another month.",
        "Select the column in the spreadsheet, press Ctrl+1, choose Custom, and type yyyy-mm. The cells then show months; save as CSV "
            + "UTF-8 again.",
        "referral_month = 45748",
        "referral_month = 2025-04"
    );

    public static readonly RuleHelp SpreadsheetError = new(
        "The cell holds an error that a spreadsheet writes when a formula fails, such as #N/A or #REF!.",
        "The true value is missing, and nothing can be put in its place by guessing.",
        "Go to the cell in the spreadsheet and look at its formula: the row that it looks up may be missing or renamed. Correct it, or "
            + "delete the formula and leave the cell blank or use the code for not known.",
        "score = #N/A",
        "score = 12"
    );

    public static readonly RuleHelp TooLong = new(
        "The cell holds a long text.",
        "There is no free text in an extract. Notes name people and places sooner or later.",
        "Delete the text. If a comment stands in a column for a code, keep the code only. Look whether whole columns have moved to the "
            + "left or right in this row.",
        "closure_reason = a paragraph of notes",
        "closure_reason = MOVED_AWAY"
    );

    public static readonly RuleHelp BadReference = new(
        "The reference is not of the form that references have: 4 to 20 letters, digits and hyphens, with at least one letter and at "
            + "least one digit.",
        "References must not be guessable. Plain numbers are often record numbers of a system, and plain letters are often initials.",
        "Make a random reference for each case, such as C- and five random letters and digits, and use it for as long as the case lasts. "
            + "Keep the list of which reference is whose in the service. The guide says how to make many at once.",
        "case_ref = 1047",
        "case_ref = C-7Q2K9"
    );

    public static readonly RuleHelp SuppressedInput = new(
        "The cell is masked, as small numbers are masked in published tables: <5, *, [c] and such.",
        "The portal needs the true value to work with, and masks small numbers itself wherever figures leave a service. A masked cell "
            + "cannot be added up.",
        "Take the value from your system, not from a published table. If your system masks its exports, ask for the export without "
            + "masking.",
        "people = <5",
        "people = 3"
    );

    public static readonly RuleHelp DayDropped = new(
        "The cell is a full date. Its month was taken and its day dropped before anything was stored. This is for your information.",
        "Months are enough for every figure, and a day is a step towards knowing who a family is.",
        "Nothing has to be done. Better still, send months: in Excel select the column, press Ctrl+1, choose Custom, and type yyyy-mm.",
        "referral_month = 14/04/2025",
        "referral_month = 2025-04"
    );

    public static readonly RuleHelp ZerosDropped = new(
        "A column of whole numbers or codes has a number such as 3.0. It was read as 3. This is for your information.",
        "Programs that hold every number with decimals write them so. Nothing is lost.",
        "Nothing has to be done. If you can choose the number format of the column, choose one without decimals.",
        "week = 12.0",
        "week = 12"
    );

    public static readonly RuleHelp TotalRow = new(
        "A row begins with the word Total or Sum, and rows of families follow below it.",
        "A row of totals is no family. In the middle of a file it often stands between two lists that were pasted together.",
        "Delete the row. If two lists were pasted together, check that no family is in both.",
        "a row Total, with rows of families below it",
        "the rows of families alone"
    );

    public static readonly RuleHelp TotalPassedOver = new(
        "The file ends with a row that begins with the word Total or Sum. It was passed over. This is for your information.",
        "A row of totals is no family, and below the last one nothing else is meant by it.",
        "Nothing has to be done. Better still, export without totals.",
        "a last row Total, with 20 in the last column",
        "the rows of families alone"
    );
}
