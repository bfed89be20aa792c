using Portal.Api.Extracts;

namespace Portal.Api.Checking.Mapping;

/// <summary>
/// Guesses which scores or which risk a column of a sheet with one row a case holds, such as "HADS anxiety start": to be offered, never
/// taken.
/// </summary>
internal static class WideHeadings
{
    private const int MostWordsOfAName = 8;

    private static readonly CodeList RiskCodes = ListOf(FileKind.Risks, "risk_code");
    private static readonly string[] Stages = [.. ListOf(FileKind.Risks, "stage").Codes.Select(code => code.Value)];
    private static readonly string[] Timepoints = [.. ListOf(FileKind.Scores, "timepoint").Codes.Select(code => code.Value)];

    private static readonly Dictionary<string, string> RiskWords = new(StringComparer.Ordinal)
    {
        ["dv"] = "DOMESTIC_ABUSE",
        ["da"] = "DOMESTIC_ABUSE",
        ["domesticviolence"] = "DOMESTIC_ABUSE",
        ["perinatalmh"] = "PERINATAL_MENTAL_ILLNESS",
        ["pnd"] = "PERINATAL_MENTAL_ILLNESS",
        ["drugsandalcohol"] = "SUBSTANCE_MISUSE",
        ["substanceuse"] = "SUBSTANCE_MISUSE",
        ["bereavement"] = "BEREAVEMENT_OR_LOSS",
        ["loss"] = "BEREAVEMENT_OR_LOSS",
        ["safeguarding"] = "SAFEGUARDING_CONCERN",
        ["bonding"] = "BONDING_DIFFICULTY",
        ["premature"] = "PREMATURITY",
        ["lonely"] = "ISOLATION",
    };

    /// <summary>The scores that a heading names; what it does not say is empty. <c>null</c> when it names no measure.</summary>
    public static HeadingMeaning.Score? Score(FileKind file, string heading, MeasureCatalogue measures)
    {
        if (file is not (FileKind.Cases or FileKind.Scores))
            return null;
        var words = Words(heading);
        if (Find(words, name => measures.FindSpelledCode(name)) is not { } code)
            return null;
        var scales = measures.Subscales(code);
        var who = words.Select(word => WhoIs(word)).FirstOrDefault(found => found is not null);
        var scale = Subscale(scales, words);
        var rated = (scale ?? scales[0]).Respondents;
        return new HeadingMeaning.Score(
            code,
            scale?.Subscale ?? "",
            Timepoint(heading) ?? "",
            who is not null && rated.Contains(who) ? who
                : rated.Contains("MOTHER") ? "MOTHER"
                : rated.Count > 0 ? rated[0]
                : ""
        )
        {
            Goal = scales[0].Construct == "goals" ? words.Select(Digit).FirstOrDefault(found => found is 1 or 2 or 3) : null,
        };
    }

    /// <summary>The timepoint that a heading names; <c>null</c> when it names none.</summary>
    public static string? Timepoint(string heading) =>
        Words(heading).Select(word => When(word, Timepoints)).FirstOrDefault(found => found is not null);

    /// <summary>The risk that a heading names; <c>null</c> when it names none.</summary>
    public static HeadingMeaning.Risk? Risk(FileKind file, string heading)
    {
        if (file is not (FileKind.Cases or FileKind.Risks))
            return null;
        var words = Words(heading);
        var stage = words.Select(word => When(word, Stages)).FirstOrDefault(found => found is not null);
        List<string> name =
        [
            .. words.Where(word => word is not ("risk" or "risks" or "factor" or "at" or "the") && When(word, Stages) is null),
        ];
        if (name.Count == 0)
            return null;
        var joined = string.Concat(name);
        return (RiskWords.GetValueOrDefault(joined) ?? RiskCodes.Codes.FirstOrDefault(Names)?.Value) is { } code && code != "OTHER"
            ? new HeadingMeaning.Risk(code, stage ?? "REFERRAL")
            : null;

        bool Names(Code risk) => Fold.Name(risk.Value) == joined || Joined(risk.Label) == joined;
    }

    // The longest run of words that is a name; PHQ-9 and PHQ 9 are two words.
    private static string? Find(List<string> words, Func<string, string?> named)
    {
        for (var length = Math.Min(words.Count, MostWordsOfAName); length > 0; length--)
        {
            for (var from = 0; from + length <= words.Count; from++)
            {
                if (named(string.Concat(words.Skip(from).Take(length))) is { } found)
                    return found;
            }
        }
        return null;
    }

    private static Measure? Subscale(IReadOnlyList<Measure> scales, List<string> words)
    {
        if (scales.Count == 1)
            return scales[0];
        return One(scale =>
                words.Contains(Fold.Name(scale.Subscale)) || Words(scale.SubscaleName).Any(word => word.Length > 3 && words.Contains(word))
            ) ?? One(scale => scale.Subscale.Length > 0 && words.Contains(scale.Subscale[..1].ToLowerInvariant()));

        Measure? One(Func<Measure, bool> suits) => scales.Where(suits).ToList() is [var only] ? only : null;
    }

    private static string? When(string word, string[] codes) =>
        codes.FirstOrDefault(code => Fold.Name(code) == word || Synonyms.Means(code, word))
        ?? (codes.Contains("REFERRAL") && Synonyms.Means("BASELINE", word) ? "REFERRAL" : null);

    private static string? WhoIs(string word) =>
        new[] { "MOTHER", "FATHER", "OTHER_CAREGIVER", "CLINICIAN", "OBSERVER" }.FirstOrDefault(code =>
            Fold.Name(code) == word || Synonyms.Means(code, word)
        );

    private static int? Digit(string word) => word is [>= '0' and <= '9'] ? word[0] - '0' : null;

    private static string Joined(string text) => string.Concat(Words(text));

    // Runs of letters and digits in small letters; a possessive is no word.
    private static List<string> Words(string text) =>
        [
            .. new string([.. text.Select(letter => char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ')])
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Where(word => word != "s"),
        ];

    private static CodeList ListOf(FileKind file, string column) => ((CellForm.Code)ExtractFiles.Of(file).Column(column)!.Form).List;
}
