using System.Text;
using Portal.Api.Answers;
using Portal.Api.Checking.Identifiers;
using Portal.Api.Checking.Mapping;
using Portal.Api.Extracts;

namespace Portal.Api.Mapping;

/// <summary>The mapping of one file as clients, command lines and the database have it.</summary>
/// <param name="Headings">By heading: the column that it stands for, or <c>null</c> when it is not for the portal.</param>
/// <param name="Words">By column of the contract, and by word: the code that it stands for.</param>
/// <param name="Scores">By heading, in cases and scores: the scores of each case that the column holds.</param>
/// <param name="Risks">By heading, in cases and risks: the risk of each case that the column holds.</param>
/// <param name="NoServiceColumn">True when all rows are the service's own and no column says so.</param>
public sealed record MappedFileText(
    IReadOnlyDictionary<string, string?>? Headings,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Words,
    IReadOnlyDictionary<string, MappedScoreText?>? Scores = null,
    IReadOnlyDictionary<string, MappedRiskText?>? Risks = null,
    bool? NoServiceColumn = null
)
{
    internal static MappedFileText Of(FileMapping mapping)
    {
        var headings = mapping.Headings.DistinctBy(heading => heading.Heading).ToList();
        var scores = headings.Where(heading => heading.Meaning is HeadingMeaning.Score).ToList();
        var risks = headings.Where(heading => heading.Meaning is HeadingMeaning.Risk).ToList();
        return new(
            headings
                .Except(scores)
                .Except(risks)
                .ToDictionary(heading => heading.Heading, heading => (heading.Meaning as HeadingMeaning.Column)?.Name),
            mapping
                .Words.GroupBy(word => word.Column)
                .ToDictionary(
                    column => column.Key,
                    IReadOnlyDictionary<string, string> (column) =>
                        column.DistinctBy(word => word.Word).ToDictionary(word => word.Word, word => word.Code)
                ),
            scores.Count == 0
                ? null
                : scores.ToDictionary(
                    heading => heading.Heading,
                    MappedScoreText? (heading) => MappedScoreText.Of((HeadingMeaning.Score)heading.Meaning)
                ),
            risks.Count == 0
                ? null
                : risks.ToDictionary(
                    heading => heading.Heading,
                    MappedRiskText? (heading) => MappedRiskText.Of((HeadingMeaning.Risk)heading.Meaning)
                ),
            mapping.IsOurs ? true : null
        );
    }

    /// <summary>All headings with what they stand for, as they were written.</summary>
    internal IEnumerable<MappedHeading> AllHeadings() =>
        (Headings ?? new Dictionary<string, string?>())
            .Select(heading => new MappedHeading(
                heading.Key,
                heading.Value is null ? new HeadingMeaning.NotForThePortal() : new HeadingMeaning.Column(heading.Value)
            ))
            .Concat(
                (Scores ?? new Dictionary<string, MappedScoreText?>())
                    .Where(score => score.Value is not null)
                    .Select(score => new MappedHeading(score.Key, score.Value!.ToMeaning()))
            )
            .Concat(
                (Risks ?? new Dictionary<string, MappedRiskText?>())
                    .Where(risk => risk.Value is not null)
                    .Select(risk => new MappedHeading(risk.Key, risk.Value!.ToMeaning()))
            );

    internal IEnumerable<MappedWord> AllWords() =>
        (Words ?? new Dictionary<string, IReadOnlyDictionary<string, string>>()).SelectMany(column =>
            column.Value.Select(word => new MappedWord(column.Key, word.Key, word.Value))
        );
}

/// <summary>A mapping as somebody sends it.</summary>
/// <param name="Files">By file: <c>cases</c>, <c>risks</c>, <c>scores</c>, <c>contacts</c>, <c>feedback</c>, <c>activity</c>.</param>
public sealed record MappingText(IReadOnlyDictionary<string, MappedFileText?>? Files)
{
    private const int MostHeadings = 200;
    private const int MostWords = 2000;

    public static MappingText Of(ExtractMapping mapping) =>
        new(
            mapping
                .Files.OrderBy(file => file.Key)
                .ToDictionary(file => Word(file.Key), MappedFileText? (file) => MappedFileText.Of(file.Value))
        );

    /// <summary>Reads it strictly: what it names must exist, and nothing may be said twice in different ways.</summary>
    /// <returns>The mapping, or a refusal with 400 that names the place and never the words.</returns>
    public Answer<ExtractMapping> Read(MeasureCatalogue measures)
    {
        var files = new Dictionary<FileKind, FileMapping>();
        foreach (var (word, text) in Files ?? new Dictionary<string, MappedFileText?>())
        {
            if (ExtractFiles.All.FirstOrDefault(file => Word(file.Kind) == word) is not { } file)
                return Wrong("files has one of cases, risks, scores, contacts, feedback and activity.");
            if (text is null)
                return Wrong($"{word}: there is nothing about this file; leave it out.");
            if ((FaultOfHeadings(file, text, measures) ?? FaultOfWords(file, text, measures)) is { } fault)
                return Wrong($"{word}: {fault}.");
            var headings = text.AllHeadings().Select(heading => heading with { Heading = heading.Heading.Trim() }).ToList();
            var words = text.AllWords().Select(own => own with { Word = own.Word.Trim() }).ToList();
            if (SaysTwoThings(headings, words))
                return Wrong(
                    $"{word}: the same heading or word stands for two things. Capitals, spaces and dashes do not tell words apart."
                );
            if (headings.Count > MostHeadings || words.Count > MostWords)
                return Wrong($"{word}: at most {MostHeadings} headings and {MostWords} words.");
            // What is said twice alike is kept once.
            files[file.Kind] = new FileMapping(
                [.. headings.DistinctBy(heading => Fold.Name(heading.Heading))],
                [.. words.DistinctBy(own => (own.Column, Fold.Key(own.Word)))]
            )
            {
                IsOurs = text.NoServiceColumn ?? false,
            };
        }
        return new ExtractMapping(files);
    }

