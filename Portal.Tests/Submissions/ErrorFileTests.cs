using System.Text;
using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Checking.Identifiers;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts.Rules;
using Portal.Api.Submissions;
using Portal.Tests.Checking;

namespace Portal.Tests.Submissions;

public sealed class ErrorFileTests
{
    private static IEnumerable<string> KeptSamples =>
        SampleFolder
            .Codes.Except(DroppedColumns)
            .Where(code => !SampleFolder.Read(code).Generated && SampleFolder.Read(code).Check().PassedFileGate);

    // An error file has no cell of a column that the portal does not keep.
    internal static readonly string[] DroppedColumns = ["header.unknown", "header.left_out", "header.not_kept"];

    [TestCase("header.unknown", "colour", "blue")]
    [TestCase("header.left_out", "Worker", "team")]
    public async Task Write_ColumnThatIsNotKept_IsLeftOut(string code, string heading, string cell)
    {
        var sent = await SentBackAsync(SampleFolder.Read(code).Check());

        var text = string.Concat(sent.Select(file => Encoding.UTF8.GetString(file.Content.Span)));
        Assert.That(text, Does.Not.Contain(heading).And.Not.Contain(cell).And.Contain("HARBOUR"));
    }

    [TestCaseSource(nameof(KeptSamples))]
    public async Task Write_SentBackAsItIs_HasTheSameProblems(string code)
    {
        var sample = SampleFolder.Read(code);
        var first = sample.Check();

        var second = ExtractCheck.Run(first.Request, await SentBackAsync(first));
        var third = ExtractCheck.Run(first.Request, await SentBackAsync(second));

        Assert.That(Asked(second), Is.EqualTo(Asked(first)));
        Assert.That(await SentBackAsync(third), Has.Count.EqualTo(first.Files.Count(file => file.MadeFrom is null)));
        Assert.That(third.ContentHash, Is.EqualTo(second.ContentHash), "a second round changes nothing");
    }

    [Test]
    public async Task Write_FaultyCells_StandBesideTheirRowsInOrder()
    {
        var extract = Activity(
            "service_code;activity;audience;sessions;people;hours\r\n\r\nHARBOUR;TRAINING;GP;many;4;\r\nHARBOUR;TRAINING;MIXED;2;4;"
                + "1.5\r\nHARBOUR;\"TEA;\"\"CAKE\"\"\";GP;2;-9;1\r\n"
        );

        var lines = (await TextAsync(extract, "activity.csv")).Split("\r\n");

        Assert.Multiple(() =>
        {
            Assert.That(lines[0], Is.EqualTo("\uFEFFservice_code;activity;audience;sessions;people;hours;portal_row;portal_problems"));
            Assert.That(lines[1], Is.Empty, "an empty row keeps the rows below it where they were");
            Assert.That(lines[2], Does.StartWith("HARBOUR;TRAINING;GP;many;4;;3;").And.Contain("value.not_number in sessions: "));
            Assert.That(lines[3], Is.EqualTo("HARBOUR;TRAINING;MIXED;2;4;1.5;4;"));
            Assert.That(
                lines[4],
                Does.StartWith("HARBOUR;\"TEA;\"\"CAKE\"\"\";GP;2;-9;1;5;")
                    .And.Match("value.not_allowed in activity: .*; value.out_of_range in people: ")
            );
            Assert.That(lines[5], Is.Empty);
            Assert.That(lines, Has.Length.EqualTo(6));
        });
    }

    [TestCase("=1+1")]
    [TestCase("+A1")]
    [TestCase("-A1B2")]
    [TestCase("@SUM(A1)")]
    [TestCase(" =1+1")]
    [TestCase("\t=1+1")]
    [TestCase("\uFF1D1+1")]
    [TestCase("\uFF0BA1")]
    [TestCase("\uFF0DA1")]
    [TestCase("\uFF20A1")]
    public async Task Write_CellThatASpreadsheetWouldRun_IsGuardedAndReadBackTheSame(string cell)
    {
        var extract = Activity($"service_code,activity,audience,sessions,people\nHARBOUR,{cell},GP,2,4\n");

        var text = await TextAsync(extract, "activity.csv");
        var again = Extract.Check(Extract.With(Extract.File("activity.csv", text)));

        Assert.That(text, Does.Contain($"'{cell}"));
        Assert.That(Asked(again), Is.EqualTo(Asked(extract)));
        Assert.That(again.Problems.Single().Places.Single().Value, Is.EqualTo(cell.Trim(' ', '\t')));
    }

