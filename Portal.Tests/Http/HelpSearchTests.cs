using System.Net;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Portal.Tests.Database;

namespace Portal.Tests.Http;

/// <summary>Somebody looks for a word in help, signed in or not.</summary>
[NeedsDatabase]
public sealed partial class HelpSearchTests
{
    [TestCase("epds", "Edinburgh Postnatal Depression Scale", "/help/dictionary/measures#EPDS")]
    [TestCase("RELIABLE change", "Reliable change", "/help/words#word-reliable-change")]
    [TestCase("closure_reason", "closure_reason in cases.csv", "/help/dictionary/cases#closure_reason")]
    [TestCase("value.not_month", "value.not_month", "/help/rules/value.not_month")]
    [TestCase("pre-birth", "PRE_BIRTH in social_care", "/help/dictionary/codes#social_care")]
    public async Task Search_FindsWhatHelpHolds_AndLeadsThere(string asked, string name, string address)
    {
        using var nobody = await (await RunningPortal.WithReleaseAsync()).ClientAsync(null);
        var page = await nobody.GetAnswerAsync("/help/words?q=" + Uri.EscapeDataString(asked));
        var links = Links().Matches(page.Body).Select(link => (link.Groups[1].Value, WebUtility.HtmlDecode(link.Groups[2].Value))).ToList();

        Assert.That(links, Has.Some.Matches<(string Address, string Name)>(link => link.Address == address && link.Name.Contains(name)));
        var path = address.Split('#');
        var there = await nobody.GetAnswerAsync(path[0]);
        Assert.That(there.Status, Is.EqualTo(200));
        if (path.Length > 1)
            Assert.That(there.Body, Does.Contain($"id=\"{path[1]}\""), "the link leads to the place");
    }

    [Test]
    public async Task Search_NothingFound_SaysWhatToTry()
    {
        using var nobody = await (await RunningPortal.WithReleaseAsync()).ClientAsync(null);
        var page = await nobody.GetAnswerAsync("/help/words?q=%3Cscript%3Exyzzy");
        Assert.That(page.Body, Does.Contain("Nothing in help holds all these words").And.Not.Contain("<script>xyzzy"));
    }

    [Test]
    public async Task Words_InTheList_StandInOrderAndOnce()
    {
        using var nobody = await (await RunningPortal.WithReleaseAsync()).ClientAsync(null);
        var words = Terms().Matches((await nobody.GetAnswerAsync("/help/words")).Body).Select(term => term.Groups[1].Value).ToList();
        Assert.That(words, Has.Count.AtLeast(35).And.Unique);
        Assert.That(words, Is.Ordered.Using((IComparer<string>)StringComparer.OrdinalIgnoreCase));
    }

    [GeneratedRegex("<dt><a href=\"([^\"]+)\">([^<]+)</a>", RegexOptions.NonBacktracking)]
    private static partial Regex Links();

    [GeneratedRegex("<dt>([^<]+)</dt>", RegexOptions.NonBacktracking)]
    private static partial Regex Terms();
}
