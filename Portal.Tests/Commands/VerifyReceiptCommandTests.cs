using System.IO.Compression;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Api.Commands;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Commands;

[NeedsDatabase]
public sealed class VerifyReceiptCommandTests
{
    private string _folder = null!;
    private string _receipt = null!;
    private string _receiptText = null!;

    [OneTimeSetUp]
    public async Task SubmitAndKeepTheReceipt()
    {
        _folder = Directory.CreateTempSubdirectory("portal-verify-").FullName;
        await using var portal = await RunningPortal.StartAsync();
        using var member = await portal.ClientAsync("member@harbour");
        var submitted = await member.PostAnswerAsync(
            "/api/v1/services/HARBOUR/extracts/2025-Q2/submissions",
            SampleFiles.Upload(SampleFiles.Valid())
        );
        Assert.That(submitted.Status, Is.EqualTo(201), submitted.Body);
        _receiptText = (await member.GetAnswerAsync($"{submitted.Location}/receipt")).Body;
        _receipt = Path.Combine(_folder, "receipt.json");
        await File.WriteAllTextAsync(_receipt, _receiptText);
    }

    [OneTimeTearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Run_TheFilesThatWereSent_Match()
    {
        var run = await RunAsync([_receipt, .. Written(SampleFiles.Valid())]);

        Assert.That(run.Code, Is.Zero, run.Errors);
        Assert.That(
            run.Output,
            Does.Contain("These are the files that the receipt is for.").And.Contain("HARBOUR, Apr-Jun 2025").And.Not.Contain("DIFFERENT")
        );
        Assert.That(run.Output, Does.Match(@"cases\.csv\s+4\s+4\s+the file that was accepted"));
    }

    [Test]
    public async Task Run_OtherNamesInOneZip_MatchAsUploadsDo()
    {
        var path = Path.Combine(NewFolder(), "quarter.zip");
        await using (var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Create))
        {
            foreach (var (name, text) in SampleFiles.Valid())
            {
                await using var writer = new StreamWriter(await zip.CreateEntry($"Export/2025 {name}").OpenAsync());
                await writer.WriteAsync(text);
            }
        }

        Assert.That((await RunAsync([_receipt, path])).Code, Is.Zero);
    }

    [Test]
    public async Task Run_ChangedMissingAndExtraFiles_AreNamedAndEndWith1()
    {
        var files = SampleFiles.Valid().With("cases.csv", 1, "household", "OTHER");
        files["scores.csv"] = files["scores.csv"].TrimEnd() + "\nHARBOUR,C-7Q2K9,PHQ9,,END,18,MOTHER,4,,\n";
        files.Remove("risks.csv");
        var less = JsonNode.Parse(_receiptText)!;
        less["files"]!.AsArray().RemoveAt(5);
        var receipt = Path.Combine(NewFolder(), "receipt.json");
        await File.WriteAllTextAsync(receipt, less.ToJsonString());

        var table = await RunAsync([receipt, .. Written(files)]);
        var json = await RunAsync(["--json", receipt, .. Written(files)]);

        Assert.That((table.Code, json.Code), Is.EqualTo((1, 1)));
        Assert.That(
            table.Output,
            Does.Match(@"cases\.csv\s+4\s+4\s+DIFFERENT: as many rows")
                .And.Match(@"scores\.csv\s+\d+\s+\d+\s+DIFFERENT: not the file")
                .And.Match(@"risks\.csv\s+\d+\s+-\s+MISSING")
                .And.Match(@"activity\.csv\s+-\s+\d+\s+EXTRA")
                .And.Contain("4 of 6 files do not match")
        );
        var lines = JsonNode.Parse(json.Output)!["files"]!.AsArray();
        Assert.That(
            lines.Select(line => (string)line!["match"]!),
            Is.EqualTo(new[] { "different", "missing", "different", "same", "same", "extra" })
        );
        Assert.That((string?)lines[3]!["sha256"], Is.EqualTo((string?)lines[3]!["receiptSha256"]));
        Assert.That((bool)JsonNode.Parse(json.Output)!["matches"]!, Is.False);
    }

    [Test]
    public async Task Run_FileThatIsNoTable_IsDifferentWithoutRows()
    {
        var files = SampleFiles.Valid();
        files["activity.csv"] = "";

        var run = await RunAsync([_receipt, .. Written(files)]);

        Assert.That(run.Code, Is.EqualTo(1), run.Errors);
        Assert.That(run.Output, Does.Match(@"activity\.csv\s+\d+\s+-\s+DIFFERENT"));
    }

    [TestCase("")]
    [TestCase("RECEIPT")]
    [TestCase("RECEIPT missing-cases.csv")]
    [TestCase("missing-receipt.json missing-cases.csv")]
    [TestCase("RECEIPT RECEIPT")]
    [TestCase("RECEIPT --xml")]
    public async Task Run_Unusable_Is2AndSaysWhyWithoutNamesOfFiles(string arguments)
    {
        var run = await RunAsync([
            .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(argument => argument == "RECEIPT" ? _receipt : argument),
        ]);

        Assert.That((run.Code, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Errors, Is.Not.Empty.And.Not.Contain("missing-").And.Not.Contain(_receipt));
    }

    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase(
        "{\"id\":\"5f6d8c1e-0000-0000-0000-000000000001\",\"service\":\"HARBOUR\",\"period\":\"2025-Q2\",\"state\":\"ACCEPTED\","
            + "\"files\":[]}"
    )]
    [TestCase(
        "{\"id\":\"5f6d8c1e-0000-0000-0000-000000000001\",\"service\":\"HARBOUR\",\"period\":\"2025-Q2\",\"state\":\"ACCEPTED\","
            + "\"files\":[{\"name\":\"cases.csv\",\"sha256\":\"12\",\"rows\":1}]}"
    )]
    [TestCase("service_code,case_ref")]
    public async Task Run_NotAReceipt_Is2(string text)
    {
        var path = Path.Combine(NewFolder(), "receipt.json");
        await File.WriteAllTextAsync(path, text);

        var run = await RunAsync([path, .. Written(SampleFiles.Valid())]);

        Assert.That((run.Code, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Errors, Does.Contain("not a receipt of the portal"));
    }

    [Test]
    public async Task Run_ReceiptWithoutItsState_Is2()
    {
        var path = Path.Combine(NewFolder(), "receipt.json");
        await File.WriteAllTextAsync(path, _receiptText.Replace("\"state\":\"ACCEPTED\",", "", StringComparison.Ordinal));

        var run = await RunAsync([path, .. Written(SampleFiles.Valid())]);

        Assert.That((run.Code, run.Output), Is.EqualTo((2, "")));
    }

    private string NewFolder() => Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName;

    private string[] Written(Dictionary<string, string> files)
    {
        var folder = NewFolder();
        return
        [
            .. files.Select(file =>
            {
                var path = Path.Combine(folder, file.Key);
                File.WriteAllText(path, file.Value);
                return path;
            }),
        ];
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string[] args)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var code = await VerifyReceiptCommand.RunAsync(args, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
