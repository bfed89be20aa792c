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
    // A file of nothing but wrong cells must not fill the memory; so many words are nobody's codes.
    private const int MostHeld = 200_000;
    private const int MostWordsHeld = 20_000;

    private const int MostSuggestions = 1000;

    private readonly Dictionary<(int Ordinal, string Word), string?> _suggestions = [];
    private readonly Dictionary<int, string> _allowed = [];
    private readonly List<Found> _found = [];
    private readonly Dictionary<(int Ordinal, string Key), (int Count, string Word)> _words = [];

    public void Add(int position, int ordinal, RowPlace row, ReadOnlySpan<char> text)
    {
        // The beginning is enough to tell words apart: a longer one is never asked about.
        var word = (text.Length > MappingQuestions.LongestWord ? text[..(MappingQuestions.LongestWord + 1)] : text).ToString();
        var key = (ordinal, Fold.Key(word));
        if (_words.TryGetValue(key, out var known) || _words.Count < MostWordsHeld)
            _words[key] = (known.Count + 1, known.Word ?? word);
        var found = new Found(position, ordinal, row, known.Word ?? word, text.Length);
        if (_found.Count < MostHeld)
            _found.Add(found);
        else
            Report(found, isAsked: false);
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
            Report(found, asked.ContainsKey((found.Ordinal, Fold.Key(found.Word))));
        foreach (var ((ordinal, _), (count, word)) in asked.OrderBy(pair => pair.Key.Ordinal).ThenByDescending(pair => pair.Value.Count))
        {
            var column = file.Header.File.Columns[ordinal];
            file.Words.Add(
                new WordQuestion(file.Header.File.Name, column.Name, word, count, Synonyms.Code(WordCodes.Of(column, measures), word))
            );
        }
    }

    private void Report(Found found, bool isAsked)
    {
        var column = file.Header.File.Columns[found.Ordinal];
        var isText = !isAsked && (found.Length > MappingQuestions.LongestWord || FreeText.Is(column.Form, found.Word));
        if (isText)
            file.FreeText.Add((found.Row.Record!.Value, found.Position));
        if (column.Form is CellForm.Code coded)
            log.Add(
                ValueRules.NotAllowed,
                file.Kind,
                file.Header.Place(found.Position),
                found.Row,
                isText ? FreeText.Mark : new ShownCell(found.Word, Suggestion(found, coded.List.Codes)),
                !isText && Fold.Invisible(found.Word) is { } invisible
                    ? $"It holds a character that cannot be seen, {invisible}."
                    : Allowed(found.Ordinal, coded.List)
            );
    }

    // A group of problems shows the first thousand words, so more suggestions are not needed.
    private string? Suggestion(Found found, IReadOnlyList<Code> codes)
    {
        var key = (found.Ordinal, found.Word);
        if (_suggestions.TryGetValue(key, out var known) || _suggestions.Count >= MostSuggestions)
            return known;
        return _suggestions[key] = Synonyms.Code(codes, found.Word);
    }

    private string Allowed(int ordinal, CodeList list)
    {
        if (!_allowed.TryGetValue(ordinal, out var allowed))
            _allowed[ordinal] = allowed = $"Allowed: {string.Join(", ", list.Codes.Select(code => code.Value))}.";
        return allowed;
    }

    private readonly record struct Found(int Position, int Ordinal, RowPlace Row, string Word, int Length);
}
