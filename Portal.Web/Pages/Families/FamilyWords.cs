using System.Globalization;
using Portal.Api.Answers;
using Portal.Api.Profiles;
using Portal.Web.Pages.Words;

namespace Portal.Web.Pages.Families;

/// <summary>What the pictures of families show, in a sentence each.</summary>
public static class FamilyWords
{
    private static readonly string[] Fathers = ["ATTENDED_REGULARLY", "ATTENDED_ONCE"];

    /// <summary>How many came how far, and how long half of them waited.</summary>
    public static string Flow(FamilyFlow flow)
    {
        var wait = flow.DaysToFirstContact.Median is { } days
            ? $"; half waited {days.ToString("0.#", CultureInfo.InvariantCulture)} days or less"
            : "";
        return $"Of {FigureWords.Count(flow.Referred, "referral", "referrals")}, {FigureWords.Count(flow.Accepted)} "
            + $"{(flow.Accepted == 1 ? "was" : "were")} accepted and {FigureWords.Count(flow.Seen)} seen{wait}.";
    }

    /// <summary>Young caregivers, with their interval.</summary>
    public static string Young(Share young) =>
        young.Of == 0
            ? ""
            : $"{FigureWords.Count(young.Count)} of {FigureWords.Count(young.Of)} first caregivers were aged 20 and under: "
                + $"{FigureWords.Percent(young.Fraction)} (95 % interval {FigureWords.PercentInterval(young.Low, young.High)}).";

    /// <summary>Fathers whom the service saw, of those of whom it is recorded.</summary>
    public static string Father(FamilyAnswers father) =>
        father.Known == 0
            ? ""
            : $"The service saw the father of {FigureWords.Count(father.Having(Fathers))} of "
                + $"{FigureWords.Count(father.Known, "family", "families")}; of {FigureWords.Count(father.NotRecorded)} "
                + "it is not recorded.";
}
