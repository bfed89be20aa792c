using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Pages.Layout;

/// <summary>
/// A table that a telephone shows as cards, one for each row: each cell learns the head of its column. The roles say again what the
/// elements are, because a style sheet that lays them out otherwise takes that from screen readers.
/// </summary>
[HtmlTargetElement("table", Attributes = Marker)]
public sealed partial class CardTable : TagHelper
{
    private const string Marker = "cards";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Attributes.RemoveAll(Marker);
        output.Attributes.SetAttribute("class", $"{output.Attributes["class"]?.Value} as-cards".Trim());
        output.Attributes.SetAttribute("role", "table");
        output.Content.SetHtmlContent(Labelled((await output.GetChildContentAsync()).GetContent()));
    }

    /// <param name="rows">What is between the tags of a table: a head of one row, and rows of which only the last cell may span.</param>
    public static string Labelled(string rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var labels = new List<string>();
        var (isHead, column, written) = (false, 0, 0);
        var labelled = new StringBuilder(rows.Length * 2);
        foreach (Match tag in Opening().Matches(rows))
        {
            var name = tag.Groups[1].Value;
            var end = tag.Groups[1].Index + name.Length;
            labelled.Append(rows, written, end - written);
            written = end;
            switch (name)
            {
                case "thead" or "tbody" or "tfoot":
                    isHead = name == "thead";
                    labelled.Append(" role=\"rowgroup\"");
                    break;
                case "tr":
                    column = 0;
                    labelled.Append(" role=\"row\"");
                    break;
                case "th" when isHead:
                    labels.Add(TextOf(rows, tag.Index + tag.Length));
                    labelled.Append(" role=\"columnheader\"");
                    break;
                case "th":
                    labelled.Append(" role=\"rowheader\"");
                    column++;
                    break;
                default:
                    labelled.Append(" role=\"cell\"");
                    // One cell for several columns speaks for itself.
                    if (column < labels.Count && !tag.Value.Contains("colspan", StringComparison.Ordinal))
                        labelled.Append(" data-label=\"").Append(labels[column]).Append('"');
                    column++;
                    break;
            }
        }

        return labelled.Append(rows, written, rows.Length - written).ToString();
    }

    // As it stands in an attribute.
    private static string TextOf(string rows, int from)
    {
        var head = rows[from..rows.IndexOf("</th>", from, StringComparison.Ordinal)];
        return WebUtility.HtmlEncode(WebUtility.HtmlDecode(Tag().Replace(head, "")).Trim());
    }

    [GeneratedRegex("<(thead|tbody|tfoot|tr|th|td)(?=[\\s>])[^>]*>")]
    private static partial Regex Opening();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
