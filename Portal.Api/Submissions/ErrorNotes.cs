using Portal.Api.Checking.Problems;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Submissions;

/// <summary>What an error file or workbook says beside the rows of one file: errors and warnings in its data rows.</summary>
internal sealed class ErrorNotes
{
    private const int LongestMessage = 160;

    private readonly Dictionary<int, List<string>> _rows = [];
    private readonly Dictionary<(int Record, int Column), List<string>> _cells = [];

    /// <param name="file">Canonical name.</param>
    /// <param name="problems">Of the whole extract.</param>
    public ErrorNotes(string file, IReadOnlyList<Problem> problems)
    {
        foreach (var problem in problems.Where(problem => ErrorFile.Concerns(problem, file)))
        {
            var note = Note(problem);
            var column = Position(problem.ColumnLetter);
            foreach (var record in problem.Records.Distinct())
            {
                Add(_rows, record, note);
                if (column is { } place)
                    Add(_cells, (record, place), note);
            }
        }
    }

    /// <summary>All that is said of a data row; empty for a row without problems.</summary>
    public string OfRow(int record) => string.Join("; ", _rows.GetValueOrDefault(record) ?? []);

    /// <param name="column">Position in the file, from 0.</param>
    public string? OfCell(int record, int column) => _cells.TryGetValue((record, column), out var notes) ? string.Join('\n', notes) : null;

    private static void Add<TKey>(Dictionary<TKey, List<string>> notes, TKey key, string note)
        where TKey : notnull
    {
        if (!notes.TryGetValue(key, out var there))
            notes.Add(key, there = []);
        there.Add(note);
    }

    // The report lists all codes; beside a row the rule's own message is enough.
    private static string Note(Problem problem)
    {
        var message = problem.Message.Length <= LongestMessage ? problem.Message : RuleCatalogue.Find(problem.Code)!.Message;
        return problem.Column is { } column ? $"{problem.Code} in {column}: {message}" : $"{problem.Code}: {message}";
    }

    // The letters of a spreadsheet as a position from 0.
    private static int? Position(string? letters) =>
        letters is null ? null : letters.Aggregate(0, (position, letter) => position * 26 + (letter - 'A' + 1)) - 1;
}
