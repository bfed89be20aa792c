using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Database;
using Portal.Api.Mail;

namespace Portal.Web.Pages.Mail;

/// <summary>Shows the administrator a mail that was kept as a file; a mail that was sent is not kept.</summary>
public sealed class OneMailPage(PortalDatabase database, IMailSink sink) : PageModel
{
    public MailLine Line { get; private set; } = null!;

    public string Words { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (
            sink is not FolderSink folder
            || await SentMail.FindAsync(database, id, cancellation) is not { } line
            || await folder.ReadAsync(id, cancellation) is not { } words
        )
            return NotFound();
        (Line, Words) = (line, words);
        return Page();
    }
}
