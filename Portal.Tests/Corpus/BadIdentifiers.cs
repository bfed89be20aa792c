using System.Text;
using Portal.Api.Checking.Problems;
using Portal.Tests.Checking;

namespace Portal.Tests.Corpus;

/// <summary>What identifies a person, in every dress; each value is a published example, reserved for fiction, or made up.</summary>
internal static class BadIdentifiers
{
    public static readonly IReadOnlyList<(string Rule, string[] Values)> Disguises =
    [
        (
            "nhs_number",
            [
                "9434765919",
                "943 476 5919",
                "943-476-5919",
                "943.476.5919",
                "943/476/5919",
                "943  476  5919",
                "94 34 76 59 19",
                "9434 765 919",
                "9 4 3 4 7 6 5 9 1 9",
                "943\u00A0476\u00A05919",
                "943\u2009476\u20095919",
                "943\u2011476\u20115919",
                "\uFF19\uFF14\uFF13\uFF14\uFF17\uFF16\uFF15\uFF19\uFF11\uFF19",
                "\u0669\u0664\u0663\u0664\u0667\u0666\u0665\u0669\u0661\u0669",
                "943\u200B476\u200B5919",
                "943\t476\t5919",
                "943\n476\n5919",
                "NHS 943 476 5919",
                "NHS9434765919",
                "no. 9434765919 (mother)",
                "\U0001D7F5\U0001D7F0\U0001D7EF\U0001D7F0\U0001D7F3\U0001D7F2\U0001D7F1\U0001D7F5\U0001D7ED\U0001D7F5",
                "9434765919.0",
            ]
        ),
        (
            "postcode",
            [
                "ZZ99 3VZ",
                "zz99 3vz",
                "ZZ99  3VZ",
                "ZZ99\u00A03VZ",
                "\uFF3A\uFF3A\uFF19\uFF19\u3000\uFF13\uFF36\uFF3A",
                "Z9 9ZZ",
                "Z9\t9ZZ",
                "Z9Z 9ZZ",
                "lives at ZZ99 3VZ now",
                "Z\u200BZ99 3VZ",
                "GIR 0AA",
            ]
        ),
        (
            "date_of_birth",
            [
                "12/03/1987",
                "12.03.1987",
                "12-03-1987",
                "12 03 1987",
                "12 / 03 / 1987",
                "1987-03-12",
                "1987/03/12",
                "1987.03.12",
                "12/3/87",
                "1/1/87",
                "12.3.87",
                "12 March 1987",
                "12th of March 1987",
                "March 12, 1987",
                "12-Mar-87",
                "12 Mar '87",
                "12MAR1987",
                "19870312",
                "12031987",
                "1987-03-12T00:00:00",
                "born 12/03/1987",
                "\uFF11\uFF12/\uFF10\uFF13/\uFF11\uFF19\uFF18\uFF17",
                "12\u00A003\u00A01987",
                "12\u201103\u20111987",
                "03/31/1987",
            ]
        ),
        (
            "email",
            [
                "parent@example.org",
                "PARENT@EXAMPLE.ORG",
                "Parent <parent@example.org>",
                "parent\uFF20example.org",
                "parent @ example.org",
                "parent+baby@mail.example.org",
                "parent@\u200Bexample.org",
                "mailto:parent@example.org",
                "parent@ex\u00E4mple.org",
            ]
        ),
        (
            "phone",
            [
                "07700 900123",
                "07700900123",
                "07700-900-123",
                "07700.900.123",
                "+447700900123",
                "+44 7700 900123",
                "+44 (0)7700 900123",
                "0044 7700 900123",
                "00447700900123",
                "7700900123",
                "020 7946 0958",
                "(020) 7946 0958",
                "020.7946.0958",
                "01632 960123",
                "01632960123",
                "+44 20 7946 0958",
                "07700\u00A0900123",
                "\uFF10\uFF17\uFF17\uFF10\uFF10\uFF19\uFF10\uFF10\uFF11\uFF12\uFF13",
                "tel. 07700 900123",
                "\uFF0B44 7700 900123",
            ]
        ),
        (
            "national_insurance",
            [
                "QQ123456C",
                "QQ 12 34 56 C",
                "qq123456c",
                "QQ-12-34-56-C",
                "QQ.12.34.56.C",
                "QQ\u00A012\u00A034\u00A056\u00A0C",
                "AB123456D",
                "ni AB 123456 D",
                "\uFF31\uFF31123456\uFF23",
                "QQ 123456 C",
            ]
        ),
    ];

