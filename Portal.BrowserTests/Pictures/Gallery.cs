using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.BrowserTests.Pictures;

/// <summary>A folder of pictures with a page, index.html, that shows them all, and a line that counts them.</summary>
internal sealed class Gallery(string folder)
{
    private readonly ConcurrentBag<ShownPage> _pages = [];

    private IEnumerable<ShownPage> InOrder =>
        _pages.OrderByDescending(page => page.Network, StringComparer.Ordinal).ThenBy(page => page.Number);

    public IReadOnlyList<string> Problems => [.. InOrder.SelectMany(page => page.Problems.Select(problem => $"{page}, {problem}"))];

    public ShownPage Add(string network, string user, string address)
    {
        Directory.CreateDirectory(Path.Combine(folder, network));
        var page = new ShownPage(folder, network, user, address, _pages.Count);
        _pages.Add(page);
        return page;
    }

    public async Task WriteAsync()
    {
        var problems = Problems;
        var made = InOrder.Sum(page => page.Pictures.Count);
        var words = string.Create(CultureInfo.InvariantCulture, $"Pictures: {made} made, {problems.Count} problems");
        var page = new StringBuilder(
            $$"""
            <!DOCTYPE html>
            <html lang="en-GB"><head><meta charset="utf-8"><title>{{words}}</title><style>
            body { font: 1rem sans-serif; margin: 1rem } .views { display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start }
            figure { margin: 0 } img { width: 15rem; max-height: 24rem; object-fit: cover; object-position: top; border: 1px solid #888 }
            figcaption { font-size: .8rem } .wrong { color: #a00 }
            </style></head><body><h1>{{words}}</h1>

            """
        );
        foreach (var networks in InOrder.GroupBy(one => one.Network))
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"<h2>The {networks.Key} network</h2>");
            foreach (var users in networks.GroupBy(one => one.User))
            {
                page.AppendLine(CultureInfo.InvariantCulture, $"<h3>{users.Key}</h3>");
                foreach (var shown in users)
                    shown.Write(page);
            }
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "index.html"), page.Append("</body></html>\n").ToString());
        await File.WriteAllTextAsync(Path.Combine(folder, "summary.txt"), words + "\n");
    }
}

/// <summary>One page in all its views.</summary>
internal sealed partial class ShownPage(string folder, string network, string user, string address, int number)
{
    private readonly List<(string View, string File)> _pictures = [];
    private readonly List<string> _problems = [];

    public string Network => network;

    public string User => user;

    public int Number => number;

    public IReadOnlyList<(string View, string File)> Pictures => _pictures;

    public IReadOnlyList<string> Problems => _problems;

    public void Wrong(string view, IReadOnlyList<string> what) => _problems.AddRange(what.Select(one => $"{view}: {one}"));

    /// <summary>The file for a view.</summary>
    public string Picture(string view)
    {
        var name = $"{network}/{user}{Odd().Replace(address, "-").TrimEnd('-')}-{number}-{view.ToLowerInvariant()}.png";
        _pictures.Add((view, name));
        return Path.Combine(folder, name);
    }

    public void Write(StringBuilder page)
    {
        page.AppendLine(CultureInfo.InvariantCulture, $"<h4>{WebUtility.HtmlEncode(address)}</h4>");
        foreach (var problem in _problems)
            page.AppendLine(CultureInfo.InvariantCulture, $"<p class=\"wrong\">{WebUtility.HtmlEncode(problem)}</p>");
        page.AppendLine("<div class=\"views\">");
        foreach (var (view, file) in _pictures)
        {
            var source = WebUtility.HtmlEncode(file);
            page.AppendLine(
                CultureInfo.InvariantCulture,
                $"<figure><a href=\"{source}\"><img loading=\"lazy\" src=\"{source}\" alt=\"\"></a><figcaption>{view}</figcaption></figure>"
            );
        }

        page.AppendLine("</div>");
    }

    public override string ToString() => $"{network} {user} {address}";

    [GeneratedRegex("[^A-Za-z0-9@]+")]
    private static partial Regex Odd();
}
