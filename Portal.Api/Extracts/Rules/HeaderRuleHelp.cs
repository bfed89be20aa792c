namespace Portal.Api.Extracts.Rules;

/// <summary>The rules about the header row, explained.</summary>
internal static class HeaderRuleHelp
{
    public static readonly RuleHelp ServiceUnsaid = new(
        "The file has no column with the code of your service, and nobody has said yet that all its rows are yours.",
        "The code in each row keeps a team from sending another team's families by mistake.",
        "If the sheet holds your own families only, say so on the page that asks for your own columns and words. It is asked once. If it "
            + "holds families of several teams, add the column service_code.",
        "case_ref,referral_month,...",
        "service_code,case_ref,referral_month,..."
    );

    public static readonly RuleHelp ServiceByMapping = new(
        "The file has no column with the code of your service, and you have said that its rows are all yours.",
        "A sheet of one team rarely names the team in every row.",
        "Nothing. If you ever send a sheet with families of other teams, forget this under your own columns and words first.",
        "case_ref,referral_month,...",
        "service_code,case_ref,referral_month,..."
    );

    public static readonly RuleHelp Missing = new(
        "A column that every row of this file needs is not in the header.",
        "Without it the rows cannot be told apart, or the main figures cannot be made. Columns that may be blank can be left out "
            + "altogether; this one cannot.",
        "Add the column with exactly this name; its place does not matter. If you have the column under another name, rename its heading. "
            + "If your system does not record it, most columns have a code for \"not known\".",
        "service_code,case_ref,risk_code,present",
        "service_code,case_ref,risk_code,stage,present"
    );

    public static readonly RuleHelp Unknown = new(
        "The file has a column under a name that is none of the extract's.",
        "It may be one of the portal's columns under another name, or a column that the portal must not have. The portal never guesses "
            + "which, and keeps nothing of it before somebody has said so.",
        "The check asks you once: choose the portal's column, or \"not for the portal\". The answer is kept for your service under \"Own "
            + "columns and words\", and the next file with this heading is read without a question.",
        "referral_src",
        "referral_source"
    );

    public static readonly RuleHelp NotKept = new(
        "You have said which of the portal's columns this is, but after the files were checked.",
        "Cells of an unknown column are dropped before anything is kept, so the files that wait for you do not have them.",
        "Choose the same files again. This time the column is read.",
        "files checked first, then \"Ref date\" chosen as referral_month",
        "the same files chosen again"
    );

    public static readonly RuleHelp ByMapping = new(
        "The column has a name of your own, and you have said before which of the portal's columns it is.",
        "You should see each time what was read from where.",
        "Nothing has to be done. If it is wrong now, change it under \"Own columns and words\" and choose the files again.",
        "Ref date",
        "referral_month"
    );

    public static readonly RuleHelp LeftOut = new(
        "The column has a name of your own, and you have said that it is not for the portal.",
        "What the portal does not need it does not keep: the cells are dropped before anything is stored. Identifiers are looked for in "
            + "them all the same, because a file with an NHS number should not travel at all.",
        "Nothing has to be done. If the portal should read it after all, change it under \"Own columns and words\" and choose the files "
            + "again.",
        "Notes",
        "(not for the portal)"
    );

    public static readonly RuleHelp BlankPassedOver = new(
        "The header has an empty cell, and no row has anything below it.",
        "Spreadsheets write such columns when something once stood to the right of the table. They say nothing.",
        "Nothing has to be done. If a column should stand there, look whether the right sheet was exported.",
        "activity,audience,sessions,people,hours,,",
        "activity,audience,sessions,people,hours"
    );

    public static readonly RuleHelp ServiceSpelled = new(
        "The column service_code holds your service's code with other capitals, or with spaces or dashes where the code has underscores.",
        "It can be no other service's code, so it was read.",
        "Nothing has to be done. The templates have the code as your service has it.",
        "Harbour",
        "HARBOUR"
    );

    public static readonly RuleHelp Duplicate = new(
        "Two columns have the same name. Capitals, spaces, hyphens and underscores do not count, so \"Case Ref\" and case_ref are the "
            + "same.",
        "There is no way to know which of the two holds the true values.",
        "Look at both columns, keep the one with the right values, and delete the other.",
        "service_code,case_ref,Case Ref",
        "service_code,case_ref"
    );

    public static readonly RuleHelp Blank = new(
        "A column has no name in the header row.",
        "Cells without a column cannot be read, and may hold working notes that should not leave the service.",
        "Look for an empty column inside or to the right of the table. Delete the whole column (right-click the column's letter, Delete), "
            + "then save again. If it holds data, give it its name from the template.",
        "service_code,case_ref,,status",
        "service_code,case_ref,status"
    );

    public static readonly RuleHelp NotFound = new(
        "None of the first ten rows names the columns of this file.",
        "Columns are found by name. If the header is missing or lower down, every cell would be read in the wrong place.",
        "Put the names of the columns in one row, at the top or below a title. If the header is right, check the file's name: a file "
            + "called risks.csv must hold risks.",
        "HARBOUR,C-4M8TB,OPEN",
        "service_code,case_ref,status\nHARBOUR,C-4M8TB,OPEN"
    );

    public static readonly RuleHelp TitlePassedOver = new(
        "The header is not the first row: a title, the day of the export or a line such as sep=; stands above it.",
        "Such lines are for people and hold no data. They are looked at for identifiers, but a date in them is no birthday.",
        "Nothing has to be done. If a line above the header was meant to be data, move it below.",
        "Quarterly report\nservice_code,case_ref,status",
        "service_code,case_ref,status"
    );

    public static readonly RuleHelp Identifier = new(
        "The header has a column whose name says that it identifies people: a name, a date of birth, an NHS number, an address, a "
            + "postcode, an e-mail address or a phone number.",
        "Extracts are anonymous by construction. The file is refused before anything of it is stored, even when the column is empty.",
        "Delete the whole column from the copy that you send, and from the report that makes the copy, so that it does not come back next "
            + "quarter. Families are told apart by case_ref, a random reference.",
        "service_code,case_ref,surname,date_of_birth",
        "service_code,case_ref,baby_age_band"
    );

    public static readonly RuleHelp ServiceMismatch = new(
        "A row carries the code of another service than the one that you are sending for.",
        "One service's families would be counted as another's, and people of the other service could see them.",
        "Check the service at the top of the page. If that is right, correct the column service_code: type your code in the first row and "
            + "fill it down. If the file holds the rows of two services, send each service's rows on its own.",
        "service_code = TEASEL, sent for HARBOUR",
        "service_code = HARBOUR, sent for HARBOUR"
    );
}
