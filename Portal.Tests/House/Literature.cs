using System.Text.RegularExpressions;

namespace Portal.Tests.House;

/// <summary>What code may cite: headings of the specifications, their numbered rules, and the entries of docs/literature.md.</summary>
/// <param name="documents">Text by path, such as docs/disclosure.md.</param>
internal sealed partial class Literature(IReadOnlyDictionary<string, string> documents)
{
    private const string Entries = "docs/literature.md";

    /// <summary>The repository's own.</summary>
    public static Literature OfRepository { get; } =
        new(SourceTree.Files.Where(file => Path.GetDirectoryName(file.Path) == "docs").ToDictionary(file => file.Path, file => file.Text));

    /// <summary>What is wrong with one source of a citation; <c>null</c> when it can be looked up.</summary>
    public string? Fault(string part) => part.StartsWith("docs/", StringComparison.Ordinal) ? FaultOfHeadings(part) : FaultOfEntry(part);

    private string? FaultOfHeadings(string part)
    {
        var path = part.Split(',')[0];
        if (!documents.TryGetValue(path, out var text))
            return $"there is no {path}";
        var quoted = Quoted().Matches(part);
        if (quoted.Count == 0)
            return $"it names no heading of {path}";
        foreach (Match heading in quoted)
        {
            if (Section(text, heading.Groups["heading"].Value) is not { } section)
                return $"{path} has no heading {heading.Groups["heading"].Value}";
            // The rules named after this heading, up to the next one.
            foreach (Match number in Number().Matches(heading.Groups["rules"].Value))
                if (!section.Split('\n').Any(line => line.StartsWith(number.Value + ". ", StringComparison.Ordinal)))
                    return $"{heading.Groups["heading"].Value} has no rule {number.Value}";
        }

        return null;
    }

    private string? FaultOfEntry(string part)
    {
        var known = Bold().Matches(documents[Entries]).Select(entry => entry.Groups["name"].Value);
        var entry = known
            .Where(name => part.StartsWith(name, StringComparison.Ordinal) && !char.IsLetterOrDigit(part.ElementAtOrDefault(name.Length)))
            .MaxBy(name => name.Length);
        if (entry is null)
            return $"{Entries} has no entry {part}";
        return Year().IsMatch(part[entry.Length..]) ? "a semicolon parts two sources" : null;
    }

    private static string? Section(string text, string heading)
    {
        var lines = text.Split('\n');
        var begin = Array.FindIndex(
            lines,
            line => Heading().Match(line) is { Success: true } found && found.Groups["words"].Value == heading
        );
        return begin < 0 ? null : string.Join('\n', lines.Skip(begin + 1).TakeWhile(line => !Heading().IsMatch(line)));
    }

    [GeneratedRegex("^#{2,} (?<words>.+)$")]
    private static partial Regex Heading();

    [GeneratedRegex("\"(?<heading>[^\"]+)\"(?<rules>[^\"]*)")]
    private static partial Regex Quoted();

    [GeneratedRegex("(?<=(rules?|steps?) [^(]*)[0-9]+")]
    private static partial Regex Number();

    [GeneratedRegex(@"^- \*\*(?<name>[^*]+)\*\*", RegexOptions.Multiline)]
    private static partial Regex Bold();

    [GeneratedRegex(@"\([0-9]{4}")]
    private static partial Regex Year();
}
