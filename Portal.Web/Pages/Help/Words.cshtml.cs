using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Web.Pages.Visitors;

namespace Portal.Web.Pages.Help;

/// <summary>The words of the pages in plain words, and a search through all of help.</summary>
public sealed class WordsPage(KnownMeasures measures) : PageModel
{
    /// <summary>What somebody looks for; empty for the list of words.</summary>
    public string Asked { get; private set; } = "";

    public IReadOnlyList<HelpEntries> Found { get; private set; } = [];

    public async Task OnGetAsync(string? q)
    {
        Asked = (q ?? "").Trim();
        if (Asked.Length > HelpSearch.Longest)
            Asked = Asked[..HelpSearch.Longest];
        Found = HelpSearch.Find(Asked, (await measures.AllAsync()).All);
    }
}
