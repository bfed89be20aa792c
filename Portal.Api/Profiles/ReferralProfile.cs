using Portal.Api.Answers;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Records;

namespace Portal.Api.Profiles;

/// <summary>One risk among the cases in which it was assessed (Y or N at referral).</summary>
public sealed record RiskShare(string Code, string Label, int Present, int Assessed, double? Fraction, double? Low, double? High);

/// <summary>Risks at referral; <paramref name="Assessed"/> counts cases in which any risk is known.</summary>
public sealed record RiskProfile(int Assessed, IReadOnlyList<RiskShare> Items)
{
    /// <summary>Those that were assessed, the most frequent first; of equal shares the first of the catalogue.</summary>
    public IReadOnlyList<RiskShare> Ranked() => [.. Items.Where(item => item.Assessed > 0).OrderByDescending(item => item.Fraction)];
}

/// <summary>
/// One code of a list. <paramref name="Of"/> is the cases with a known code, or all cases for a code that means not known.
/// </summary>
public sealed record CodeShare(string Code, string Label, bool Unknown, int Count, int Of, double? Fraction, double? Low, double? High);

/// <summary>Who is referred: exact counts over a window of referral months.</summary>
public sealed record ReferralProfile(
    string From,
    string Before,
    int Referrals,
    RiskProfile Risks,
    Share CaregiversAged20AndUnder,
    IReadOnlyList<CodeShare> BabyEthnicity,
    IReadOnlyList<CodeShare> Household,
    IReadOnlyList<CodeShare> BabyAgeBands,
    IReadOnlyList<CodeShare> FatherInvolvement,
    IReadOnlyList<CodeShare> SocialCare,
    IReadOnlyList<CodeShare> ReferralSources
)
{
    /// <summary>The profile of the cases behind <paramref name="counts"/>, summed over all services in them.</summary>
    public static ReferralProfile Of(Window window, IEnumerable<ProfileCount> counts)
    {
        var cases = counts
            .GroupBy(count => (count.Dimension, count.Code))
            .ToDictionary(group => group.Key, group => group.Sum(count => count.Cases));
        int Cases(string dimension, string code) => cases.GetValueOrDefault((dimension, code));

        var young = Cases("CAREGIVER_AGE_BAND", "U18") + Cases("CAREGIVER_AGE_BAND", "18-20");
        var aged = CaseCodes
            .CaregiverAgeBand.Codes.Where(code => !CodeLists.MeansUnknown(CaseCodes.CaregiverAgeBand, code.Value))
            .Sum(code => Cases("CAREGIVER_AGE_BAND", code.Value));
        return new ReferralProfile(
            window.From.ToString(),
            window.Before.ToString(),
            Cases(ProfileCounts.Referrals, ""),
            new RiskProfile(Cases(ProfileCounts.AnyRiskAssessed, ""), [.. CareCodes.Risk.Codes.Select(RiskShareOf)]),
            Share.Among(young, aged),
            Shares("BABY_ETHNICITY", CaseCodes.Ethnicity),
            Shares("HOUSEHOLD", CaseCodes.Household),
            Shares("BABY_AGE_BAND", CaseCodes.BabyAgeBand),
            Shares("FATHER_INVOLVEMENT", CaseCodes.FatherInvolvement),
            Shares("SOCIAL_CARE", CaseCodes.SocialCare),
            Shares("REFERRAL_SOURCE", CaseCodes.ReferralSource)
        );

        RiskShare RiskShareOf(Code risk)
        {
            var present = Cases(ProfileCounts.RiskPresent, risk.Value);
            var assessed = Cases(ProfileCounts.RiskAssessed, risk.Value);
            var share = Share.Among(present, assessed);
            return new RiskShare(risk.Value, risk.Label, present, assessed, share.Fraction, share.Low, share.High);
        }

        IReadOnlyList<CodeShare> Shares(string dimension, CodeList list)
        {
            var all = list.Codes.Sum(code => Cases(dimension, code.Value));
            var known = list.Codes.Where(code => !CodeLists.MeansUnknown(list, code.Value)).Sum(code => Cases(dimension, code.Value));
            return
            [
                .. list.Codes.Select(code =>
                {
                    var unknown = CodeLists.MeansUnknown(list, code.Value);
                    var count = Cases(dimension, code.Value);
                    var of = unknown ? all : known;
                    var share = Share.Among(count, of);
                    return new CodeShare(code.Value, code.Label, unknown, count, of, share.Fraction, share.Low, share.High);
                }),
            ];
        }
    }
}
