using Portal.Api.Checking.Mapping;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;

namespace Portal.Tests.Checking;

/// <summary>The valid extract as some team would send it: headings renamed and shuffled, columns of its own, its own words for codes.</summary>
internal sealed record Variant(IReadOnlyList<UploadedFile> Files, ExtractMapping Mapping, int ChangedHeadings)
{
    public static Variant Of(int seed)
    {
        var random = new Random(seed);
        var sent = new List<UploadedFile>();
        var known = new Dictionary<FileKind, FileMapping>();
        var changed = 0;
        foreach (var file in ExtractFiles.All)
        {
            var table = CsvText.Of(Extract.Text(file.Name));
            var headings = new List<MappedHeading>();
            var words = new List<MappedWord>();
            foreach (var column in file.Columns.Where(column => table.Rows[0].Contains(column.Name)))
            {
                if (column.Form is CellForm.Code coded && random.Next(4) == 0)
                {
                    table.Replace(column.Name, cell => cell.Length == 0 ? "" : $"our {cell}x");
                    words.AddRange(coded.List.Codes.Select(code => new MappedWord(column.Name, $"OUR {code.Value}X", code.Value)));
                }
                if (random.Next(4) > 0)
                    continue;
                var heading = $"Our {column.Name.Length} {column.Name[..2]} {random.Next(1000)}";
                table.Rename(column.Name, heading);
                headings.Add(new(heading, new HeadingMeaning.Column(column.Name)));
            }
            if (random.Next(2) == 0)
            {
                table = table.With("Team notes", _ => "plain words");
                headings.Add(new("team notes", new HeadingMeaning.NotForThePortal()));
            }
            changed += headings.Count;
            sent.Add(Extract.File(file.Name, table.Shuffled(random).ToString()));
            known[file.Kind] = new(headings, words);
        }
        return new(sent, new ExtractMapping(known), changed);
    }
}
