using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Extracts;

namespace Portal.Web.Pages.Help;

/// <summary>One file of the extract, column by column.</summary>
public sealed class DictionaryFilePage : PageModel
{
    public ExtractFile Found { get; private set; } = null!;

    public IActionResult OnGet(string file)
    {
        if (ExtractFiles.All.FirstOrDefault(candidate => candidate.Name == file + ".csv") is not { } found)
            return NotFound();
        Found = found;
        return Page();
    }
}
