using System.Text;
using Portal.Api.Checking.Problems;
using Portal.Tests.Checking.Workbooks;
using Portal.Tests.Corpus;

namespace Portal.Tests.Fuzz;

/// <summary>Workbooks with parts that no program would write, each made from a number.</summary>
internal static class FuzzBooks
{
    private static readonly string[] Marks =
    [
        "<c>",
        "</c>",
        "<row>",
        "</row>",
        "<row r=\"3\">",
        "<v>1</v>",
        "<v>99999</v>",
        "<v/>",
        "<f>1+1</f>",
        "<is><t>x</t></is>",
        "<!-- -->",
        "<![CDATA[943 476 5919]]>",
        "<?x y?>",
        "<!DOCTYPE a>",
        "&lt;",
        "&#0;",
        "&b;",
        " t=\"s\"",
        " t=\"n\"",
        " t=\"e\"",
        " t=\"b\"",
        " t=\"d\"",
        " s=\"1\"",
        " s=\"5\"",
        " s=\"-1\"",
        " r=\"B3\"",
        " r=\"XFD1048576\"",
        " r=\"ZZZZZZZZ9\"",
        " hidden=\"1\"",
        " state=\"hidden\"",
        " date1904=\"1\"",
        " name=\"risks\"",
        " Target=\"../../xl/workbook.xml\"",
        " TargetMode=\"External\"",
        "_x0000_",
        "_xD800_",
        "1E308",
        "-1",
        "NaN",
        "2958466",
        "0.99999999999",
        "]]>",
        "\"",
        ">",
        "<",
    ];

    /// <summary>A workbook of these files, with some of its parts changed, lost, or written over with bytes of another.</summary>
    public static UploadedFile Of(Random random, IReadOnlyList<UploadedFile> files)
    {
        var sheets = files.Select(file =>
            (Path.GetFileNameWithoutExtension(file.Name), (string?)null, PlainBook.Rows(Encoding.UTF8.GetString(file.Content.Span)))
        );
        var parts = PlainBook.Of([.. sheets]).Parts.ToDictionary();
        for (var change = random.Next(0, 6); change > 0; change--)
        {
            var name = parts.Keys.ElementAt(random.Next(parts.Count));
            switch (random.Next(12))
            {
                case 0 when parts.Count > 1:
                    parts.Remove(name);
                    break;
                case 1:
                    parts[name] = parts.Values.ElementAt(random.Next(parts.Count));
                    break;
                default:
                    parts[name] = Changed(random, parts[name]);
                    break;
            }
        }
        return new UploadedFile("extract.xlsx", Zipped.Of(parts.Select(part => (part.Key, Encoding.UTF8.GetBytes(part.Value)))));
    }

    private static string Changed(Random random, string text)
    {
        var at = random.Next(text.Length + 1);
        var length = Math.Min(random.Next(60), text.Length - at);
        return random.Next(4) switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, text.Substring(at, length)),
            2 => text.Remove(at, length).Insert(at, Marks[random.Next(Marks.Length)]),
            // Behind the name of an element or inside a value, where it is still XML.
            _ => text.IndexOfAny([' ', '>'], at) is var end and >= 0 ? text.Insert(end, Marks[random.Next(Marks.Length)]) : text,
        };
    }
}
