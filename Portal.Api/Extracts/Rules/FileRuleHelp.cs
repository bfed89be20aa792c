namespace Portal.Api.Extracts.Rules;

/// <summary>The rules about a file as a whole, explained.</summary>
internal static class FileRuleHelp
{
    public static readonly RuleHelp Empty = new(
        "The file has nothing in it: no header, no rows, or only spaces and line breaks.",
        "An empty file is nearly always an export that broke off. Taking it for \"nothing to report\" would turn a broken export into a "
            + "quarter without work.",
        "Run the export again and look at the size of the file: an empty one shows 0 KB. If there is nothing to send for this file, leave "
            + "the file out. Only cases.csv is always needed.",
        "risks.csv, 0 KB",
        "risks.csv, 14 KB, or no risks.csv at all"
    );

    public static readonly RuleHelp NoRows = new(
        "The file has its header row and nothing below it.",
        "A file that is there but empty could mean \"none\" or \"the filter was wrong\". Leaving the file out says clearly that it was "
            + "not sent.",
        "In your system, check the dates and filters of the report, then export again. In a spreadsheet, check that you saved the sheet "
            + "with the rows: only the sheet in front is saved as CSV. If there are no rows, leave the file out.",
        "service_code,activity,audience,sessions,people,hours",
        "service_code,activity,audience,sessions,people,hours\nHARBOUR,TRAINING,MIDWIFERY,2,31,6"
    );

    public static readonly RuleHelp NotCsv = new(
        "The content of the file is not a table in plain text. Its name may end in .csv, but it is a PDF, a web page, a picture, a "
            + "compressed file or something else.",
        "Renaming a file does not change what is in it, and a guess at another format could read the wrong figures.",
        "Open the original in the program that made it. In Excel choose File, Save As, \"CSV UTF-8 (Comma delimited)\"; in LibreOffice "
            + "choose File, Save As, \"Text CSV\". A link that opens a sign-in page often saves that page instead of the data: sign in "
            + "first, then export.",
        "report.pdf, renamed to cases.csv",
        "cases.csv, saved as CSV UTF-8"
    );

    public static readonly RuleHelp Workbook = new(
        "The file was saved by an office program in a form that is not read: an old or binary workbook (.xls, .xlsb), one of LibreOffice "
            + "(.ods), one with a password, a text document, or a workbook that came beside other files or in a zip.",
        "An .xlsx that stands alone says clearly what belongs to the extract, and it can be searched for names and numbers of people "
            + "before anything is kept. Only the cells of its sheets are read: no macros, comments, links or names of authors.",
        "Open the file in Excel or LibreOffice, choose File, Save As, and as the type \"Excel Workbook (.xlsx)\". Take a password off "
            + "first (in Excel: File, Info, Protect Workbook). Put all tables into one workbook, each in a sheet with one of the words "
            + "cases, risks, scores, contacts, feedback, activity in its name, and send it alone. CSV files are read as before.",
        "cases.xls, or cases.xlsx beside risks.csv",
        "extract.xlsx with the sheets cases, risks and scores"
    );

    public static readonly RuleHelp TooLarge = new(
        "The file, or the files of a zip together, are larger than the portal takes: 20 MB a file.",
        "A quarter of a small team is far below the limit. A file above it is usually the whole history, or another table.",
        "Filter the export to the cases that were referred, waiting, open or closed in the quarter. In a spreadsheet delete empty rows "
            + "and columns below and beside the table, which can make a file large without showing anything.",
        "contacts.csv, 85 MB: every contact since 2009",
        "contacts.csv, 60 KB: contacts of the quarter's cases"
    );

    public static readonly RuleHelp TooManyRows = new(
        "The file has more than 200,000 rows.",
        "No team has as many in a quarter, so something else was exported. Stopping early keeps the portal quick for everybody.",
        "Filter the export to the cases of the quarter. If one long list holds several services, send each service's rows on its own.",
        "scores.csv with 340,000 rows",
        "scores.csv with 420 rows"
    );

