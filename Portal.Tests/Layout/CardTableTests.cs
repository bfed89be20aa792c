using NUnit.Framework;
using Portal.Web.Pages.Layout;

namespace Portal.Tests.Layout;

public sealed class CardTableTests
{
    private const string Head =
        "<thead><tr><th scope=\"col\">Risk</th><th scope=\"col\" class=\"number\">Your <b>share</b> &amp; its \"n\"</th></tr></thead>";

    [Test]
    public void Labelled_ARow_EachCellSaysItsColumnAndWhatItIs() =>
        Assert.That(
            CardTable.Labelled(Head + "<tbody><tr class=\"unknown\"><th scope=\"row\">Debt</th><td class=\"number\">5</td></tr></tbody>"),
            Is.EqualTo(
                "<thead role=\"rowgroup\"><tr role=\"row\"><th role=\"columnheader\" scope=\"col\">Risk</th>"
                    + "<th role=\"columnheader\" scope=\"col\" class=\"number\">Your <b>share</b> &amp; its \"n\"</th></tr></thead>"
                    + "<tbody role=\"rowgroup\"><tr role=\"row\" class=\"unknown\"><th role=\"rowheader\" scope=\"row\">Debt</th>"
                    + "<td role=\"cell\" data-label=\"Your share &amp; its &quot;n&quot;\" class=\"number\">5</td></tr></tbody>"
            )
        );

    [Test]
    public void Labelled_ACellOfSeveralColumns_SpeaksForItself() =>
        Assert.That(
            CardTable.Labelled(Head + "<tbody><tr><td colspan=\"2\">not assessed</td></tr></tbody>"),
            Does.EndWith("<td role=\"cell\" colspan=\"2\">not assessed</td></tr></tbody>")
        );

    [Test]
    public void Labelled_TextThatOnlyLooksLikeTags_StaysAsItIs() =>
        Assert.That(
            CardTable.Labelled("<tbody><tr><td>&lt;td&gt; <track> <time>9</time></td></tr></tbody>"),
            Does.Contain("<td role=\"cell\">&lt;td&gt; <track> <time>9</time></td>")
        );
}
