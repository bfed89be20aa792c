namespace Portal.Api.Extracts.Rules;

/// <summary>The rules about the header row, explained.</summary>
internal static class HeaderRuleHelp
{
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
        "The header has a column that is not part of this file.",
        "The portal keeps nothing that it was not asked to keep. A column that it does not know could hold anything, so it is refused by "
            + "name instead of being dropped in silence.",
        "If the name has a slip in it, correct it: the report says which column may be meant. Otherwise delete the whole column from the "
            + "copy that you send.",
        "service_code,case_ref,referal_month,worker",
        "service_code,case_ref,referral_month"
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
