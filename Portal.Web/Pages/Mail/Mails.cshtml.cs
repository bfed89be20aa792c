using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Mail;

namespace Portal.Web.Pages.Mail;

/// <summary>The administrator's list of mails, and another attempt for those that were given up.</summary>
public sealed class MailsPage(PortalDatabase database, IMailSink sink, TimeProvider clock) : PageModel
{
    /// <summary>How many are shown.</summary>
    public const int Shown = 100;

    public Page<MailLine> Newest { get; private set; } = null!;

    public bool IsFolder => sink is FolderSink;

    public bool IsTriedAgain { get; private set; }

    /// <summary>Why a mail is not tried again, or <c>null</c>.</summary>
    public string? Wrong { get; private set; }

    public async Task OnGetAsync(bool tried, CancellationToken cancellation)
    {
        IsTriedAgain = tried;
        Newest = await SentMail.PageAsync(database, new PageRequest(1, Shown), cancellation);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        if ((await SentMail.TryAgainAsync(database, id, clock, cancellation)).IsGiven(out _, out var refusal))
            return Redirect("/mail?tried=true");
        if (refusal == Refusal.NotFound)
            return NotFound();
        Wrong = refusal.Detail;
        await OnGetAsync(tried: false, cancellation);
        return Page();
    }
}
