using System.Globalization;
using NUnit.Framework;
using Portal.Api.Extracts;
using Portal.Api.Samples;
using Portal.Tests.Recount;

namespace Portal.Tests.Samples;

/// <summary>
/// The shares of the committed network against those of its design, within what chance and the differences between services allow.
/// </summary>
[TestFixture]
internal sealed class SampleSharesTests
{
    private static IReadOnlyCollection<SampleRow> Cases => [.. SampleFolder.LastOfEachCase.Values];

    private static List<SampleRow> Seen => [.. Cases.Where(row => row["days_to_first_contact"].Length > 0)];

    private static List<SampleRow> SeenAndClosed => [.. Seen.Where(row => row["status"] == "CLOSED")];

    [TestCase("baby_age_band", "UNBORN:18 0-2:22 3-5:17 6-11:20 12-17:11 18-23:7 24-35:4 36+:1")]
    [TestCase("caregiver1_relationship", "BIRTH_MOTHER:92 BIRTH_FATHER:4")]
    [TestCase("caregiver1_age_band", "U18:2 18-20:6 21-24:14 25-29:25 30-34:29 35-39:18 40+:6")]
    [TestCase("household", "SINGLE_PARENT:24")]
    [TestCase("social_care_start", "NONE:68 EARLY_HELP:10 CHILD_IN_NEED:9 CHILD_PROTECTION:8 PRE_BIRTH:2 LOOKED_AFTER:3")]
    [TestCase("deprivation_decile", "1,2,3:45")]
    [TestCase("baby_ethnicity", "A,B,C:72 D,E,F,G:8 H,J,K,L,R:10 M,N,P:6 S:2 Z,99:2")]
    public void Cases_CaseMix_IsNearTheDesign(string column, string shares)
    {
        var known = Cases.Where(row => row[column].Length > 0).ToList();
        AssertShares(known, column, shares, within: 3);
    }

    [Test]
    public void Cases_Father_IsNearTheDesign() =>
        AssertShares(
            SeenAndClosed,
            "father_involvement",
            "NONE,NO_FATHER:14 KNOWN_NOT_SEEN:34 ATTENDED_ONCE:18 ATTENDED_REGULARLY:16 NOT_RECORDED:18",
            within: 3
        );

    [Test]
    public void Cases_Decisions_AcceptThreeInFour()
    {
        var decided = Cases.Where(row => row["decision"] != "PENDING").ToList();
        Assert.That(decided.Count(row => row["decision"] == "ACCEPTED"), Is.EqualTo(0.75 * decided.Count).Within(3).Percent);
    }

    [Test]
    public void Cases_SeenAYear_AreThoseOfTheServices()
    {
        foreach (var service in SampleServices.All)
        {
            var referrals = Cases.Count(row => row.Service == service.Code && string.CompareOrdinal(row["referral_month"], "2023") > 0);
            Assert.That(referrals, Is.EqualTo(3 * 1.4 * service.SeenAYear).Within(12).Percent, service.Code);
        }
        var seen = SampleServices.All.Select(service => service.SeenAYear).Order().ToList();
        Assert.That((seen[0], (seen[5] + seen[6]) / 2, seen[11]), Is.EqualTo((20, 60, 150)));
    }

    [Test]
    public void Cases_EthnicityByService_RunsFromFortyFiveToNinetyTwoPerCentWhite()
    {
        var white = Cases
            .GroupBy(row => row.Service)
            .Select(rows => rows.Average(row => row["baby_ethnicity"] is "A" or "B" or "C" ? 100.0 : 0))
            .ToList();
        Assert.That(white.Min(), Is.EqualTo(45).Within(5));
        Assert.That(white.Max(), Is.EqualTo(92).Within(5));
    }

    [Test]
    public void Cases_Waits_HaveTheMedianAndQuartilesOfTheDesign()
    {
        var days = Seen.Select(row => Number(row["days_to_first_contact"])).Order().ToList();
        Assert.That(days[days.Count / 4], Is.EqualTo(14).Within(3));
        Assert.That(days[days.Count / 2], Is.EqualTo(28).Within(4));
        Assert.That(days[days.Count * 3 / 4], Is.EqualTo(56).Within(7));
    }

