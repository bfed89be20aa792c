using System.Text;
using Portal.Api.Checking.Mapping;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;

namespace Portal.Tests.Fuzz;

/// <summary>Mappings that nobody would make, for the headings of an upload: each made from a number.</summary>
internal static class FuzzMappings
{
    private static readonly string[] Timepoints = ["BASELINE", "REVIEW", "END", "FOLLOW_UP", "NEVER"];

    /// <summary>Stands in every row of a column that the portal must not keep.</summary>
    public const string Canary = "zqcanaryzq";

    /// <summary>The heading of that column.</summary>
    public const string Heading = "Zq notes of our own";

    /// <summary>The upload with one more column in each CSV file, and what somebody says of its headings.</summary>
    public static (IReadOnlyList<UploadedFile> Files, ExtractMapping Mapping) Of(int seed, IReadOnlyList<UploadedFile> files)
    {
        var random = new Random(seed);
        var known = ExtractFiles.All.ToDictionary(file => file.Kind, file => Mapping(random, file, files));
        return ([.. files.Select(file => file with { Content = WithCanary(file.Content) })], new ExtractMapping(known));
    }

    private static FileMapping Mapping(Random random, ExtractFile file, IReadOnlyList<UploadedFile> files)
    {
        var text =
            files.Where(sent => sent.Name == file.Name).Select(sent => Encoding.UTF8.GetString(sent.Content.Span)).FirstOrDefault() ?? "";
        var headings = text.Split('\n')[0]
            .Split(',', ';', '\t')
            .Select(heading => heading.Trim())
            .Where(heading => heading.Length is > 0 and < 60)
            .Append("Our notes")
            .ToList();
        List<MappedHeading> mapped =
        [
            .. headings.Where(_ => random.Next(4) == 0).Select(heading => new MappedHeading(heading, Meaning(random, file, headings))),
        ];
        if (random.Next(2) == 0)
            mapped.Add(new(Heading, new HeadingMeaning.NotForThePortal()));
        var column = file.Columns[random.Next(file.Columns.Count)];
        return new FileMapping(mapped, [new(column.Name, "U", "Y"), new(column.Name, "HARBOUR", "nothing such")])
        {
            IsOurs = random.Next(2) == 0,
        };
    }

    private static HeadingMeaning Meaning(Random random, ExtractFile file, List<string> headings)
    {
        var measure = MeasureCatalogue.Published.All[random.Next(MeasureCatalogue.Published.All.Count)];
        return random.Next(5) switch
        {
            0 => new HeadingMeaning.NotForThePortal(),
            1 => new HeadingMeaning.Risk(random.Next(2) == 0 ? "POVERTY" : "nothing such", "REFERRAL"),
            2 or 3 => new HeadingMeaning.Score(measure.Code, measure.Subscale, Timepoints[random.Next(Timepoints.Length)], "MOTHER")
            {
                Week = random.Next(2) == 0 ? random.Next(-200, 400) : null,
                WeekHeading = random.Next(3) == 0 ? headings[random.Next(headings.Count)] : null,
                Goal = random.Next(3) == 0 ? 1 : null,
            },
            _ => new HeadingMeaning.Column(file.Columns[random.Next(file.Columns.Count)].Name),
        };
    }

    private static ReadOnlyMemory<byte> WithCanary(ReadOnlyMemory<byte> content)
    {
        if (content.Length == 0 || content.Span.IndexOf((byte)0) >= 0 || content.Span.StartsWith("PK"u8))
            return content;
        var text = Encoding.UTF8.GetString(content.Span);
        if (
            !text.Contains('\n', StringComparison.Ordinal)
            || text.Contains('"', StringComparison.Ordinal)
            || text.Contains('\r', StringComparison.Ordinal)
        )
            return content;
        var lines = text.TrimEnd('\n').Split('\n');
        return Encoding.UTF8.GetBytes(string.Concat(lines.Select((line, place) => $"{line},{(place == 0 ? Heading : Canary)}\n")));
    }
}
