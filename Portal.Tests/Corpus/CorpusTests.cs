using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Dapper;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Corpus;

/// <summary>Every bad extract, sent to one running portal by the API and by the forms of the pages.</summary>
[NeedsDatabase]
public sealed class CorpusTests
{
    private const string Extracts = "/api/v1/services/HARBOUR/extracts/2025-Q2/";
    private const int SentAtOnce = 4;

    private static readonly IReadOnlyList<BadExtract> All =
    [
        .. BadCells.Numbers(),
        .. BadCells.Dates(),
        .. BadCells.CodesAndReferences(),
        .. BadCells.Formulas(),
        .. BadShapes.Headers(),
        .. BadShapes.Rows(),
        .. BadShapes.Quotes(),
        .. BadBytes.Encodings(),
        .. BadBytes.Characters(),
        .. BadBytes.Kinds(),
        .. BadBytes.Limits(),
        .. BadWholes.Rules(),
        .. BadWholes.Names(),
        .. BadWholes.Zips(),
        .. BadIdentifiers.Cells(),
        .. BadIdentifiers.Elsewhere(),
    ];

    private readonly CapturedLog _log = new();
    private readonly ConcurrentDictionary<string, Answers> _answers = new();
    private RunningPortal _portal = null!;

    private static IEnumerable<BadExtract> Kept => All.Where(bad => !IsRefusedAtOnce(bad));

    /// <summary>What the portal said to one extract.</summary>
    /// <param name="Check">The answer to checking by the API.</param>
    /// <param name="Submission">The answer to submitting by the API.</param>
    /// <param name="Shown">The check page, after a redirect if the files were kept.</param>
    /// <param name="Draft">The report of the draft that the form made, by the API; <c>null</c> when nothing was kept.</param>
    /// <param name="PressedOn">The answer to submitting on the check page; <c>null</c> when nothing was kept.</param>
    private sealed record Answers(HttpAnswer Check, HttpAnswer Submission, HttpAnswer Shown, HttpAnswer? Draft, HttpAnswer? PressedOn);

    [OneTimeSetUp]
    public async Task SendAll()
    {
        _portal = await RunningPortal.StartAsync(_log);
        using var client = await _portal.ClientAsync("member@harbour");
        using var browser = await Browser.SignInAsync(_portal, "member@harbour");
        await Parallel.ForEachAsync(
            All,
            new ParallelOptions { MaxDegreeOfParallelism = SentAtOnce },
            async (bad, _) => _answers[bad.Id] = await SendAsync(client, browser, bad)
        );
    }

    [OneTimeTearDown]
    public async Task StopPortal()
    {
        await _portal.DisposeAsync();
        _log.Dispose();
    }

    [TestCaseSource(nameof(All))]
    public void Send_BadExtract_HasTheVerdictAndPlacesOfTheContract(BadExtract bad)
    {
        var check = _answers[bad.Id].Check;

        Assert.That(check.Status, Is.EqualTo(200), check.Body);
        Assert.Multiple(() =>
        {
            Assert.That((string?)check.Json["state"], Is.EqualTo(bad.State));
            Assert.That(Merged(ShownReport.Canonical(check.Json), bad.Expected), Is.EqualTo(bad.Expected.Order(StringComparer.Ordinal)));
            Assert.That(check.Json["check"] is null, Is.EqualTo(IsRefusedAtOnce(bad)), "kept as a draft");
        });
    }

    [TestCaseSource(nameof(All))]
    public void Send_BadExtractByApiAndByPage_GivesTheSameAnswer(BadExtract bad)
    {
        var (check, submission, shown, draft, pressedOn) = _answers[bad.Id];
        Assert.That((submission.Status, submission.Code), Is.EqualTo((422, bad.State)), submission.Body);
        Assert.That(shown.Status, Is.EqualTo(200), shown.Body);

        var expected = ShownReport.OfApi(check.Json);
        AssertSame(ShownReport.OfPage(shown.Body), expected);
        Assert.That(Report(submission.Json), Is.EqualTo(Report(check.Json)), "submitted");
        Assert.That(draft is null, Is.EqualTo(IsRefusedAtOnce(bad)), "kept as a draft");
        if (draft is null || pressedOn is null)
            return;
        Assert.That(Unmarked(Report(draft.Json)), Is.EqualTo(Unmarked(Report(check.Json))), "draft of the form");
        Assert.That(pressedOn.Status, Is.EqualTo(422));
        AssertSame(ShownReport.OfPage(pressedOn.Body), expected);
    }