    [Test]
    public void Contacts_Attended_HaveAMedianOfNine()
    {
        var rows = SampleFolder.Last(FileKind.Contacts);
        var attended = SeenAndClosed
            .Select(row =>
                row["contacts_attended"].Length > 0
                    ? Number(row["contacts_attended"])
                    : rows[row.Case].Count(contact => contact["attendance"] == "ATTENDED")
            )
            .Order()
            .ToList();
        Assert.That(attended[attended.Count / 2], Is.EqualTo(9).Within(1));
    }

    [Test]
    public void Risks_AtReferral_AreNearTheDesign()
    {
        const string Shares =
            "PERINATAL_MENTAL_ILLNESS:62 ISOLATION:44 RECENT_LIFE_STRESS:41 PARENT_CHILDHOOD_ABUSE:38 BONDING_DIFFICULTY:36 "
            + "BIRTH_TRAUMA:24 PARENTAL_CONFLICT:24 "
            + "POVERTY:22 DOMESTIC_ABUSE:21 REGULATION_FEEDING_SLEEP:20 SEVERE_MENTAL_ILLNESS:19 SAFEGUARDING_CONCERN:15 HOUSING:12 "
            + "BEREAVEMENT_OR_LOSS:12 PREMATURITY:11 "
            + "COMPLEX_TRAUMA:10 UNPLANNED_PREGNANCY:10 CARE_EXPERIENCED_PARENT:8 SUBSTANCE_MISUSE:7 DEVELOPMENTAL_CONCERN:6 "
            + "MIGRATION_OR_ASYLUM:5 PARENT_LEARNING_DISABILITY:5 "
            + "BABY_ILLNESS_OR_DISABILITY:5 PARENT_PHYSICAL_ILLNESS:5 CHILD_PREVIOUSLY_REMOVED:4 OFFENDING:3";
        var counts = Counted.Value.Values.SelectMany(service => service.Risks).ToLookup(risk => risk.Key, risk => risk.Value);
        foreach (var (code, share) in Parsed(Shares))
            Assert.That(
                100.0 * counts[code].Sum(risk => risk.Present) / counts[code].Sum(risk => risk.Assessed),
                Is.EqualTo(share).Within(3),
                code
            );
    }

    [Test]
    public void Scores_Baselines_AreThereForAboutSeventyEightPerCentOfTheSeen()
    {
        var scores = SampleFolder.Last(FileKind.Scores);
        var scored = Seen.Where(row => scores[row.Case].Any(score => score["timepoint"] == "BASELINE" && score["score"].Length > 0))
            .ToList();
        var fathers = scored.Count(row => scores[row.Case].Any(score => score["respondent"] == "FATHER"));
        Assert.That(100.0 * scored.Count / Seen.Count, Is.EqualTo(78).Within(3));
        Assert.That(100.0 * fathers / scored.Count, Is.EqualTo(15).Within(3));
    }

