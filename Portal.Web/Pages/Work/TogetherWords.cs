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
        var living = FigureWords.Count(home.End.Having(WithCaregiver));
        var lived = FigureWords.Count(home.Start.Having(WithCaregiver));
        var same = $"the same for {FigureWords.Count(steps.Same)} and higher for {FigureWords.Count(steps.Higher)}";
        string[] sentences =
        [
            home.End.Known == 0
                ? "Where the baby lives is not recorded at start and end."
                : $"Of {FigureWords.Count(home.End.Known, "baby", "babies")}, {living} lived with the caregiver when the work ended, "
                    + $"{lived} when it started.",
            care.End.Known == 0
                ? "Social care is not recorded at start and end."
                : $"Social care was lower at the end for {FigureWords.Count(steps.Lower)} of "
                    + $"{FigureWords.Count(care.End.Known, "family", "families")}, {same}.",
        ];
        return string.Join(' ', sentences);
    }
}
