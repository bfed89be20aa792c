using Portal.Api.Work;
using Portal.Web.Pages.Words;

namespace Portal.Web.Pages.Work;

/// <summary>What the picture of families together shows, in a sentence or two.</summary>
public static class TogetherWords
{
    private const string WithCaregiver = "WITH_CAREGIVER";

    /// <summary>How many babies live with the caregiver at both ends, and which way social care went.</summary>
    public static string Of(FamiliesTogether families)
    {
        var (home, care, steps) = (families.Home, families.SocialCare, families.Steps);
        string[] sentences =
        [
            home.End.Known == 0
                ? "Where the baby lives is not recorded at start and end."
                : $"Of {FigureWords.Count(home.End.Known, "baby", "babies")}, {FigureWords.Count(home.End.Having(WithCaregiver))} lived with the "
                    + $"caregiver when the work ended, {FigureWords.Count(home.Start.Having(WithCaregiver))} when it started.",
            care.End.Known == 0
                ? "Social care is not recorded at start and end."
                : $"Social care was lower at the end for {FigureWords.Count(steps.Lower)} of {FigureWords.Count(care.End.Known, "family", "families")}, "
                    + $"the same for {FigureWords.Count(steps.Same)} and higher for {FigureWords.Count(steps.Higher)}.",
        ];
        return string.Join(' ', sentences);
    }
}
