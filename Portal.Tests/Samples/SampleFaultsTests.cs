using NUnit.Framework;
using Portal.Api.Extracts;
using Portal.Api.Samples;
using Portal.Tests.Recount;

namespace Portal.Tests.Samples;

/// <summary>What the committed network holds on purpose for the warnings to find, and that nothing else is wrong with it.</summary>
[TestFixture]
internal sealed class SampleFaultsTests
{
    private static readonly Dictionary<string, int> Improvement = new()
    {
        ["HADS"] = -1,
        ["PHQ9"] = -1,
        ["GAD7"] = -1,
        ["EPDS"] = -1,
        ["CORE10"] = -1,
        ["ADBB"] = -1,
        ["KPCS"] = 1,
        ["KIPS"] = 1,
        ["PIRGAS"] = 1,
        ["GBO"] = 1,
    };

    [Test]
    public void Scores_WrongWayRound_AreTheConfidenceScaleOfLapwingAlone()
    {
        foreach (var service in SampleServices.All)
        foreach (var ((measure, subscale), counted) in OfService(service.Code, "2023-01", "2026-01").Pairs)
        {
            if (counted.Paired < 8)
                continue;
            var sign = subscale switch
            {
                "WARMTH" => 1,
                "INVASION" => -1,
                _ => Improvement[measure],
            };
            var improvement = sign * (counted.PostMean - counted.PreMean) / counted.PreSd;
            if ((service.Code, measure) == ("LAPWING", "KPCS"))
                Assert.That(improvement, Is.LessThan(-0.5), $"{service.Code} {measure}");
            else
                Assert.That(improvement, Is.GreaterThan(0.2), $"{service.Code} {measure} {subscale}");
        }
    }

    [Test]
    public void Scores_LowPairing_IsThatOfSamphireAlone()
    {
        for (var from = SampleQuarters.First; from.Plus(3) < SampleQuarters.Before; from = from.Plus(1))
            foreach (var service in SampleServices.All)
            foreach (
                var (measure, counted) in OfService(service.Code, from.FirstMonth.ToString(), from.Plus(4).FirstMonth.ToString()).Pairs
            )
                if (counted.Baseline >= 20)
                    Assert.That(
                        counted.Paired < 0.2 * counted.Baseline,
                        Is.EqualTo(service.Code == "SAMPHIRE"),
                        $"{service.Code} {from} {measure}"
                    );
    }

    [Test]
    public void Scores_PairedShares_AreThoseOfTheServices()
    {
        var all = (Baseline: 0, Paired: 0);
        foreach (var service in SampleServices.All)
        {
            var pairs = OfService(service.Code, "2023-01", "2026-01").Pairs.Values.ToList();
            var (baseline, paired) = (pairs.Sum(counted => counted.Baseline), pairs.Sum(counted => counted.Paired));
            Assert.That((double)paired / baseline, Is.EqualTo(service.PairedShare).Within(0.08), service.Code);
            all = (all.Baseline + baseline, all.Paired + paired);
        }
        Assert.That((double)all.Paired / all.Baseline, Is.EqualTo(0.60).Within(0.06));
    }

    [Test]
    public void Cases_ReferralsOfAQuarter_NeverJump()
    {
        foreach (var service in SampleServices.All)
        {
            var referrals = SampleQuarters
                .All.Select(period =>
                    SampleFolder
                        .Rows(FileKind.Cases)
                        .Count(row =>
                            row.Service == service.Code
                            && row.Period == period
                            && string.CompareOrdinal(row["referral_month"], period.FirstMonth.ToString()) >= 0
                        )
                )
                .ToList();
            for (var quarter = 4; quarter < referrals.Count; quarter++)
            {
                var before = referrals.Skip(quarter - 4).Take(4).Order().ToList();
                Assert.That(referrals[quarter], Is.InRange((before[1] + before[2]) / 4.0, before[1] + before[2]), service.Code);
            }
        }
    }

    [Test]
    public void Contacts_OfLapwing_AreCountsInCasesInsteadOfRows()
    {
        Assert.That(SampleFolder.Rows(FileKind.Contacts).Select(row => row.Service), Does.Not.Contain("LAPWING"));
        foreach (var rows in SampleFolder.Rows(FileKind.Cases).GroupBy(row => row.Service))
            Assert.That(rows.Any(row => row["contacts_attended"].Length > 0), Is.EqualTo(rows.Key == "LAPWING"), rows.Key);
    }

    [Test]
    public void Risks_OfEveryService_AreStatedOrAssessed()
    {
        foreach (var service in SampleServices.All)
        {
            var stated = SampleFolder
                .Rows(FileKind.Risks)
                .Any(row => row.Service == service.Code && row["stage"] == "REFERRAL" && row["present"] == "N");
            var assessed = SampleFolder.Rows(FileKind.Cases).Any(row => row.Service == service.Code && row["risks_assessed"] == "Y");
            Assert.That(
                (stated, assessed),
                Is.EqualTo((service.Risks != RiskRecording.OnlyPresent, service.Risks == RiskRecording.OnlyPresent)),
                service.Code
            );
        }
    }

    [Test]
    public void UnsentFiles_AreMissingAndNoOthersButFeedbackWithoutForms()
    {
        foreach (var service in SampleServices.All)
        foreach (var period in SampleQuarters.All)
        foreach (var file in ExtractFiles.All)
        {
            var unsent =
                service.Unsent.Contains(new UnsentFile(file.Kind, period)) || (file.Kind == FileKind.Contacts && !service.SendsContacts);
            var lines = SampleFolder.Lines(service.Code, period, file);
            if (file.Kind != FileKind.Feedback || lines is not null)
                Assert.That(lines is null, Is.EqualTo(unsent), $"{service.Code} {period} {file.Name}");
            Assert.That(lines is null || lines.Length > 1, Is.True, $"{service.Code} {period} {file.Name} has no rows");
        }
    }

    [Test]
    public void Services_Registry_HasAllNationsAndHosts()
    {
        Assert.Multiple(() =>
        {
            Assert.That(SampleServices.All.Select(service => service.Nation), Is.SupersetOf(new[] { "E", "W", "S", "N" }));
            Assert.That(SampleServices.All.Select(service => service.Host), Is.SupersetOf(new[] { "NHS", "COUNCIL", "CHARITY", "MIXED" }));
            Assert.That(SampleServices.All.Select(service => service.Code), Is.Unique);
            Assert.That(SampleServices.All, Has.Count.EqualTo(12));
        });
    }

    private static ServiceRecount OfService(string code, string from, string before) =>
        SampleRecount.OfService(Path.Combine(SampleFolder.Path, code), from, before);
}