    /// <summary>
    /// In a cell of a column that takes numbers, of one that takes codes and, where it may stand alone, of one that takes references.
    /// </summary>
    public static IReadOnlyList<BadExtract> Cells()
    {
        var bad = new BadExtracts("identifier");
        foreach (var (rule, values) in Disguises)
        {
            bad.Identifier("identifier." + rule, "activity.csv", 1, "hours", values);
            bad.Identifier("identifier." + rule, "cases.csv", 2, "household", values[0], values[1]);
            bad.Identifier("identifier." + rule, "scores.csv", 1, "case_ref", values[0], values[1]);
        }
        bad.Identifier("identifier.nhs_number", "cases.csv", 1, "family_ref", "NHS9434765919", "C-9434765919", "C9434765919");
        bad.Identifier("identifier.national_insurance", "cases.csv", 1, "family_ref", "QQ123456C", "QQ-123456-C");
        bad.Identifier("identifier.date_of_birth", "cases.csv", 1, "family_ref", "C-1987-03-12", "C-19870312");
        bad.Identifier("identifier.phone", "cases.csv", 1, "family_ref", "C-07700900123");
        bad.Identifier("identifier.nhs_number", "cases.csv", 2, "referral_month", "943 476 5919");
        bad.Identifier("identifier.email", "cases.csv", 2, "referral_month", "parent@example.org");
        return bad.All;
    }

    /// <summary>
    /// In headers, in other encodings, in a zip, in a cell over the limit, in a row of the wrong length, in a file with other faults.
    /// </summary>
    public static IReadOnlyList<BadExtract> Elsewhere()
    {
        const string file = "activity.csv";
        var bad = new BadExtracts("identifier elsewhere");
        foreach (var (rule, values) in Disguises)
        {
            var value = values[1];
            var code = "identifier." + rule;
            var text = Extract.Text(file).Replace("HEALTH_VISITING,3,60,9", $"HEALTH_VISITING,3,60,{value}", StringComparison.Ordinal);
            void Add(string what, UploadedFile sent, params string[] expected) =>
                bad.Add($"{rule} {what}", Extract.With(sent), expected, planted: value);

            Add("in the header", BadExtracts.WithCell(file, 0, "hours", value), $"{code}|{file}|#F|-/1");
            Add(
                "in UTF-16",
                new UploadedFile(file, (byte[])[0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)]),
                $"{code}|{file}|hours|1/2",
                $"encoding.assumed|{file}|-|-"
            );
            Add(
                "in Windows-1252",
                new UploadedFile(file, (byte[])[.. Encoding.ASCII.GetBytes(text), .. "HARBOUR,CAF"u8, 0xC9, .. ",GP,1,1,\n"u8]),
                $"{code}|{file}|hours|1/2",
                $"encoding.assumed|{file}|-|-"
            );
            Add("in a long cell", BadExtracts.WithCell(file, 1, "hours", new string('x', 5000) + $" {value} "), $"{code}|{file}|hours|1/2");
            Add(
                "beyond the header's last column",
                Extract.File(file, Extract.Text(file).TrimEnd() + $",{value}\n"),
                $"{code}|{file}|#G|2/3"
            );
            bad.Add(
                $"{rule} in a zip",
                [
                    new UploadedFile(
                        "extract.zip",
                        Zipped.Of(Extract.With(Extract.File(file, text)).Select(sent => (sent.Name, sent.Content.ToArray())))
                    ),
                ],
                [$"{code}|{file}|hours|1/2"],
                planted: value
            );
        }
        return bad.All;
    }
}
