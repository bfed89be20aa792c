using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Portal.BrowserTests.Layout;

/// <summary>A walk over the links of the portal, from Home to wherever they lead.</summary>
/// <param name="Kinds">The kinds of pages and files that were found.</param>
/// <param name="Pages">Addresses of the pages that were looked at.</param>
internal sealed partial record Walk(IReadOnlySet<string> Kinds, IReadOnlyList<string> Pages)
{
    // Pages of one kind lead to the same places: a few rules or receipts stand for all of them.
    private const int LookedAtOfAKind = 3;

    private static readonly Dictionary<string, string> AsABrowserAsks = new() { ["Accept"] = "text/html,*/*;q=0.8" };

    private static readonly ConcurrentDictionary<(Uri Portal, string User), Lazy<Task<Walk>>> Known = new();

    /// <summary>Walks once for each person.</summary>
    /// <param name="visit">Of a portal that nobody changes.</param>
    /// <param name="user">Who walks.</param>
    public static Task<Walk> FromHomeAsync(Visit visit, string? user) =>
        Known.GetOrAdd((visit.Portal, user ?? ""), _ => new Lazy<Task<Walk>>(() => FromHomeAsync(visit))).Value;

    private static async Task<Walk> FromHomeAsync(Visit visit)
    {
        var found = new HashSet<string>();
        var pages = new List<string>();
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
            pages.Add(address);
            foreach (var link in Link().Matches(await answer.TextAsync()).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)))
                if (seen.Add(link.Split('?', '#')[0]))
                    ahead.Enqueue(link.Split('#')[0]);
        }

        return new Walk(found, pages);
    }

    public static string KindOf(string address) => Kind().Replace(address.Split('?')[0], "/*");

    [GeneratedRegex("<a [^>]*href=\"(/[^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    // What differs between pages of one kind: codes of services and rules, ids, quarters, names of files.
    [GeneratedRegex("(?<=/[a-z-]+)/(?!v1/)[^/]*[A-Z0-9._][^/]*|(?<=/help/rules)/.+|(?<=/help/dictionary)/.+")]
    private static partial Regex Kind();
}
