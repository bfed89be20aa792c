using Portal.Api.Checking.Files;
using Portal.Api.Checking.Mapping;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.Rows;

/// <summary>
/// Words of coded columns that are no codes. One that stands in several rows is a word of the service's own, and it is asked what it means;
/// a rare one is a mistake in single cells, and words that somebody wrote for once are not shown.
/// </summary>
internal sealed class UnknownWords(GatedFile file, MeasureCatalogue measures, ProblemLog log)
{
    private readonly List<Found> _found = [];
    private readonly Dictionary<(int Ordinal, string Key), (int Count, string Word)> _words = [];

    public void Add(int position, int ordinal, RowPlace row, ReadOnlySpan<char> text)
    {
        // The beginning is enough to tell words apart: a longer one is never asked about.
        var word = (text.Length > MappingQuestions.LongestWord ? text[..(MappingQuestions.LongestWord + 1)] : text).ToString();
        var key = (ordinal, Fold.Key(word));
        var (count, first) = _words.GetValueOrDefault(key, (0, word));
        _words[key] = (count + 1, first);
        _found.Add(new Found(position, ordinal, row, first, text.Length));
    }

    /// <summary>Reports them; call it once, after the last row.</summary>
    public void Report()
    {
        var crowded = _words
            .GroupBy(word => word.Key.Ordinal)
            .Where(column => column.Count() > MappingQuestions.MostWords)
            .Select(column => column.Key)
            .ToHashSet();
        var asked = _words
            .Where(word =>
                word.Value.Count >= MappingQuestions.FewestRows
                && word.Value.Word.Length <= MappingQuestions.LongestWord
                && word.Value.Word != Problem.Removed
                && !crowded.Contains(word.Key.Ordinal)
            )
            .ToDictionary(word => word.Key, word => word.Value);

        foreach (var found in _found)
        {
            var column = file.Header.File.Columns[found.Ordinal];
            var isAsked = asked.ContainsKey((found.Ordinal, Fold.Key(found.Word)));
            var isText = !isAsked && (found.Length > MappingQuestions.LongestWord || FreeText.Is(column.Form, found.Word));
            if (isText)
                file.FreeText.Add((found.Row.Record!.Value, found.Position));
            if (column.Form is CellForm.Code coded)
                log.Add(
                    ValueRules.NotAllowed,
                    file.Kind,
                    file.Header.Place(found.Position),
                    found.Row,
                    isText ? FreeText.Mark : new ShownCell(found.Word, Synonyms.Code(coded.List.Codes, found.Word)),
                    !isText && Fold.Invisible(found.Word) is { } invisible
                        ? $"It holds a character that cannot be seen, {invisible}."
                        : $"Allowed: {string.Join(", ", coded.List.Codes.Select(code => code.Value))}."
                );
        }
        foreach (var ((ordinal, _), (count, word)) in asked.OrderBy(pair => pair.Key.Ordinal).ThenByDescending(pair => pair.Value.Count))
        {
            var column = file.Header.File.Columns[ordinal];
            file.Words.Add(
                new WordQuestion(file.Header.File.Name, column.Name, word, count, Synonyms.Code(WordCodes.Of(column, measures), word))
            );
        }
    }

    private readonly record struct Found(int Position, int Ordinal, RowPlace Row, string Word, int Length);
}
