using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.Tests.Checking.History;

/// <summary>The extract of one quarter sent for another.</summary>
public sealed class SameAsOtherQuarterTests
{
    // The rows of the quarter before, and cases of which no month is in the quarter.
    [TestCase("the same bytes", 1)]
    [TestCase("the same rows in another order", 1)]
    [TestCase("one of the rows", 0)]
    [TestCase("one changed cell", 0)]
    [TestCase("one new case", 0)]
    [TestCase("other cases of another year", 1)]
    public void ExtractOfAnotherQuarter_IsAWarning(string sent, int warnings)
    {
        var first = Aged(SampleFiles.Valid(), "2024");
        var header = first["cases.csv"].Split('\n')[0];
        var rows = first["cases.csv"].TrimEnd('\n').Split('\n')[1..];
        var cases = new Dictionary<string, string> { ["cases.csv"] = string.Join('\n', [header, .. rows, ""]) };
        var again = new Dictionary<string, string>
        {
            ["cases.csv"] = sent switch
            {
                "the same rows in another order" => string.Join('\n', [header, .. rows.Reverse(), ""]),
                "one of the rows" => string.Join('\n', [header, rows[1], ""]),
                "one new case" => string.Join(
                    '\n',
                    [
                        header,
                        .. rows,
                        rows[1]
                            .Replace("C-4M8TB", "C-8N2FF", StringComparison.Ordinal)
                            .Replace("2024-03", "2025-04", StringComparison.Ordinal),
                        "",
                    ]
                ),
                "other cases of another year" => string.Join(
                    '\n',
                    [
                        header,
                        .. Enumerable.Range(3, 5).Select(number => rows[1].Replace("4M8TB", number + "M8TB", StringComparison.Ordinal)),
                        "",
                    ]
                ),
                "one changed cell" => cases.With("cases.csv", 2, "interpreter_used", "Y")["cases.csv"],
                _ => cases["cases.csv"],
            },
        };
        var before = FieldTests.Run(cases);
        Assert.That(before.TotalErrors, Is.Zero);

        var found = FieldTests.After(before, again).Problems.Where(problem => problem.Code == "history.same_as_other_quarter");

        Assert.That(found.Count(), Is.EqualTo(warnings));
    }

    private static Dictionary<string, string> Aged(Dictionary<string, string> files, string year)
    {
        files["cases.csv"] = files["cases.csv"].Replace(",2025-", $",{year}-", StringComparison.Ordinal);
        return files;
    }
}
