using System.Net;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Portal.BrowserTests.Everywhere;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Layout;

/// <summary>Nothing is there that nobody finds: links lead from Home to every page that somebody may open.</summary>
public sealed partial class WalkFromHomeTests
{
    // Pages of one kind lead to the same places: a few rules or receipts stand for all of them.
    private const int LookedAtOfAKind = 3;

    private static readonly Dictionary<string, string> AsABrowserAsks = new() { ["Accept"] = "text/html,*/*;q=0.8" };

    [TestCase(null)]
    [TestCase("member@harbour")]
    [TestCase("lead@harbour")]
    [TestCase("analyst")]
    [TestCase("admin")]
    [TestCase("reader")]
    public async Task Links_FromHome_LeadToEveryPageThatThePersonMayOpen(string? user)
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), user);
        var found = await WalkAsync(visit);

        var expected = new List<string>();
        foreach (
            var path in PortalAddress.All.Where(address => address.User == user).Select(address => address.Path.Split('?')[0]).Distinct()
        )
            if ((await visit.Page.APIRequest.GetAsync(path, new() { MaxRedirects = 0 })).Status == 200)
                expected.Add(path);
        Assert.That(expected, Is.Not.Empty);
        Assert.That(expected.Select(KindOf).Except(found), Is.Empty);
    }

    private static async Task<HashSet<string>> WalkAsync(Visit visit)
    {
        var found = new HashSet<string>();
        var seen = new HashSet<string>();
        var looked = new Dictionary<string, int>();
        var ahead = new Queue<string>(["/"]);
        while (ahead.TryDequeue(out var address))
        {
            var kind = KindOf(address);
            if ((looked[kind] = looked.GetValueOrDefault(kind) + 1) > LookedAtOfAKind)
                continue;
            var answer = await visit.Page.APIRequest.GetAsync(address, new() { Headers = AsABrowserAsks });
            // A file of own figures asks on a page what it is for.
            found.Add(KindOf(new Uri(answer.Url).AbsolutePath));
            if (!answer.Headers["content-type"].StartsWith("text/html", StringComparison.Ordinal))
                continue;
            Assert.That(answer.Status, Is.EqualTo(200), address);
            foreach (var link in Link().Matches(await answer.TextAsync()).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)))
                if (seen.Add(link.Split('?', '#')[0]))
                    ahead.Enqueue(link.Split('#')[0]);
        }

        return found;
    }

    private static string KindOf(string address) => Kind().Replace(address.Split('?')[0], "/*");

    [GeneratedRegex("<a [^>]*href=\"(/[^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    // What differs between pages of one kind: codes of services and rules, ids, quarters, names of files.
    [GeneratedRegex("(?<=/[a-z-]+)/(?!v1/)[^/]*[A-Z0-9._][^/]*|(?<=/help/rules)/.+|(?<=/help/dictionary)/.+")]
    private static partial Regex Kind();
}
