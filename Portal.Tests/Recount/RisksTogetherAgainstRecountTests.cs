using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Recount;

/// <summary>Which risks come together in the families of HARBOUR, counted again from the files with nothing of the product.</summary>
[NeedsDatabase]
public sealed class RisksTogetherAgainstRecountTests
{
    private const string Harbour = "/api/v1/services/HARBOUR";
    private const string Window = "?from=2025-01&before=2026-01";

    // Of each case that was referred in 2025, what the latest quarter that lists it says of its risks: Y, N or another answer.
    private readonly Dictionary<string, (bool OfAll, Dictionary<string, string> Listed)> _cases = [];
    private HttpClient _member = null!;
    private JsonNode _answer = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        foreach (var quarter in SampleRows.Quarters("HARBOUR"))
        {
            var risks = SampleRows
                .Of("HARBOUR", quarter, "risks.csv")
                .Where(row => row["stage"] == "REFERRAL")
                .ToLookup(row => row["case_ref"]);
            foreach (var row in SampleRows.Of("HARBOUR", quarter, "cases.csv"))
                if (row["referral_month"].StartsWith("2025-", StringComparison.Ordinal))
                    _cases[row["case_ref"]] = (
                        row["risks_assessed"] == "Y",
                        risks[row["case_ref"]].ToDictionary(risk => risk["risk_code"], risk => risk["present"])
                    );
        }
        _member = await (await RunningPortal.WithSamplesAsync()).ClientAsync("member@harbour");
        _answer = (await _member.GetAnswerAsync(Harbour + "/risks-together" + Window)).Json;
    }

    [OneTimeTearDown]
    public void Close() => _member.Dispose();

    [Test]
    public void Risks_AreTheTenMostFrequent_EachWithItsFamilies()
    {
        var codes = _cases.Values.SelectMany(one => one.Listed.Keys).Distinct().ToList();
        var shares = codes
            .Select(code => (Code: code, Present: Count(code, "Y"), Assessed: Count(code, "Y") + Count(code, "N")))
            .OrderByDescending(risk => (double)risk.Present / risk.Assessed)
            .ToList();
        var risks = _answer["risks"]!.AsArray().Select(Risk).ToList();

        Assert.That(risks, Has.Count.EqualTo(10));
        Assert.That(risks.Select(Share), Is.EqualTo(shares.Take(10).Select(Share)).Within(1e-12));
        Assert.That(risks, Is.SubsetOf(shares));
        Assert.That((int)_answer["known"]!, Is.EqualTo(shares.Count(risk => risk.Present > 0)));
        Assert.That((int)_answer["referrals"]!, Is.EqualTo(_cases.Count));
    }

    [Test]
    public void Pairs_OfEachTwoLeadingRisks_CountOnlyFamiliesOfWhomBothAreKnown()
    {
        var codes = _answer["risks"]!.AsArray().Select(risk => (string)risk!["code"]!).ToList();
        var expected = codes.SelectMany((risk, row) => codes.Take(row).Select(with => Pair(risk, with))).ToList();
        var pairs = _answer["pairs"]!
            .AsArray()
            .Select(pair =>
                (
                    (string)pair!["risk"]!,
                    (string)pair["with"]!,
                    (int)pair["both"]!,
                    (int)pair["assessed"]!,
                    (int)pair["withRisk"]!,
                    (int)pair["withOther"]!
                )
            )
            .ToList();

        Assert.That(pairs, Has.Count.EqualTo(45));
        Assert.That(pairs, Is.EqualTo(expected));
        Assert.That(pairs.Select(pair => pair.Item4).Distinct().Count(), Is.GreaterThan(5), "some answers are not known");
        Assert.That(pairs.Select(pair => pair.Item3), Has.Some.GreaterThan(10));
    }

    [Test]
    public async Task Picture_AndPageOfLeadingRisks_ListTheSameRisksInOneOrder()
    {
        var together = await FirstColumnAsync("/charts/risks-together.csv");
        var leading = await FirstColumnAsync("/charts/referral-risks.csv", "&leading=10");

        Assert.That(together.Distinct(), Is.EqualTo(leading));
        Assert.That(together, Has.Count.EqualTo(55));
    }

    private async Task<List<string>> FirstColumnAsync(string chart, string more = "") =>
        [
            .. (await _member.GetAnswerAsync($"{Harbour}{chart}{Window}&reason=OTHER{more}"))
                .Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
                .Skip(1)
                .Select(row => row.Split(',')[0]),
        ];

    private int Count(string code, string answer) => _cases.Values.Count(one => Said(one, code) == answer);

    private (string, string, int, int, int, int) Pair(string risk, string with)
    {
        var known = _cases
            .Values.Select(one => (Risk: Said(one, risk), With: Said(one, with)))
            .Where(one => one is { Risk: "Y" or "N", With: "Y" or "N" })
            .ToList();
        return (
            risk,
            with,
            known.Count(one => one is { Risk: "Y", With: "Y" }),
            known.Count,
            known.Count(one => one.Risk == "Y"),
            known.Count(one => one.With == "Y")
        );
    }

    // Asked about all and not listed: absent.
    private static string Said((bool OfAll, Dictionary<string, string> Listed) one, string code) =>
        one.Listed.TryGetValue(code, out var present) ? present
        : one.OfAll ? "N"
        : "";

    private static (string Code, int Present, int Assessed) Risk(JsonNode? risk) =>
        ((string)risk!["code"]!, (int)risk["present"]!, (int)risk["assessed"]!);

    private static double Share((string Code, int Present, int Assessed) risk) => (double)risk.Present / risk.Assessed;
}
