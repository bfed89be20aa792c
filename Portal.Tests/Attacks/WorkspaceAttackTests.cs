using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.Releases;

namespace Portal.Tests.Attacks;

/// <summary>
/// An analyst asks the workspace everything that it answers, in two snapshots between which a few families were corrected, and solves all
/// answers together. Whom the answers name is read from them; who those families are is read behind the portal's back, so the attacker
/// here knows every sum exactly, which is more than the rounded answers tell.
/// </summary>
[NeedsDatabase]
public sealed class WorkspaceAttackTests
{
    private const int Fewest = 10;

    private const string Items =
        "SELECT s.code, i.release_id AS ReleaseId, i.quarter, i.measure, i.subscale, i.items FROM workspace_item i JOIN service s USING (service_id)";

    // One family of each service scores a point higher or lower at the end.
    private const string Correct = """
        UPDATE score_record r SET score = CASE WHEN score > 0 THEN score - 1 ELSE 1 END
        FROM (
          SELECT DISTINCT ON (service_id) service_id, submission_id, case_ref FROM score_record
          WHERE measure = 'HADS' AND subscale = 'ANXIETY' AND timepoint = 'END' AND score IS NOT NULL
          ORDER BY service_id, case_ref DESC
        ) one
        WHERE r.service_id = one.service_id AND r.submission_id = one.submission_id AND r.case_ref = one.case_ref
          AND measure = 'HADS' AND subscale = 'ANXIETY' AND timepoint = 'END' AND score IS NOT NULL
        """;

    private static readonly string[] Answers = ["profile", "outcomes"];

    private RunningPortal _portal = null!;
    private HttpClient _analyst = null!;
    private string[] _snapshots = [];
    private readonly List<(string Release, WorkspaceWindow Window, JsonNode Profile, JsonNode Outcomes)> _answers = [];

    [OneTimeSetUp]
    public async Task AskEverything()
    {
        _portal = await RunningPortal.WithOwnSamplesAsync();
        _analyst = await _portal.ClientAsync("analyst");
        var first = await PublishedRelease.DraftAsync(_analyst, "2025-Q4");
        await using (var administrator = new NpgsqlConnection(_portal.Database.AdministratorConnectionString))
            Assert.That(await administrator.ExecuteAsync(Correct), Is.GreaterThan(5), "families are corrected");
        _snapshots = [first, await PublishedRelease.DraftAsync(_analyst, "2025-Q4")];
        foreach (var release in _snapshots)
        foreach (var window in WorkspaceWindow.Of(new Quarter(2025, 4)))
        {
            var found = new List<JsonNode>();
            foreach (var answer in Answers)
                found.Add((await _analyst.GetAnswerAsync($"/api/v1/network/{answer}?release={release}&window={window.Code}")).Json);
            _answers.Add((release, window, found[0], found[1]));
        }
    }

