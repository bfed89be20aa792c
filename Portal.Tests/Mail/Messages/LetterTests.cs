using System.Net;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Portal.Api.Access;
using Portal.Api.Mail.Messages;
using Portal.Api.Periods;

namespace Portal.Tests.Mail.Messages;

public sealed partial class LetterTests
{
    private const string Portal = "https://outcomes.example.org";
    private const string Link = Portal + "/invitation/key-of-the-link";

    // Each tries to leave its place: markup, a line or header of its own, an address that a mail program makes a link of.
    private static readonly string[] Hostile =
    [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "Jo\r\nBcc: everybody@example.org",
        "Jo\nSubject: Free money\n\nClick here",
        "Jo\u2028Smith\u0000\u202Egpj.exe",
        "https://evil.example/steal",
        "www.evil.example",
        "</p></body></html>",
        "&lt;b&gt;",
    ];

    private static readonly Quarter April = new(2025, 2);

    private static IEnumerable<TestCaseData> EveryMail =>
        Hostile.SelectMany(name =>
            AllOf(name).Select((text, place) => new TestCaseData(text).SetArgDisplayNames($"{place} {name.Length}"))
        );

    [Test]
    public void Write_EveryKind_SaysWhatIsNeededAndLinksToIt()
    {
        var invitation = InvitationMail.Write(new("Jo Smith", "Ann Lead", Roles.Member, "Harbour Team"), Link, new DateOnly(2025, 7, 3));
        var receipt = ReceiptMail.Write(("Jo Smith", "Harbour Team", null), April, Portal, "/history/HARBOUR/1");
        var reminder = ReminderMail.Write("Jo Smith", ["Harbour Team", "Teasel Team"], April, new DateOnly(2025, 7, 30), Portal);
        var note = ReleaseNoteMail.Write("Jo Smith", April, isCorrection: true, Portal, "/releases/0123");

        Assert.Multiple(() =>
        {
            Assert.That(invitation.Subject, Is.EqualTo("Ann Lead invites you to the Outcomes Portal"));
            Assert.That(
                invitation.Plain,
                Does.StartWith("Hello Jo Smith,\n\n")
                    .And.Contain("as a team member of Harbour Team.")
                    .And.Contain("\n" + Link + "\n")
                    .And.Contain("good for 7 days, until 3 July 2025")
                    .And.Contain("If you do not know Ann Lead")
            );
            Assert.That(
                receipt.Plain,
                Does.Contain("for Apr-Jun 2025 (Q1 2025/26) was accepted").And.Contain(Portal + "/history/HARBOUR/1\n")
            );
            Assert.That(
                reminder.Plain,
                Does.Contain("is due on 30 July 2025").And.Contain("Harbour Team and Teasel Team").And.Contain(Portal + "/send\n")
            );
            Assert.That(note.Plain, Does.Contain(Portal + "/releases/0123\n").And.Contain("replaces an earlier release"));
            foreach (var optional in new[] { receipt, reminder, note })
                Assert.That(optional.Plain, Does.Contain("turn off mails like this one:\n" + Portal + "/my-mail\n"));
            Assert.That(invitation.Plain, Does.Not.Contain("turn off"));
        });
    }

    [TestCaseSource(nameof(EveryMail))]
    public void Write_HostileNames_StayNamesInBothParts(MailText text)
    {
        var elements = Element().Matches(text.Html).Select(match => match.Groups[1].Value).ToHashSet();
        var shown = WebUtility.HtmlDecode(Element().Replace(text.Html.Replace("<br>", "\n", StringComparison.Ordinal), ""));

        Assert.Multiple(() =>
        {
            Assert.That(text.Subject, Does.Not.Match(@"[\r\n\u2028]"));
            Assert.That(elements, Is.SubsetOf(new[] { "!DOCTYPE", "html", "head", "meta", "body", "p", "br", "a" }));
            Assert.That(
                Attribute().Matches(text.Html).Select(match => match.Groups[1].Value).Distinct(),
                Is.SubsetOf(new[] { "lang", "charset", "style", "href" })
            );
            Assert.That(
                Address().Matches(text.Html).Select(match => match.Groups[1].Value),
                Has.All.StartsWith(Portal + "/").And.Not.Empty
            );
            // No name makes a line of its own or an address.
            Assert.That(text.Plain.Split('\n'), Has.None.StartsWith("Bcc").And.None.StartsWith("Subject").And.None.StartsWith("Click"));
            Assert.That(text.Plain.Replace(Portal, "", StringComparison.Ordinal), Does.Not.Contain("://").And.Not.Contain("evil.example"));
            Assert.That(text.Plain, Does.Not.Match(@"[^\n\P{C}]"));
            Assert.That(Words(shown), Is.EqualTo(Words(text.Plain)), "the same words in both parts");
        });
    }

    private static IEnumerable<MailText> AllOf(string name) =>
        [
            InvitationMail.Write(new(name, name, Roles.Reader, name), Link, new DateOnly(2025, 7, 3)),
            ReceiptMail.Write((name, name, null), April, Portal, "/history/HARBOUR/1"),
            ReceiptMail.Write((name, name, name), April, Portal, "/history/HARBOUR/1"),
            ReminderMail.Write(name, [name, name, name], April, new DateOnly(2025, 7, 30), Portal),
            ReleaseNoteMail.Write(name, April, isCorrection: false, Portal, "/releases/0123"),
        ];

    private static string[] Words(string text) => text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex("</?([!A-Za-z]+)[^>]*>")]
    private static partial Regex Element();

    [GeneratedRegex("<[a-z]+[^>]* ([a-z-]+)=\"")]
    private static partial Regex Attribute();

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Address();
}