    [TestCase("-9")]
    [TestCase("'-9")]
    [TestCase("-9.5")]
    public async Task Write_NumberOrCellWithItsOwnApostrophe_IsLeftAlone(string cell)
    {
        var extract = Activity($"service_code,activity,audience,sessions,people\nHARBOUR,TRAINING,GP,{cell},4\n");

        Assert.That(await TextAsync(extract, "activity.csv"), Does.Contain($",GP,{cell},4,2,"));
    }

    [Test]
    public async Task Write_ReferenceThatLeadsWithAHyphen_StaysTheSameReference()
    {
        var extract = Extract.CheckWithCell("cases.csv", 1, "family_ref", "-A1B2");
        Assert.That(extract.Rows!.Cases[0].FamilyRef, Is.EqualTo("-A1B2"));

        var again = Extract.Check([.. await SentBackAsync(extract)]);

        Assert.That(again.Rows!.Cases, Is.EqualTo(extract.Rows.Cases));
    }

    [TestCase("HARBOUR,TRAINING,GP,2", "row.too_few_cells")]
    [TestCase("HARBOUR,TRAINING,GP,2,4,,,7", "row.too_many_cells")]
    [TestCase("service_code,activity,audience,sessions,people,hours", "row.repeated_header")]
    public async Task Write_RowOfTheWrongShape_KeepsItsProblemOverTwoRounds(string row, string code)
    {
        var first = Activity($"service_code,activity,audience,sessions,people,hours\nHARBOUR,TRAINING,MIXED,2,4,1\n{row}\n");
        var second = Extract.Check([.. await SentBackAsync(first)]);
        var third = Extract.Check([.. await SentBackAsync(second)]);

        Assert.That(first.Codes(), Is.EqualTo(new[] { code }));
        Assert.That(Asked(second), Is.EqualTo(Asked(first)));
        Assert.That(Asked(third), Is.EqualTo(Asked(first)));
    }

    [Test]
    public void Messages_EveryRule_NeverLookLikeAnIdentifier() =>
        Assert.That(
            RuleCatalogue
                .All.Where(rule =>
                    new IdentifierScan().Find(Encoding.UTF8.GetBytes($"{rule.Code} in column: {rule.Message}"), false) is not null
                )
                .Select(rule => rule.Code),
            Is.Empty
        );

    private static CheckedExtract Activity(string text) => Extract.Check(Extract.With(Extract.File("activity.csv", text)));

    // What must be put right or given a reason for, with every place; notes are about the bytes, which differ.
    private static IEnumerable<string> Asked(CheckedExtract extract) =>
        extract
            .Problems.Where(problem => problem.Severity != Severity.Note)
            .Select(problem =>
                $"{problem.Code} {problem.File} {problem.Column} {problem.ColumnLetter} {problem.Message} {problem.Count} "
                + $"{string.Join('|', problem.Places)} {string.Join(',', problem.Records)}"
            );

    private static async Task<IReadOnlyList<UploadedFile>> SentBackAsync(CheckedExtract extract)
    {
        var files = new List<UploadedFile>();
        // What is made from a file's columns is made again.
        foreach (var file in extract.Files.Where(file => file.MadeFrom is null))
            files.Add(new UploadedFile(file.Name, await BytesAsync(extract, file.Name)));
        return files;
    }

    private static async Task<string> TextAsync(CheckedExtract extract, string name) =>
        Encoding.UTF8.GetString(await BytesAsync(extract, name));

    private static async Task<byte[]> BytesAsync(CheckedExtract extract, string name)
    {
        using var stream = new MemoryStream();
        await new ErrorFile(extract.Files.Single(file => file.Name == name), extract.Problems, extract.Request.Mapping).WriteAsync(
            stream,
            CancellationToken.None
        );
        return stream.ToArray();
    }
}