    [OneTimeTearDown]
    public async Task StopPortal()
    {
        _analyst.Dispose();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task Sums_OfAllAnswersTogether_GiveAwayNoFewFamiliesOfAService()
    {
        var items = await ItemsAsync();
        var tables = _answers.SelectMany(answer => Tables(answer.Outcomes).Append(("", "", answer.Profile))).ToArray();
        var shown = _answers
            .SelectMany(answer =>
                Tables(answer.Outcomes)
                    .Append(("", "", answer.Profile))
                    .SelectMany(table => Known(answer.Release, answer.Window, table, items))
            )
            .ToLookup(one => one.Of, one => one.Set);

        Assert.That(tables, Has.Length.GreaterThan(100));
        Assert.That(shown.SelectMany(sets => sets).Count(), Is.GreaterThan(200), "much is shown");
        foreach (var of in shown)
        foreach (var service in of.SelectMany(set => set.Select(family => family.Item1)).Distinct())
            Assert.That(SumAttack.SmallestGroup([.. of], service, Fewest), Is.Null, $"{of.Key} of service {service}");
    }

    [Test]
    public void Counts_InEveryAnswer_AreRoundedAndNoneIsSmall()
    {
        var counts = _answers
            .SelectMany(answer => new[] { answer.Profile, answer.Outcomes })
            .SelectMany(Members)
            .Where(member => member.Name is "paired" or "referrals" or "present" or "absent" or "notKnown" or "count" or "n")
            .Where(member => member.Value is not null)
            .Select(member => (int)member.Value!)
            .ToArray();

        Assert.That(counts, Has.Length.GreaterThan(1_000));
        Assert.That(counts.Where(count => count % 5 != 0 || count < Fewest), Is.Empty);
    }

    [Test]
    public void Figures_InEveryAnswer_HaveThreeDigitsAtMost()
    {
        var figures = _answers
            .SelectMany(answer => new[] { answer.Profile, answer.Outcomes })
            .SelectMany(Members)
            .Where(member => member.Value is JsonValue value && value.GetValueKind() == JsonValueKind.Number)
            .Where(member => member.Name is not "level")
            .Select(member => (member.Name, Text: member.Value!.ToJsonString()))
            .ToArray();

        Assert.That(figures, Has.Length.GreaterThan(5_000));
        Assert.That(
            figures.Where(figure => figure.Text.Contains('.') && Digits(figure.Text) > 3 && !IsOneDecimal(figure.Text)),
            Is.Empty,
            "a mean of a hundred points or more may have one decimal"
        );
    }

    // The same figures on paper, in a spreadsheet and in a picture: nothing there is finer than in the answers.
    [Test]
    public async Task Surfaces_OfAWindow_PrintNothingFinerThanTheAnswer()
    {
        foreach (
            var path in new[]
            {
                "/network",
                "/network?measure=HADS&subscale=ANXIETY",
                "/network/analysis?measure=HADS:ANXIETY&by=HOST&moderator=BASELINE_MEAN",
                "/network/analysis?measure=HADS:ANXIETY&by=BABY_AGE",
                "/api/v1/network/outcomes.csv",
                "/api/v1/network/analysis.csv?measure=HADS&subscale=ANXIETY&by=NATION&moderator=PAIRS",
                "/api/v1/network/analysis?measure=HADS&subscale=ANXIETY&by=HOST&moderator=BABY_AGE:UNBORN",
                "/api/v1/network/analysis?measure=HADS&subscale=ANXIETY&by=BABY_AGE&window=FINANCIAL_YEAR",
                "/network/funnels?measure=HADS:ANXIETY",
                "/network/over-time?measure=HADS:ANXIETY",
                "/network/equity?measure=HADS:ANXIETY",
                "/api/v1/network/funnel?measure=HADS&subscale=ANXIETY",
                "/api/v1/network/over-time?measure=HADS&subscale=ANXIETY",
                "/api/v1/network/equity?measure=HADS&subscale=ANXIETY",
                "/api/v1/network/charts/network-funnel.svg?measure=HADS&subscale=ANXIETY",
                "/api/v1/network/charts/network-over-time.svg?measure=HADS&subscale=ANXIETY",
                "/api/v1/network/charts/network-equity.svg?measure=HADS&subscale=ANXIETY",
                "/network/planning?measure=HADS:ANXIETY",
                "/api/v1/network/planning?measure=HADS&subscale=ANXIETY&margin=0.5",
                "/api/v1/network/charts/forest.svg?measure=HADS&subscale=ANXIETY",
                "/api/v1/network/charts/referral-risks.svg",
            }
        )
        {
            var answer = await _analyst.GetAnswerAsync(path);
            Assert.That(answer.Status, Is.EqualTo(200), path);
            // What is drawn is told in its text; places on the canvas follow from the printed figures.
            var text =
                path.Contains(".svg", StringComparison.Ordinal) || path.StartsWith("/network", StringComparison.Ordinal)
                    ? System.Text.RegularExpressions.Regex.Replace(answer.Body, "<[^>]*>", " ")
                    : answer.Body;
            Assert.That(
                System
                    .Text.RegularExpressions.Regex.Matches(text, "\\d+\\.\\d+")
                    .Select(match => match.Value)
                    .Where(one => Digits(one) > 3 && !IsOneDecimal(one) && one != "0.95"),
                Is.Empty,
                path
            );
        }
    }

    [Test]
    public async Task OtherMonthsCohortsAndRaters_AreNotAnswered()
    {
        foreach (
            var query in new[]
            {
                "from=2025-01",
                "from=2025-01&before=2025-04",
                "cohort=CLOSED",
                "cohort=ENDED_AS_PLANNED",
                "respondent=FATHER",
            }
        )
        foreach (var answer in new[] { "profile", "outcomes", "outcomes.csv", "charts/forest.svg", "charts/referral-risks.svg" })
            Assert.That(
                (await _analyst.GetAnswerAsync($"/api/v1/network/{answer}?{query}&measure=HADS&subscale=ANXIETY")).Status,
                Is.EqualTo(400),
                $"{answer} {query}"
            );
    }

    private static int Digits(string number) =>
        number.Split('e', 'E')[0].Replace(".", "", StringComparison.Ordinal).TrimStart('-').TrimStart('0').TrimEnd('0').Length;

    private static bool IsOneDecimal(string number) => number.Split('.')[1].Length == 1;

    private static IEnumerable<(string Measure, string Subscale, JsonNode Table)> Tables(JsonNode outcomes) =>
        outcomes["outcomes"]!.AsArray().Select(one => ((string)one!["measure"]!, (string)one["subscale"]!, one));

    private static IEnumerable<(string Of, IReadOnlySet<(int, ulong)> Set)> Known(
        string release,
        WorkspaceWindow window,
        (string Measure, string Subscale, JsonNode Json) table,
        ILookup<(string, string, string, string), (Quarter Quarter, ulong[] Items)> items
    )
    {
        var of = $"{table.Measure} {table.Subscale}";
        var named = table.Json["services"]!
            .AsArray()
            .Select(line => Population((string)line!["service"]!, (string?)line["heldFrom"] ?? release))
            .ToArray();
        foreach (var one in named)
            yield return (of, one);
        var othersEnter = table.Json["others"] is JsonValue number ? (int)number > 0 : table.Json["others"] is not null;
        if (othersEnter)
            yield return (
                of,
                named
                    .Concat(table.Json["withheld"]!.AsArray().Select(line => Population((string)line!["service"]!, release)))
                    .SelectMany(one => one)
                    .ToHashSet()
            );

        IReadOnlySet<(int, ulong)> Population(string service, string from) =>
            items[(service, from, table.Measure, table.Subscale)]
                .Where(one => one.Quarter >= window.Last.Plus(-3) && one.Quarter <= window.Last)
                .SelectMany(one => one.Items.Select(item => (Place(service), item)))
                .ToHashSet();
    }

    private static int Place(string service) => Api.Samples.SampleServices.All.Select(one => one.Code).ToList().IndexOf(service);

    private static IEnumerable<(string Name, JsonNode? Value)> Members(JsonNode? node) =>
        node switch
        {
            JsonObject members => members.SelectMany(one => Members(one.Value).Prepend((one.Key, one.Value))),
            JsonArray list => list.SelectMany(Members),
            _ => [],
        };

    private async Task<ILookup<(string, string, string, string), (Quarter Quarter, ulong[] Items)>> ItemsAsync()
    {
        await using var administrator = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        return (
            await administrator.QueryAsync<(string Code, string Release, string Quarter, string Measure, string Subscale, byte[] Items)>(
                Items
            )
        ).ToLookup(
            row => (row.Code, row.Release, row.Measure, row.Subscale),
            row =>
                (
                    Quarter.TryParse(row.Quarter, out var quarter) ? quarter : throw new FormatException(row.Quarter),
                    row.Items.Chunk(8).Select(item => BinaryPrimitives.ReadUInt64BigEndian(item)).ToArray()
                )
        );
    }
}
