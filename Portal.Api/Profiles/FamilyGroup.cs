using Portal.Api.Extracts;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Profiles;

/// <summary>How many referrals have one answer.</summary>
public sealed record FamilyPart(string Code, string Label, int Count);

/// <summary>One question about the families.</summary>
/// <param name="Question">Code of the question.</param>
/// <param name="Parts">Every answer in its order, also those that nobody has; what means "not known" is not among them.</param>
/// <param name="Known">Sum of the parts.</param>
public sealed record FamilyAnswers(string Question, string Label, IReadOnlyList<FamilyPart> Parts, int Known, int NotRecorded)
{
    /// <summary>How many have one of the codes.</summary>
    public int Having(params IReadOnlyList<string> codes) => Parts.Where(part => codes.Contains(part.Code)).Sum(part => part.Count);
}

/// <summary>Questions that one picture answers.</summary>
public sealed record FamilyGroup(string Code, string Title, IReadOnlyList<FamilyAnswers> Answers)
{
    public const string Risks = "RISKS";
    public const string Ages = "AGES";
    public const string Household = "HOUSEHOLD";
    public const string Ethnicity = "ETHNICITY";
    public const string Sources = "SOURCES";
    public const string SocialCare = "SOCIAL_CARE";
    public const string Home = "HOME";
    public const string Deprivation = "DEPRIVATION";

    /// <summary>Questions that a picture has to choose from.</summary>
    public FamilyAnswers this[string question] => Answers.First(answers => answers.Question == question);

    /// <summary>Whether anything is recorded.</summary>
    public bool IsKnown => Answers.Any(answers => answers.Known > 0);
}

/// <summary>What is asked about families: the questions of each group, with the answers that each has.</summary>
internal static class FamilyQuestions
{
    /// <summary>A question with its answers; a code that belongs to none is not recorded.</summary>
    /// <param name="Code">As the counts name it.</param>
    internal sealed record Question(string Code, string Label, IReadOnlyList<LatticeBand> Answers);

    private static readonly LatticeBand[] Numbers =
    [
        new("0", "None", "0"),
        new("1", "1 risk", "1"),
        new("2", "2 risks", "2"),
        new("3", "3 risks", "3"),
        new("4", "4 risks", "4"),
        new("5+", "5 or more", "5+"),
    ];

    /// <summary>From most to least involved; the extract lists them the other way round.</summary>
    private static readonly CodeList Fathers = CaseCodes.FatherInvolvement with
    {
        Codes = [.. CaseCodes.FatherInvolvement.Codes.Take(4).Reverse(), .. CaseCodes.FatherInvolvement.Codes.Skip(4)],
    };

    internal static readonly IReadOnlyList<(string Code, string Title, IReadOnlyList<Question> Questions)> Groups =
    [
        (FamilyGroup.Risks, "How many risks are known of a family", [new("RISK_NUMBER", "Risks at referral", Numbers)]),
        (
            FamilyGroup.Ages,
            "How old they are",
            [
                Of("BABY_AGE", "Baby at referral", CaseCodes.BabyAgeBand),
                Of("CAREGIVER1_AGE", "First caregiver", CaseCodes.CaregiverAgeBand),
                Of("CAREGIVER2_AGE", "Second caregiver, where there is one", CaseCodes.CaregiverAgeBand),
            ]
        ),
        (
            FamilyGroup.Household,
            "Household and father",
            [Of("HOUSEHOLD", "Household", CaseCodes.Household), Of("FATHER", "Father", Fathers)]
        ),
        (
            FamilyGroup.Ethnicity,
            "Ethnicity",
            [
                new("BABY_ETHNICITY", "Baby", ReleaseLattice.BabyEthnicity.Bands.SkipLast(1).ToList()),
                new("CAREGIVER1_ETHNICITY", "First caregiver", ReleaseLattice.BabyEthnicity.Bands.SkipLast(1).ToList()),
            ]
        ),
        (
            FamilyGroup.SocialCare,
            "Social care",
            [
                Of("SOCIAL_CARE", "At referral, all", CaseCodes.SocialCare),
                Of("SOCIAL_CARE_START", "Work ended: at the start", CaseCodes.SocialCare),
                Of("SOCIAL_CARE_END", "Work ended: at the end", CaseCodes.SocialCare),
            ]
        ),
        (
            FamilyGroup.Home,
            "Where the baby lives",
            [
                Of("HOME", "At referral, all", CaseCodes.BabyLiving),
                Of("HOME_START", "Work ended: at the start", CaseCodes.BabyLiving),
                Of("HOME_END", "Work ended: at the end", CaseCodes.BabyLiving),
            ]
        ),
        (
            FamilyGroup.Deprivation,
            "Deprivation of the area",
            [new("DEPRIVATION", "Fifths within the nation", ReleaseLattice.Deprivation.Bands.SkipLast(1).ToList())]
        ),
        (FamilyGroup.Sources, "Who refers", [Of("REFERRAL_SOURCE", "Referred by", CaseCodes.ReferralSource)]),
    ];

    /// <summary>Counts as answers to every question.</summary>
    /// <param name="counts">By code of a question and of the extract; empty where nothing was sent.</param>
    internal static IReadOnlyList<FamilyGroup> Answered(IReadOnlyDictionary<(string Question, string Code), int> counts)
    {
        var all = counts.GroupBy(count => count.Key.Question).ToDictionary(group => group.Key, group => group.Sum(count => count.Value));
        return
        [
            .. Groups.Select(group => new FamilyGroup(
                group.Code,
                group.Title,
                [.. group.Questions.Select(question => Answers(question, counts, all.GetValueOrDefault(question.Code)))]
            )),
        ];
    }

    private static FamilyAnswers Answers(Question question, IReadOnlyDictionary<(string Question, string Code), int> counts, int all)
    {
        FamilyPart[] parts =
        [
            .. question.Answers.Select(answer => new FamilyPart(
                answer.Code,
                answer.Label,
                answer.Values.Sum(code => counts.GetValueOrDefault((question.Code, code)))
            )),
        ];
        var known = parts.Sum(part => part.Count);
        return new FamilyAnswers(question.Code, question.Label, parts, known, all - known);
    }

    internal static Question Of(string code, string label, CodeList list) =>
        new(
            code,
            label,
            [
                .. list
                    .Codes.Where(one => !CodeLists.MeansUnknown(list, one.Value))
                    .Select(one => new LatticeBand(one.Value, one.Label, one.Value)),
            ]
        );
}
