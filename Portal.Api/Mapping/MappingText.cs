using System.Text;
using Portal.Api.Answers;
using Portal.Api.Checking.Identifiers;
using Portal.Api.Checking.Mapping;
using Portal.Api.Extracts;

namespace Portal.Api.Mapping;

/// <summary>The mapping of one file as clients, command lines and the database have it.</summary>
/// <param name="Headings">By heading: the column that it stands for, or <c>null</c> when it is not for the portal.</param>
/// <param name="Words">By column of the contract, and by word: the code that it stands for.</param>
public sealed record MappedFileText(
    IReadOnlyDictionary<string, string?>? Headings,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Words
);

/// <summary>A mapping as somebody sends it.</summary>
/// <param name="Files">By file: <c>cases</c>, <c>risks</c>, <c>scores</c>, <c>contacts</c>, <c>feedback</c>, <c>activity</c>.</param>
public sealed record MappingText(IReadOnlyDictionary<string, MappedFileText?>? Files)
{
    private const int MostHeadings = 200;
    private const int MostWords = 2000;
    private const int LongestHeading = 100;

    public static MappingText Of(ExtractMapping mapping) =>
        new(
            mapping
                .Files.OrderBy(file => file.Key)
                .ToDictionary(
                    file => Word(file.Key),
                    MappedFileText? (file) =>
                        new MappedFileText(
                            file.Value.Headings.DistinctBy(heading => heading.Heading)
                                .ToDictionary(heading => heading.Heading, heading => Text(heading.Meaning)),
                            file.Value.Words.GroupBy(word => word.Column)
                                .ToDictionary(
                                    column => column.Key,
                                    column =>
                                        (IReadOnlyDictionary<string, string>)
                                            column.DistinctBy(word => word.Word).ToDictionary(word => word.Word, word => word.Code)
                                )
                        )
                )
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
            var headings = new List<MappedHeading>();
            foreach (var (heading, meaning) in text.Headings ?? new Dictionary<string, string?>())
            {
                if (Fault(file, heading, LongestHeading) is { } fault)
                    return Wrong(fault);
                if (meaning is not null && file.Column(meaning) is null)
                    return Wrong($"{word}: a heading stands for a column that {file.Name} does not have.");
                headings.Add(
                    new(heading.Trim(), meaning is null ? new HeadingMeaning.NotForThePortal() : new HeadingMeaning.Column(meaning))
                );
            }
            var words = new List<MappedWord>();
            foreach (var (column, codes) in text.Words ?? new Dictionary<string, IReadOnlyDictionary<string, string>>())
            {
                if (codes is null || file.Column(column) is not { } found || WordCodes.Of(found, measures) is not { Count: > 0 } allowed)
                    return Wrong($"{word}: words stand for codes of a column that {file.Name} does not have, or that has no codes.");
                foreach (var (own, code) in codes)
                {
                    if (Fault(file, own, MappingQuestions.LongestWord) is { } fault)
                        return Wrong(fault);
                    if (!allowed.Any(one => one.Value == code))
                        return Wrong($"{word}: a word of {column} stands for something that is no code of it.");
                    words.Add(new(column, own.Trim(), code));
                }
            }
            if (
                headings
                    .GroupBy(heading => Fold.Name(heading.Heading))
                    .Any(group => group.Select(one => one.Meaning).Distinct().Skip(1).Any())
                || words
                    .GroupBy(own => (own.Column, Fold.Key(own.Word)))
                    .Any(group => group.Select(one => one.Code).Distinct().Skip(1).Any())
            )
                return Wrong(
                    $"{word}: the same heading or word stands for two things. Capitals, spaces and dashes do not tell words apart."
                );
            if (headings.Count > MostHeadings || words.Count > MostWords)
                return Wrong($"{word}: at most {MostHeadings} headings and {MostWords} words.");
            // What is said twice alike is kept once.
            files[file.Kind] = new FileMapping(
                [.. headings.DistinctBy(heading => Fold.Name(heading.Heading))],
                [.. words.DistinctBy(own => (own.Column, Fold.Key(own.Word)))]
            );
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
                    .. (text.Headings ?? new Dictionary<string, string?>())
                        .Where(heading => heading.Value is null || file.Column(heading.Value) is not null)
                        .Select(heading => new MappedHeading(
                            heading.Key,
                            heading.Value is null ? new HeadingMeaning.NotForThePortal() : new HeadingMeaning.Column(heading.Value)
                        )),
                ],
                [
                    .. (text.Words ?? new Dictionary<string, IReadOnlyDictionary<string, string>>()).SelectMany(column =>
                        column.Value.Select(word => new MappedWord(column.Key, word.Key, word.Value))
                    ),
                ]
            );
        }
        return new ExtractMapping(files);
    }

    private static string? Fault(ExtractFile file, string text, int longest) =>
        string.IsNullOrWhiteSpace(text) || text.Length > longest || text.Any(char.IsControl)
            ? $"{Word(file.Kind)}: headings have 1 to {LongestHeading} letters, words 1 to {MappingQuestions.LongestWord}."
        // The same shapes that an extract may not hold.
        : IdentifierScan.FindInTitle(Encoding.UTF8.GetBytes(text)) is not null
            ? $"{Word(file.Kind)}: a heading or word seems to hold an identifier, such as a telephone number or postcode."
        : null;

    private static string? Text(HeadingMeaning meaning) => meaning is HeadingMeaning.Column column ? column.Name : null;

    private static string Word(FileKind kind) => Path.GetFileNameWithoutExtension(ExtractFiles.Of(kind).Name);

    private static Refusal Wrong(string detail) => new(StatusCodes.Status400BadRequest, "MAPPING_WRONG", detail);
}
