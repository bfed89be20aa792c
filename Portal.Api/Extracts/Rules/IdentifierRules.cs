namespace Portal.Api.Extracts.Rules;

/// <summary>Rules that keep out what identifies a person; the values are never shown.</summary>
public static class IdentifierRules
{
    public static readonly Rule NhsNumber = Error("identifier.nhs_number", "an NHS number", IdentifierRuleHelp.NhsNumber);

    public static readonly Rule Postcode = Error("identifier.postcode", "a postcode", IdentifierRuleHelp.Postcode);

    public static readonly Rule DateOfBirth = Error(
        "identifier.date_of_birth",
        "a full date, which may be a date of birth",
        IdentifierRuleHelp.DateOfBirth
    );

    public static readonly Rule Email = Error("identifier.email", "an e-mail address", IdentifierRuleHelp.Email);

    public static readonly Rule Phone = Error("identifier.phone", "a phone number", IdentifierRuleHelp.Phone);

    public static readonly Rule NationalInsurance = Error(
        "identifier.national_insurance",
        "a National Insurance number",
        IdentifierRuleHelp.NationalInsurance
    );

    public static IReadOnlyList<Rule> All => [NhsNumber, Postcode, DateOfBirth, Email, Phone, NationalInsurance];

    private static Rule Error(string code, string what, RuleHelp explained) =>
        new(
            code,
            Gate.File,
            Severity.Error,
            null,
            null,
            $"The file or its name seems to hold {what}. Nothing was kept. Remove it everywhere: extracts are anonymous, "
                + "and case references are random."
        )
        {
            Explained = explained,
        };
}