    public static readonly RuleHelp TooManyColumns = new(
        "The header row has more than 100 columns.",
        "No file of the extract has as many, so the table is a different one, or a spreadsheet has saved empty columns as well.",
        "Start from the template of the file and copy your columns into it. In a spreadsheet select the empty columns to the right of the "
            + "table, delete them, and save again.",
        "a sheet that reaches to column XFD",
        "the columns of the template only"
    );

    public static readonly RuleHelp RowTooLong = new(
        "A row of the file has more than 512 KB. A whole extract is usually smaller.",
        "Such a row is no row of a table, and reading on would keep others waiting.",
        "Open the file in a text editor and go to the row. Often a document was pasted into a cell, a quotation mark is missing, or the "
            + "export left out its line breaks. Export it again.",
        "cases.csv with one line of 19 MB",
        "cases.csv with a line for each case"
    );

    public static readonly RuleHelp UnknownName = new(
        "The portal cannot tell from the file's name which of the six files it is: the name has none of the six words, or more than one.",
        "The word in the name decides how the columns are read. A guess could store scores as contacts.",
        "Rename the file so that exactly one of the words cases, risks, scores, contacts, feedback, activity stands in it as a word of "
            + "its own. Anything else may stand around it, but never a name of a person.",
        "export_final2.csv",
        "Scores 2025 Q2.csv"
    );

    public static readonly RuleHelp ToldByColumns = new(
        "The name of a file, or of the only sheet of a workbook, has none of the six words, but its columns are those of one of the files.",
        "A sheet may have any name, as long as it is certain what it holds.",
        "Nothing. If it was taken for the wrong file, put the right word into the name.",
        "Caseload.csv with the columns case_ref, referral_month, referral_source and more",
        "cases.csv"
    );

    public static readonly RuleHelp InTwoPlaces = new(
        "Your own columns say that a sheet holds scores or risks in columns, and a file with the same kind of rows was sent as well.",
        "Both may hold the same scores, so adding them up would count families twice.",
        "Send one of the two: leave scores.csv or risks.csv out, or open your own columns and words and say that the columns of the sheet "
            + "are not for the portal.",
        "cases.csv with the column \"HADS at start\", and scores.csv",
        "cases.csv with the column \"HADS at start\""
    );

    public static readonly RuleHelp Repeated = new(
        "Two of the files that were sent are of the same kind, such as cases.csv and Cases copy.csv.",
        "There is no way to know which one is right, and adding them up would count families twice.",
        "Keep the one that is right and send again. If each holds a part of the rows, copy the rows of the second below those of the "
            + "first, without its header row, and send one file.",
        "cases.csv and Cases (1).csv",
        "cases.csv"
    );

    public static readonly RuleHelp CasesMissing = new(
        "The file cases.csv is not among those that were sent, and nothing stands for the quarter yet.",
        "Every other file points to cases. Without the list of cases there are no families to count, and no denominators for anything.",
        "Send cases.csv as well; other files of the quarter may follow later. If the file is there under another name, rename it so that "
            + "the word cases stands in it.",
        "risks.csv, scores.csv",
        "cases.csv, risks.csv, scores.csv"
    );

    public static readonly RuleHelp ZipRefused = new(
        "The zip holds something else than CSV files, has a password, has folders within folders or another zip, is damaged, or came "
            + "beside loose files.",
        "What cannot be looked into cannot be checked for names and numbers of people, so nothing of it is kept.",
        "Put only the CSV files into a new zip, without a password: select them, right-click, and choose \"Compress\" or \"Send to "
            + "compressed folder\". Or send the CSV files themselves, or one workbook (.xlsx), without a zip.",
        "extract.zip with cases.csv, notes.docx and old.zip",
        "extract.zip with cases.csv, risks.csv and scores.csv"
    );

