using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Web.Pages.Help;

/// <summary>One rule of extracts in plain words: where the links of check reports lead.</summary>
public sealed class RulePage : PageModel
{
    public Rule Found { get; private set; } = null!;

    /// <summary>The column that the rule looks at, when it looks at one.</summary>
    public ExtractColumn? Column => Found is { File: { } file, Column: { } column } ? ExtractFiles.Of(file).Column(column) : null;

    public IActionResult OnGet(string code)
    {
        if (RuleCatalogue.Find(code) is not { } rule)
            return NotFound();
        Found = rule;
        return Page();
    }
}