    [TestCase("HADS", "ANXIETY", 45, 12.0, 4.3, 8.6, 4.3, 0.45)]
    [TestCase("HADS", "DEPRESSION", 45, 9.4, 4.2, 6.2, 4.1, 0.45)]
    [TestCase("PHQ9", "", 35, 13.5, 6.0, 8.8, 6.0, 0.50)]
    [TestCase("GAD7", "", 35, 12.4, 5.0, 8.2, 5.2, 0.50)]
    [TestCase("EPDS", "", 15, 15.2, 5.4, 10.4, 5.6, 0.50)]
    [TestCase("CORE10", "", 15, 18.5, 7.3, 12.4, 7.6, 0.50)]
    [TestCase("MORS_SF", "WARMTH", 55, 24.6, 6.2, 27.8, 5.2, 0.55)]
    [TestCase("MORS_SF", "INVASION", 55, 13.2, 5.6, 10.4, 5.1, 0.55)]
    [TestCase("KPCS", "", 20, 35.0, 5.8, 39.3, 4.6, 0.50)]
    [TestCase("KIPS", "", 25, 3.00, 0.75, 3.65, 0.70, 0.50)]
    [TestCase("PIRGAS", "", 25, 52, 15, 66, 15, 0.50)]
    [TestCase("ADBB", "", 15, 6.0, 4.0, 3.8, 3.4, 0.50)]
    [TestCase("GBO", "", 40, 3.2, 1.7, 6.9, 2.1, 0.15)]
    public void Scores_OfAMeasure_AreNearTheDesign(
        string measure,
        string subscale,
        double use,
        double preMean,
        double preSd,
        double postMean,
        double postSd,
        double correlation
    )
    {
        // Services whose scores are turned round on purpose say nothing about the measure.
        var pairs = SampleServices
            .All.Where(service => service.ReversedMeasure != measure)
            .Select(service => Counted.Value[service.Code])
            .Where(counted => counted.Pairs.ContainsKey((measure, subscale)))
            .Select(counted => counted.Pairs[(measure, subscale)])
            .Where(counted => counted.Paired > 1)
            .ToList();
        double Mean(Func<PairRecount, double?> value) =>
            pairs.Sum(counted => counted.Paired * value(counted)!.Value) / pairs.Sum(counted => counted.Paired);

        var scores = SampleFolder.Last(FileKind.Scores);
        var scored = Seen.Select(row => scores[row.Case].Where(score => score["score"].Length > 0).ToList())
            .Where(rows => rows.Count > 0)
            .ToList();
        Assert.Multiple(() =>
        {
            Assert.That(
                100.0 * scored.Count(rows => rows.Any(row => row["measure"] == measure)) / scored.Count,
                Is.EqualTo(use).Within(4),
                "use"
            );
            Assert.That(Mean(counted => counted.PreMean), Is.EqualTo(preMean).Within(0.2 * preSd), "mean before");
            Assert.That(Mean(counted => counted.PreSd), Is.EqualTo(preSd).Within(0.2 * preSd), "SD before");
            Assert.That(Mean(counted => counted.PostMean), Is.EqualTo(postMean).Within(0.3 * postSd), "mean after");
            Assert.That(Mean(counted => counted.PostSd), Is.EqualTo(postSd).Within(0.25 * postSd), "SD after");
            Assert.That(Mean(counted => counted.Correlation), Is.EqualTo(correlation).Within(0.15), "correlation");
        });
    }

    [Test]
    public void Feedback_Forms_AreThereForAboutAThirdOfClosures()
    {
        var forms = SampleFolder
            .Rows(FileKind.Feedback)
            .Where(row => row["respondent"] != "REFERRER")
            .Select(row => row["form_ref"])
            .Distinct()
            .Count();
        Assert.That(100.0 * forms / SeenAndClosed.Count, Is.EqualTo(35).Within(3));
    }

    [TestCase("TRAINING", 60)]
    [TestCase("CONSULTATION", 12)]
    [TestCase("SUPERVISION", 8)]
    public void Activity_OfAQuarter_ReachesThePeopleOfTheDesign(string activity, double people)
    {
        var rows = SampleFolder.Rows(FileKind.Activity).Where(row => row["activity"] == activity).ToList();
        var quarters = rows.Select(row => (row.Service, row.Period)).Distinct().Count();
        Assert.That(rows.Sum(row => Number(row["people"])) / (double)quarters, Is.EqualTo(people).Within(15).Percent);
    }

    private static readonly Lazy<Dictionary<string, ServiceRecount>> Counted = new(() =>
        SampleServices.All.ToDictionary(
            service => service.Code,
            service => SampleRecount.OfService(Path.Combine(SampleFolder.Path, service.Code), "2022-01", "2026-01")
        )
    );

    private static void AssertShares(List<SampleRow> rows, string column, string shares, double within)
    {
        foreach (var (codes, share) in Parsed(shares))
            Assert.That(
                100.0 * rows.Count(row => codes.Split(',').Contains(row[column])) / rows.Count,
                Is.EqualTo(share).Within(within),
                codes
            );
    }

    private static IEnumerable<(string Codes, double Share)> Parsed(string shares) =>
        shares
            .Split(' ')
            .Select(share => share.Split(':'))
            .Select(parts => (parts[0], double.Parse(parts[1], CultureInfo.InvariantCulture)));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
