using System.IO.Compression;
using System.Text;
using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Checking.Problems;

namespace Portal.Tests.Checking;

/// <summary>The same extract in every dress that it may be sent in.</summary>
public sealed class ReadingTests
{
    [TestCase(',', "\n")]
    [TestCase(';', "\r\n")]
    [TestCase('\t', "\r")]
    public void Run_AnyDelimiterAndLineBreak_ReadsTheSameRows(char delimiter, string lineBreak)
    {
        var result = Extract.Check([
            .. Extract.Valid.Select(file =>
                Extract.File(file.Name, Extract.Text(file.Name).Replace(',', delimiter).Replace("\n", lineBreak, StringComparison.Ordinal))
            ),
        ]);

        Assert.Multiple(() =>
        {
            Assert.That(result.Problems, Is.Empty);
            Assert.That(result.Files.Select(file => file.Delimiter), Is.All.EqualTo(delimiter.ToString()));
            Assert.That(result.Rows!.Scores, Is.EqualTo(Extract.Check(Extract.Valid).Rows!.Scores));
        });
    }

    [TestCase("utf-8", "utf-8", 0)]
    [TestCase("utf-16LE", "utf-16", 1)]
    [TestCase("utf-16BE", "utf-16", 1)]
    public void Run_EncodingWithItsMark_IsReadAndStatedBack(string encoding, string stated, int notes)
    {
        var chosen = Encoding.GetEncoding(encoding);
        byte[] content = [.. chosen.GetPreamble(), .. chosen.GetBytes(Extract.Text("activity.csv"))];

        var result = Extract.Check(Extract.With(new UploadedFile("activity.csv", content)));

        Assert.That(result.State, Is.EqualTo(CheckState.Ready));
        Assert.That(result.Files[^1].Encoding, Is.EqualTo(stated));
        Assert.That(result.Problems, Has.Count.EqualTo(notes));
    }

    [Test]
    public void Run_Windows1252_IsReadAndStatedBack()
    {
        byte[] content = [.. Encoding.ASCII.GetBytes(Extract.Text("activity.csv").TrimEnd()), 0xA0, (byte)'\n'];

        var result = Extract.Check(Extract.With(new UploadedFile("activity.csv", content)));

        Assert.That(result.Codes(), Is.EqualTo(new[] { "encoding.assumed", "value.invisible_trimmed" }));
        Assert.That(result.Files[^1].Encoding, Is.EqualTo("windows-1252"));
    }

    [Test]
    public void Run_ColumnsInAnotherOrderAndSpelling_ReadsTheSameRows()
    {
        var rows = Extract.Text("scores.csv").TrimEnd().Split('\n').Select(line => line.Split(',').Reverse().ToArray()).ToList();
        rows[0] = [.. rows[0].Select(name => name.ToUpperInvariant().Replace('_', ' '))];

        var result = Extract.Check(Extract.With(Extract.File("scores.csv", string.Join('\n', rows.Select(row => string.Join(',', row))))));

        Assert.That(result.Problems, Is.Empty);
        Assert.That(result.Rows!.Scores, Is.EqualTo(Extract.Check(Extract.Valid).Rows!.Scores));
    }

    [Test]
    public void Run_ErrorFileSentBack_IgnoresTheColumnsOfThePortal()
    {
        var lines = Extract.Text("activity.csv").TrimEnd().Split('\n');
        var text = string.Join(
            '\n',
            lines.Select((line, index) => line + (index == 0 ? ",portal_row,portal_problems" : $",{index},the cell must be filled"))
        );

        Assert.That(Extract.Check(Extract.With(Extract.File("activity.csv", text))).Problems, Is.Empty);
    }

    [Test]
    public void Run_OptionalColumnLeftOut_IsReady()
    {
        var text = Extract
            .Text("activity.csv")
            .Replace(",hours", "", StringComparison.Ordinal)
            .Replace(",9\n", "\n", StringComparison.Ordinal)
            .Replace(",6.5\n", "\n", StringComparison.Ordinal);

        Assert.That(Extract.Check(Extract.With(Extract.File("activity.csv", text))).State, Is.EqualTo(CheckState.Ready));
    }

    [Test]
    public void Run_ColumnWithASlip_IsSuggestedAndNotMissedToo()
    {
        var result = Extract.Check(
            Extract.With(
                Extract.File("activity.csv", Extract.Text("activity.csv").Replace("audience", "audeince", StringComparison.Ordinal))
            )
        );

        Assert.That(result.Codes(), Is.EqualTo(new[] { "header.unknown" }));
        Assert.That(result.Problems[0].Message, Does.EndWith("Did you mean audience?"));
    }

    [Test]
    public void Run_MonthColumnWithASlip_TakesItsDatesForMonthsNotBirthdays()
    {
        var text = Extract
            .Text("cases.csv")
            .Replace("referral_month", "referal_month", StringComparison.Ordinal)
            .Replace("2025-03", "14/03/2025", StringComparison.Ordinal);

        Assert.That(Extract.Check(Extract.With(Extract.File("cases.csv", text))).Codes(), Is.EqualTo(new[] { "header.unknown" }));
    }

    [Test]
    public void Run_RowsWithoutAnyFilledCell_AreNotRowsButLines()
    {
        var text = Extract.Text("activity.csv").Replace("HARBOUR,CONSULTATION", "\n,,,,,\nHARBOUR,CONSULTATIONS", StringComparison.Ordinal);

        var result = Extract.Check(Extract.With(Extract.File("activity.csv", text)));

        Assert.That(result.Codes(), Is.EqualTo(new[] { "value.not_allowed", "row.blank_passed_over" }));
        Assert.That(result.Problems[0].Places, Is.EqualTo(new[] { new Place(2, 5, "CONSULTATIONS") }));
        Assert.That(result.Files[^1].Rows, Is.EqualTo(2));
    }