    [Test]
    public async Task Tables_AfterAll_HoldNoRow()
    {
        await using var connection = new Npgsql.NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        foreach (
            var table in new[]
            {
                "submission",
                "submission_file",
                "case_record",
                "risk_record",
                "score_record",
                "contact_record",
                "feedback_record",
                "activity_record",
                "profile_count",
            }
        )
            Assert.That(await connection.ExecuteScalarAsync<int>("SELECT count(*)::int FROM " + table), Is.Zero, table);
        Assert.That(
            await connection.ExecuteScalarAsync<int>("SELECT count(*)::int FROM draft"),
            Is.EqualTo(Math.Min(2 * Kept.Count(), Api.Submissions.Storing.Drafts.MostOfAService)),
            "one by the API and one by the form for each that may be kept, up to the quota"
        );
    }

    [Test]
    public void Answers_ToPlantedIdentifiers_NeverHoldThem() =>
        Assert.That(
            All.Where(bad =>
                bad.Planted is { } planted
                && (_answers[bad.Id].Check.Body + _answers[bad.Id].Submission.Body + _answers[bad.Id].Shown.Body).Contains(
                    planted,
                    StringComparison.OrdinalIgnoreCase
                )
            ),
            Is.Empty
        );

    [Test]
    public void Log_OfAll_HoldsNoPlantedValue()
    {
        var log = string.Join('\n', _log.Lines);
        Assert.That(log, Does.Contain("/api/v1/services/HARBOUR/extracts/2025-Q2/checks"), "the finest lines are caught");

        Assert.That(
            All.Select(bad => bad.Planted)
                .OfType<string>()
                .Append("TWO_PARENTS")
                .Append("KITCHEN")
                .Append("shoe_size")
                .Append("C-0X0X0")
                .Append("TRAI\"NING")
                .Append("showcases")
                .Where(planted => planted.Length > 4 && log.Contains(planted, StringComparison.Ordinal)),
            Is.Empty
        );
        // A port or a part of a trace may have the same digits by chance; a value that was read stands by itself.
        Assert.That(log, Does.Not.Match(@"(?<![\w.:])45741(?!\w)"), "a date as a spreadsheet's number");
    }

    [Test]
    public void Corpus_Size_IsAtLeast150() =>
        Assert.That(All.Select(bad => bad.Id).Distinct().Count(), Is.EqualTo(All.Count).And.GreaterThanOrEqualTo(150));

    private static async Task<Answers> SendAsync(HttpClient client, Browser browser, BadExtract bad)
    {
        var files = bad.Files.Select(file => (file.Name, file.Content)).ToList();
        var check = await client.PostAnswerAsync(Extracts + "checks", Uploads.Form(files));
        var submission = await client.PostAnswerAsync(Extracts + "submissions", Uploads.Form(files));
        var sent = await browser.CheckAsync(files);
        if (sent.Location is not { } place)
            return new Answers(check, submission, sent, null, null);
        // Questions about own columns come first; the report is behind them.
        var page = place.Replace("/own-words", "", StringComparison.Ordinal);
        var draft = await client.GetAnswerAsync(Extracts + "checks/" + page[(page.LastIndexOf('/') + 1)..]);
        return new Answers(check, submission, await browser.OpenAsync(page), draft, await browser.SubmitAsync(page));
    }

    // A problem of the file gate keeps the bytes from being stored.
    private static bool IsRefusedAtOnce(BadExtract bad) =>
        bad.State != "NEEDS_MAPPING"
        && bad.Expected.Any(expected =>
            expected.Split('.')[0] is "file" or "csv" or "char" or "header" or "identifier" or "service"
            || (
                expected.StartsWith("encoding.", StringComparison.Ordinal)
                && !expected.StartsWith("encoding.assumed", StringComparison.Ordinal)
            )
        );

    // Problems of which only rule and file are fixed become one.
    private static IEnumerable<string> Merged(IEnumerable<string> found, IReadOnlyList<string> expected) =>
        found
            .Select(problem =>
                expected.FirstOrDefault(one =>
                    one.EndsWith("|*", StringComparison.Ordinal) && problem.StartsWith(one[..^1], StringComparison.Ordinal)
                ) ?? problem
            )
            .Distinct()
            .Order(StringComparer.Ordinal);

    private static void AssertSame(ShownReport shown, ShownReport expected) =>
        Assert.Multiple(() =>
        {
            Assert.That((shown.State, shown.Total), Is.EqualTo((expected.State, expected.Total)));
            Assert.That(shown.Problems, Is.EqualTo(expected.Problems));
        });

    // The report but for the id of the draft and what a refusal adds.
    // A draft without somebody's own words has other bytes than what was sent.
    private static string Unmarked(string report) =>
        System.Text.RegularExpressions.Regex.Replace(report, "\"(sha256|encoding)\":\"[^\"]*\"", "\"$1\":\"\"");

    private static string Report(JsonNode answer) =>
        string.Join(
            '\n',
            new[]
            {
                "service",
                "period",
                "ruleSet",
                "state",
                "history",
                "files",
                "totalErrors",
                "totalWarnings",
                "problems",
                "completeness",
                "paired",
            }.Select(member => answer[member]?.ToJsonString())
        );
}
