using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Portal.Web.Pages.Access;

/// <summary>What somebody reads who has signed in and has no role: a code for their lead.</summary>
public sealed class NoRolePage : PageModel
{
    /// <summary>Eight letters and digits; <c>null</c> when the address holds none.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    /// <summary>Whether they came by the link of an invitation that was sent to another address.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Invited { get; set; }

    public void OnGet()
    {
        if (Code is not { Length: 8 } || !Code.All(char.IsAsciiLetterOrDigit))
            Code = null;
    }
}