    public static readonly RuleHelp NotUtf8 = new(
        "The file's characters follow no encoding that the portal reads (UTF-8, Windows-1252, or UTF-16 with a byte order mark).",
        "Read in the wrong encoding, a code or a reference becomes another one without anybody noticing.",
        "In Excel choose Save As and \"CSV UTF-8 (Comma delimited)\", not plain \"CSV\". In LibreOffice choose \"Unicode (UTF-8)\" as the "
            + "character set in the dialogue that follows. If your system exports the file, ask for UTF-8.",
        "cases.csv, exported by an old system in code page 850",
        "cases.csv, saved as \"CSV UTF-8 (Comma delimited)\""
    );

    public static readonly RuleHelp DoubleMark = new(
        "The file begins with the invisible byte order mark twice.",
        "It is a sign that two programs wrote the file one after the other; the second mark would become a part of the first column's "
            + "name.",
        "Open the file in a spreadsheet, check that the first column is called service_code, and save it once more as CSV UTF-8. If a "
            + "script joins a mark to a file that has one already, take that step out.",
        "mark, mark, service_code,case_ref,...",
        "mark, service_code,case_ref,..."
    );

    public static readonly RuleHelp EncodingAssumed = new(
        "The file is not UTF-8. It could be read as Windows-1252 or UTF-16, and was. The check goes on; this is for your information.",
        "Nearly all cells of an extract are plain letters and digits, which are the same in these encodings. You are told so that an odd "
            + "character does not surprise you.",
        "Nothing has to be done if the report looks right. To avoid the note, save as \"CSV UTF-8 (Comma delimited)\".",
        "cases.csv, saved as \"CSV (Comma delimited)\"",
        "cases.csv, saved as \"CSV UTF-8 (Comma delimited)\""
    );

    public static readonly RuleHelp Nul = new(
        "The file holds NUL characters, which no text has.",
        "The file may be damaged, or be in an encoding that the portal was not told of. What stands around such characters cannot be "
            + "trusted.",
        "Export or save the file again as CSV UTF-8. If the characters come back, copy the table as values into a new spreadsheet and "
            + "save that.",
        "a CSV file that was cut off while being copied",
        "the same file, exported again as CSV UTF-8"
    );

    public static readonly RuleHelp Control = new(
        "A cell holds a control character. It cannot be seen on the screen, but it is there.",
        "Two references that look the same would differ, and a case would lose its scores without anybody seeing why.",
        "Select the cell and type its content again. For a whole column in Excel use =CLEAN(A2) in a new column, copy it, and paste it "
            + "back as values. Such characters often come from text copied out of another system.",
        "C-7Q2K9 followed by an invisible character",
        "C-7Q2K9"
    );

    public static readonly RuleHelp UnclosedQuote = new(
        "A quotation mark opens in this row and is never closed, so everything after it runs into one cell.",
        "Rows after the mark would be swallowed, and their families would be missing from every figure.",
        "Go to the row that is named and remove the quotation mark, or add the missing one at the end of the cell. Saving from a "
            + "spreadsheet, rather than editing the CSV in a text editor, sets the marks right by itself.",
        "HARBOUR,C-7Q2K9,\"HADS,ANXIETY,BASELINE",
        "HARBOUR,C-7Q2K9,HADS,ANXIETY,BASELINE"
    );

    public static readonly RuleHelp StrayQuote = new(
        "A quotation mark stands in the middle of a cell.",
        "Programs disagree about what such a mark means, so the cells after it may be read in the wrong columns.",
        "Remove the mark from the cell. No cell of an extract needs one. In a spreadsheet use Find and Replace: find \" and replace it "
            + "with nothing.",
        "12\",MOTHER",
        "12,MOTHER"
    );

    public static readonly RuleHelp NoDelimiter = new(
        "The first row is one single cell: there is no comma, semicolon or tab in it.",
        "Without columns no cell can be read.",
        "Check that the first row is the header and not a title. When saving, choose comma (or semicolon, or tab) as the separator; in "
            + "LibreOffice tick \"Edit filter settings\" to see it. Fixed-width and space-separated files cannot be read.",
        "service_code case_ref referral_month",
        "service_code,case_ref,referral_month"
    );
}
