using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;
using Portal.Web.Pages.Words;

namespace Portal.Web.Pages.Help;

/// <summary>Something in help that was looked for.</summary>
/// <param name="Name">Printed as the link.</param>
/// <param name="About">What it is, in a sentence.</param>
public sealed record HelpEntry(string Name, string About, string Address);

/// <summary>Entries of one kind, such as rules.</summary>
/// <param name="Kind">In the plural.</param>
public sealed record HelpEntries(string Kind, IReadOnlyList<HelpEntry> Entries);

/// <summary>Looks for words in the plain words, measures, columns, codes and rules of help.</summary>
public static class HelpSearch
{
    /// <summary>More letters than this are not looked for.</summary>
    public const int Longest = 80;

    /// <summary>More entries of a kind than this are not shown.</summary>
    public const int Most = 25;

    /// <summary>Entries that hold every word asked for, in any order and either case; those with it in the name come first.</summary>
    /// <param name="asked">What somebody typed.</param>
    /// <param name="measures">The catalogue with local measures.</param>
    public static IReadOnlyList<HelpEntries> Find(string asked, IEnumerable<Measure> measures)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var words = asked[..Math.Min(asked.Length, Longest)]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0)
            return [];
        return
        [
            .. new HelpEntries[]
            {
                new("Words", [.. PlainWords.All.Select(word => new HelpEntry(word.Name, word.Meaning, "/help/words#" + word.Anchor))]),
                new("Measures", [.. measures.Select(Of)]),
                new("Columns", [.. ExtractFiles.All.SelectMany(file => file.Columns.Select(column => Of(file, column)))]),
                new("Codes", [.. CodeLists.All.SelectMany(list => list.Codes.Select(code => Of(list, code)))]),
                new("Rules", [.. RuleCatalogue.All.Select(rule => new HelpEntry(rule.Code, rule.Message, rule.Help))]),
            }
                .Select(kind => kind with { Entries = [.. Matching(kind.Entries, words)] })
                .Where(kind => kind.Entries.Count > 0),
        ];
    }

    private static IEnumerable<HelpEntry> Matching(IEnumerable<HelpEntry> entries, string[] words) =>
        entries
            .Where(entry => words.All(word => Holds(entry.Name, word) || Holds(entry.About, word)))
            .OrderBy(entry => words.All(word => Holds(entry.Name, word)) ? 0 : 1)
            .Take(Most);

    private static bool Holds(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static HelpEntry Of(Measure measure) =>
        new(
            measure.FullName,
            $"{measure.Code}{(measure.Subscale.Length > 0 ? " " + measure.Subscale : "")}, {MeasureWords.Range(measure)}",
            "/help/dictionary/measures#" + MeasureWords.Anchor(measure)
        );

    private static HelpEntry Of(ExtractFile file, ExtractColumn column) =>
        new(
            $"{column.Name} in {file.Name}",
            column.Meaning,
            $"/help/dictionary/{Path.GetFileNameWithoutExtension(file.Name)}#{column.Name}"
        );

    private static HelpEntry Of(CodeList list, Code code) =>
        new($"{code.Value} in {list.Name}", code.Label, "/help/dictionary/codes#" + list.Name);
}
