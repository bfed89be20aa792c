namespace Portal.Api.Extracts.Rules;

/// <summary>The rules that keep out what identifies a person, explained; the examples belong to nobody.</summary>
internal static class IdentifierRuleHelp
{
    private const string Why =
        "An extract must never say who a family is. The whole upload was refused and nothing of it was kept, and the report does not "
        + "repeat what was found.";

    public static readonly RuleHelp NhsNumber = new(
        "A cell or a file's name holds ten digits that add up as an NHS number does.",
        Why,
        "Find the cell by its row and column and replace it. If your references are made from NHS numbers, make new random ones and keep "
            + "the list of which is which in the service only. A random reference that is ten digits with no letter is refused as well: "
            + "every reference has a letter.",
        "000 000 0000",
        "C-7Q2K9"
    );

    public static readonly RuleHelp Postcode = new(
        "A cell or a file's name holds something that is written like a postcode, with its space.",
        Why,
        "Delete the postcode. Where the family lives is told by deprivation_decile and deprivation_nation only: look the decile up in the "
            + "service, before the export. If a reference only looks like a postcode, write it without the space.",
        "ZZ1 9ZZ",
        "deprivation_decile = 3, deprivation_nation = E"
    );

    public static readonly RuleHelp DateOfBirth = new(
        "A cell that is not in a month column, or a file's name, holds a full date. It may be a date of birth.",
        Why,
        "Send age bands instead of dates of birth: baby_age_band is in completed months at the referral. In a spreadsheet, "
            + "=DATEDIF(birth, referral, \"m\") gives the months. A date in a file's name: rename the file, such as \"cases 2025 Q2.csv\".",
        "01/01/1900",
        "baby_age_band = 3-5"
    );

    public static readonly RuleHelp Email = new(
        "A cell or a file's name holds an e-mail address.",
        Why,
        "Delete the address. There is no column for it, neither for families nor for workers. Look also at the end of the file: exports "
            + "sometimes add a line about who made them.",
        "nobody@example.org",
        "(the cell without it)"
    );

    public static readonly RuleHelp Phone = new(
        "A cell or a file's name holds something that is written like a phone number in the United Kingdom.",
        Why,
        "Delete the number. If it is really a count or a score with many digits, it stands in the wrong column: no number of an extract "
            + "has more than six digits.",
        "07700 900000",
        "(the cell without it)"
    );

    public static readonly RuleHelp NationalInsurance = new(
        "A cell or a file's name holds something that is written like a National Insurance number.",
        Why,
        "Delete the number. If your references have the same form by chance, make new ones of another form, such as C- and five random "
            + "letters and digits.",
        "QQ 12 34 56 A",
        "C-7Q2K9"
    );
}