    /// <summary>Reads what was saved and was right then; what the contract no longer has is passed over.</summary>
    internal ExtractMapping ReadKept()
    {
        var files = new Dictionary<FileKind, FileMapping>();
        foreach (var file in ExtractFiles.All)
        {
            if (Files?.GetValueOrDefault(Word(file.Kind)) is not { } text)
                continue;
            files[file.Kind] = new FileMapping(
                [
                    .. text.AllHeadings()
                        .Where(heading => heading.Meaning is not HeadingMeaning.Column column || file.Column(column.Name) is not null),
                ],
                [.. text.AllWords()]
            )
            {
                IsOurs = text.NoServiceColumn ?? false,
            };
        }
        return new ExtractMapping(files);
    }

    private static string? FaultOfHeadings(ExtractFile file, MappedFileText text, MeasureCatalogue measures)
    {
        foreach (var (heading, meaning) in text.Headings ?? new Dictionary<string, string?>())
        {
            if (Fault(heading, MappingQuestions.LongestHeading) is { } fault)
                return fault;
            if (meaning is not null && file.Column(meaning) is null)
                return $"a heading stands for a column that {file.Name} does not have";
        }
        foreach (var (heading, score) in text.Scores ?? new Dictionary<string, MappedScoreText?>())
        {
            if (file.Kind is not (FileKind.Cases or FileKind.Scores))
                return "columns with scores belong to cases or scores";
            if (
                (Fault(heading, MappingQuestions.LongestHeading) ?? (score is null ? "a score is missing" : score.Fault(measures))) is
                { } fault
            )
                return fault;
            if (score!.WeekHeading is { } week && Fault(week, MappingQuestions.LongestHeading) is { } wrong)
                return wrong;
        }
        if (text.AllHeadings().Any(IsAlsoAWeek))
            return "the column of weeks of a score stands for something else as well";
        foreach (var (heading, risk) in text.Risks ?? new Dictionary<string, MappedRiskText?>())
        {
            if (file.Kind is not (FileKind.Cases or FileKind.Risks))
                return "columns with risks belong to cases or risks";
            if ((Fault(heading, MappingQuestions.LongestHeading) ?? (risk is null ? "a risk is missing" : risk.Fault())) is { } fault)
                return fault;
        }
        return null;

        bool IsAlsoAWeek(MappedHeading heading) =>
            text.Scores?.Values.Any(score => score?.WeekHeading is { } week && Fold.Name(week) == Fold.Name(heading.Heading)) ?? false;
    }

    private static string? FaultOfWords(ExtractFile file, MappedFileText text, MeasureCatalogue measures)
    {
        foreach (var (column, codes) in text.Words ?? new Dictionary<string, IReadOnlyDictionary<string, string>>())
        {
            if (codes is null || file.Column(column) is not { } found || WordCodes.Of(found, measures) is not { Count: > 0 } allowed)
                return $"words stand for codes of a column that {file.Name} does not have, or that has no codes";
            foreach (var (own, code) in codes)
            {
                if (Fault(own, MappingQuestions.LongestWord) is { } fault)
                    return fault;
                if (!allowed.Any(one => one.Value == code))
                    return $"a word of {column} stands for something that is no code of it";
            }
        }
        return null;
    }

    private static bool SaysTwoThings(List<MappedHeading> headings, List<MappedWord> words) =>
        headings.GroupBy(heading => Fold.Name(heading.Heading)).Any(group => group.Select(one => one.Meaning).Distinct().Skip(1).Any())
        || words.GroupBy(own => (own.Column, Fold.Key(own.Word))).Any(group => group.Select(one => one.Code).Distinct().Skip(1).Any());

    private static string? Fault(string text, int longest) =>
        string.IsNullOrWhiteSpace(text) || text.Length > longest || text.Any(char.IsControl)
            ? $"headings have 1 to {MappingQuestions.LongestHeading} letters, words 1 to {MappingQuestions.LongestWord}"
        // The same shapes that an extract may not hold.
        : IdentifierScan.FindInTitle(Encoding.UTF8.GetBytes(text)) is not null
            ? "a heading or word seems to hold an identifier, such as a telephone number or postcode"
        : null;

    private static string Word(FileKind kind) => Path.GetFileNameWithoutExtension(ExtractFiles.Of(kind).Name);

    private static Refusal Wrong(string detail) => new(StatusCodes.Status400BadRequest, "MAPPING_WRONG", detail);
}
