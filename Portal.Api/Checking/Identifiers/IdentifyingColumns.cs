using Portal.Api.Extracts;

namespace Portal.Api.Checking.Identifiers;

/// <summary>Recognises by its name a column that identifies people.</summary>
internal static class IdentifyingColumns
{
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "name",
        "names",
        "forename",
        "forenames",
        "surname",
        "firstname",
        "lastname",
        "fullname",
        "initials",
        "dob",
        "birthdate",
        "birthday",
        "nhs",
        "nhsno",
        "nino",
        "postcode",
        "postal",
        "zip",
        "address",
        "email",
        "mail",
        "phone",
        "telephone",
        "tel",
        "mobile",
        "landline",
        "mrn",
        "upn",
        "chi",
        "born",
    };

    private static readonly string[] Parts =
    [
        "dateofbirth",
        "birthdate",
        "birthday",
        "dateborn",
        "borndate",
        "nhsnumber",
        "nhsno",
        "chinumber",
        "hospitalnumber",
        "hospitalno",
        "patientnumber",
        "patientno",
        "pupilnumber",
        "nationalinsurance",
        "ninumber",
        "postcode",
        "postalcode",
        "surname",
        "forename",
        "firstname",
        "lastname",
        "fullname",
        "telephone",
        "emailaddress",
        "phonenumber",
        "mobilenumber",
    ];

    public static bool Named(string header)
    {
        // D.O.B., N.H.S. No
        var plain = Fold.Name(header).Replace(".", "", StringComparison.Ordinal);
        return Words.Contains(plain)
            || Parts.Any(part => plain.Contains(part, StringComparison.Ordinal))
            || header.Split([' ', '_', '-', '.', '/', '(', ')', '\u00A0', '\''], StringSplitOptions.RemoveEmptyEntries).Any(Words.Contains)
            || header
                .Split([' ', '_', '-', '/', '(', ')', '\u00A0', '\''], StringSplitOptions.RemoveEmptyEntries)
                .Any(word => Words.Contains(word.Replace(".", "", StringComparison.Ordinal)));
    }
}
