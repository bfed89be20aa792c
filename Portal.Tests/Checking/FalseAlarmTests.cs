using System.Globalization;
using System.Text;
using NUnit.Framework;
using Portal.Api.Checking.Problems;

namespace Portal.Tests.Checking;

/// <summary>References of every form that the contract allows are never taken for identifiers of a family.</summary>
public sealed class FalseAlarmTests
{
    private const int RowsOfAScheme = 2000;
    private const string Header = "service_code,form_ref,respondent,form,item,value,case_ref\n";

    // 9 stands for a random digit, A for a random letter, * for either; other characters are themselves.
    private static readonly string[] Schemes =
    [
        "A9*9",
        "AA999",
        "A99999",
        "A-99999",
        "AA99AA",
        "AA999AA",
        "A99AA",
        "A999AA",
        "AA9A9AA",
        "A9-9AA",
        "AA99-9AA",
        "SW1A9AA",
        "GIR9AA",
        "AA999999A",
        "AA-99-99-99-A",
        "AA9999999",
        "QQ99999999",
        "NI999999A9",
        "A9999999999",
        "9999999999A",
        "A-9999999999",
        "AA9999999999",
        "999-999-9999A",
        "A-999-999-9999",
        "NHS99999999A",
        "A99999999999",
        "A-09999999999",
        "A-9999999999999",
        "0799999999A",
        "T0209999999A",
        "A-99-99-9999",
        "A-9999-99-99",
        "99-99-9999A",
        "9999-99-99A",
        "A99999999",
        "A-99999999",
        "A-99-99-99",
        "99A99A9999",
        "9AAA9999",
        "99AAA9999",
        "A999999",
        "999999A",
        "A-1990-99",
        "Q9-9999-99A",
        "2025-999A",
        "********-****9A",
        "*******************9A"[1..],
        "9A*-*-*-*-*-*",
        "case-2025-9999",
        "1e99",
        "9E99",
        "0x9999",
        "A----9",
    ];

    [Test]
    public void Check_HundredThousandReferencesOfEveryForm_RaiseNoAlarm()
    {
        var random = new Random(20250630);
        var text = new StringBuilder(Header);
        var rows = 0;
        foreach (var scheme in Schemes)
        {
            for (var row = 0; row < RowsOfAScheme; row++, rows++)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"HARBOUR,{Reference(scheme, random)},MOTHER,FFT,FFT,{random.Next(1, 7)},{Reference(scheme, random)}\n"
                );
        }
        Assert.That(rows, Is.GreaterThanOrEqualTo(100_000));

        var report = Extract.Check(Extract.With(Extract.File("feedback.csv", text.ToString())));

        Assert.That(
            report
                .Problems.Where(problem => problem.Code.StartsWith("identifier.", StringComparison.Ordinal))
                .Select(problem => $"{problem.Code} {problem.Column} {problem.Count}"),
            Is.Empty
        );
        Assert.That(report.Problems.Where(problem => problem.Code == "value.bad_reference"), Is.Empty, "all of them are references");
    }

    [Test]
    public void Check_CleanRowsOfTheSampleNetwork_RaiseNoAlarm()
    {
        var folders = Directory
            .EnumerateDirectories(Api.Samples.RepositoryFolders.SampleExtracts)
            .SelectMany(Directory.EnumerateDirectories)
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.That(folders, Has.Count.GreaterThan(100));

        var alarms = folders
            .SelectMany(folder =>
                Extract
                    .Check([
                        .. Directory
                            .EnumerateFiles(folder)
                            .Select(path => new UploadedFile(Path.GetFileName(path), File.ReadAllBytes(path))),
                    ])
                    .Problems
            )
            .Where(problem => problem.Code.StartsWith("identifier.", StringComparison.Ordinal));

        Assert.That(alarms, Is.Empty);
    }

    /// <summary>One in eleven random numbers has an NHS number's check digit; all of a column's are no chance.</summary>
    [TestCase("C-9434765919", "C-9434765870", "C-4010232137", 3)]
    [TestCase("C9434765919", "C1234567891", "C1234567892", 0)]
    [TestCase("QQ123456C", "QQ123456X", "QQ654321Z", 0)]
    [TestCase("QQ123456C", "QQ123457A", "QQ654321X", 2)]
    public void Check_ReferencesOfOneScheme_AreSuspectedWhenMostLookLikeIdentifiers(
        string first,
        string second,
        string third,
        int suspected
    )
    {
        var text = Header + string.Concat(new[] { first, second, third }.Select(reference => $"HARBOUR,{reference},MOTHER,FFT,FFT,1,\n"));

        var report = Extract.Check(Extract.With(Extract.File("feedback.csv", text)));

        Assert.That(
            report
                .Problems.Where(problem => problem.Code.StartsWith("identifier.", StringComparison.Ordinal))
                .Sum(problem => problem.Count),
            Is.EqualTo(suspected)
        );
    }

    private static string Reference(string scheme, Random random) =>
        string.Concat(
            scheme.Select(place =>
                place switch
                {
                    '9' => (char)('0' + random.Next(10)),
                    'A' => (char)('A' + random.Next(26)),
                    '*' => "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789"[random.Next(59)],
                    _ => place,
                }
            )
        );
}
