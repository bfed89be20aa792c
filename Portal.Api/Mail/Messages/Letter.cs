using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Api.Mail.Messages;

/// <summary>The words of a mail, as they are queued.</summary>
/// <param name="Subject">One line.</param>
public sealed record MailText(string Subject, string Plain, string Html);

/// <summary>A paragraph of a letter.</summary>
/// <param name="Words">Plain words; before an address they introduce it.</param>
/// <param name="Address">An address of the portal, or <c>null</c>.</param>
internal sealed record Paragraph(string Words, string? Address = null);

/// <summary>A letter of the portal. It is written once and gives the same words as plain text and as HTML.</summary>
internal static partial class Letter
{
    private const string Signature = "Outcomes Portal";

    // Styles stand in the elements: mail programs drop style sheets, and nothing is fetched.
    private const string Head = """
        <!DOCTYPE html>
        <html lang="en-GB">
        <head><meta charset="utf-8"></head>
        <body style="margin:0 auto;max-width:36em;padding:1em;font-family:Arial,sans-serif;font-size:1em;line-height:1.5;color:#1b2b2e">

        """;

    /// <param name="toName">Of the person, as somebody wrote it.</param>
    /// <param name="paragraphs">Names in them have gone through <see cref="Name"/>.</param>
    public static MailText Write(string subject, string toName, IReadOnlyList<Paragraph> paragraphs)
    {
        IReadOnlyList<Paragraph> all = [new($"Hello {Name(toName)},"), .. paragraphs, new(Signature)];
        return new MailText(
            subject,
            string.Join("\n\n", all.Select(Plain)) + "\n",
            Head + string.Concat(all.Select(Html)) + "</body>\n</html>\n"
        );
    }

    /// <summary>How somebody turns such mails off; the last paragraph of every mail that is not essential.</summary>
    /// <param name="portal">Address of the portal, without a trailing slash.</param>
    public static Paragraph TurnOff(string portal) => new("You can turn off mails like this one:", portal + "/my-mail");

    /// <summary>
    /// A name as it may stand in a mail: one line without control characters. Dots and slashes are set apart, so that no mail program
    /// makes a link of it.
    /// </summary>
    public static string Name(string name) =>
        InnerDot().Replace(Space().Replace(name, " ").Trim(), ". ").Replace("//", "/ /", StringComparison.Ordinal);

    private static string Plain(Paragraph one) => one.Address is null ? one.Words : $"{one.Words}\n{one.Address}";

    private static string Html(Paragraph one)
    {
        var (words, address) = (WebUtility.HtmlEncode(one.Words), WebUtility.HtmlEncode(one.Address));
        return address is null ? $"<p>{words}</p>\n" : $"<p>{words}<br><a href=\"{address}\">{address}</a></p>\n";
    }

    [GeneratedRegex(@"[\s\p{C}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Space();

    [GeneratedRegex(@"(?<=\w)\.(?=\w)")]
    private static partial Regex InnerDot();
}