    [TestCase("")]
    [TestCase("2025-Q2 export/")]
    public void Run_ZipWithWhatMacOsAdds_EqualsTheLooseFiles(string folder)
    {
        var zip = Zip([
            .. Extract.Valid.Select(file => (folder + file.Name, file.Content.ToArray())),
            ("__MACOSX/._cases.csv", [1]),
            (folder + ".DS_Store", [1]),
            (folder + "._risks.csv", [1]),
        ]);

        var result = Extract.Check(new UploadedFile("extract.zip", zip));

        Assert.That(result.State, Is.EqualTo(CheckState.Ready));
        Assert.That(result.ContentHash, Is.EqualTo(Extract.Check(Extract.Valid).ContentHash));
    }

    [TestCase("inner.zip")]
    [TestCase("cases.xlsx")]
    [TestCase("a/b/activity.csv")]
    [TestCase("other/activity.csv")]
    public void Run_ZipWithAnythingElse_IsRefused(string entry)
    {
        var zip = Zip([("cases.csv", Encoding.UTF8.GetBytes(Extract.Text("cases.csv"))), (entry, [1, 2, 3])]);

        Assert.That(Extract.Check(new UploadedFile("extract.zip", zip)).Codes(), Is.EqualTo(new[] { "file.zip_refused" }));
    }

    [Test]
    public void Run_ZipBesideLooseFiles_IsRefused() =>
        Assert.That(
            Extract.Check([.. Extract.Valid, new UploadedFile("more.zip", Zip([("risks.csv", [1])]))]).Codes(),
            Is.EqualTo(new[] { "file.zip_refused" })
        );

    [Test]
    public void Run_ZipThatUnpacksOverTheLimit_IsTooLarge()
    {
        var zip = Zip([("cases.csv", new byte[4000]), ("risks.csv", new byte[4000])]);
        var request = Extract.Request with { Limits = UploadLimits.Default with { MaxUnpackedBytes = 7999 } };

        Assert.That(ExtractCheck.Run(request, [new UploadedFile("extract.zip", zip)]).Codes(), Is.EqualTo(new[] { "file.too_large" }));
    }

    [TestCase("cases.csv")]
    [TestCase("Cases 2025 Q2.csv")]
    [TestCase("HARBOUR_cases_final.CSV")]
    [TestCase("C:\\out\\scores\\cases.txt")]
    public void Run_KindAsAWordInTheName_IsKnown(string name) =>
        Assert.That(
            Extract.Check(Extract.File(name, Extract.Text("cases.csv"))).Files.Select(file => file.Name),
            Is.EqualTo(new[] { "cases.csv" })
        );

    [TestCase("showcases.csv")]
    [TestCase("case.csv")]
    [TestCase("cases and risks.csv")]
    public void Run_NoKindOrSeveralInTheName_IsUnknown(string name) =>
        Assert.That(
            Extract.Check(Extract.File(name, "Team,Quarter\nHarbour,2025-Q2\n")).Codes(),
            Is.EqualTo(new[] { "file.unknown_name" })
        );

    [TestCase("cases.csv", "Caseload.csv")]
    [TestCase("scores.csv", "2025 Q2.csv")]
    [TestCase("activity.csv", "Sheet1.csv")]
    public void Run_NoKindInTheName_IsToldByTheColumns(string file, string name)
    {
        var result = Extract.Check([.. Extract.Valid.Where(sent => sent.Name != file), Extract.File(name, Extract.Text(file))]);

        Assert.That(result.Codes(), Is.EqualTo(new[] { "file.told_by_columns" }));
        Assert.That(result.Problems.Single().File, Is.EqualTo(file));
        Assert.That(result.ContentHash, Is.EqualTo(Extract.Check(Extract.Valid).ContentHash));
    }

    [Test]
    public void Run_FilesInAnotherOrder_HaveTheSameContentHash() =>
        Assert.That(Extract.Check([.. Extract.Valid.Reverse()]).ContentHash, Is.EqualTo(Extract.Check(Extract.Valid).ContentHash));

    [Test]
    public void Run_ServiceShiftedByAMissingCell_IsAProblemOfTheRowOnly() =>
        Assert.That(
            Extract
                .Check(
                    Extract.With(
                        Extract.File("activity.csv", Extract.Text("activity.csv").Replace("HARBOUR,CONS", "CONS", StringComparison.Ordinal))
                    )
                )
                .Codes(),
            Is.EqualTo(new[] { "row.too_few_cells" })
        );

    [Test]
    public void Run_ManyProblemsOfOneCause_AreOneGroupWithItsTrueCount()
    {
        var rows = string.Concat(Enumerable.Range(1, 50).Select(week => $"HARBOUR,C-7Q2K9,PHQ9,,REVIEW,{week},MOTHER,99,,\n"));

        var problem = Extract
            .Check(Extract.With(Extract.File("scores.csv", Extract.Text("scores.csv").Split('\n')[0] + "\n" + rows)))
            .Problems.Single();

        Assert.Multiple(() =>
        {
            Assert.That(
                (problem.Code, problem.Count, problem.Column, problem.ColumnLetter, problem.Help),
                Is.EqualTo(("score.above_range", 50, "score", "H", "/help/rules/score.above_range"))
            );
            Assert.That(problem.Places, Is.EqualTo(Enumerable.Range(1, 20).Select(record => new Place(record, record + 1, "99"))));
            Assert.That(problem.Records, Is.EqualTo(Enumerable.Range(1, 50)));
        });
    }

    private static byte[] Zip(IReadOnlyList<(string Name, byte[] Content)> entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        return stream.ToArray();
    }
}
