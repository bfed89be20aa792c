using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Mail;
using Portal.Api.Mail.Messages;

namespace Portal.Web.Pages.Mail;

/// <summary>Lets everybody choose which mails they get.</summary>
public sealed class MyMailPage(PortalDatabase database) : PageModel
{
    public MyMail Chosen { get; private set; } = null!;

    public bool IsKept { get; private set; }

    public async Task OnGetAsync(bool kept, CancellationToken cancellation)
    {
        IsKept = kept;
        Chosen = await MyMail.ReadAsync(database, HttpContext.Caller(), cancellation);
    }

    public async Task<IActionResult> OnPostAsync(string[]? on, CancellationToken cancellation)
    {
        // A browser sends the boxes that are ticked.
        var off = MailKinds.Optional.Select(Codes.Of).Except(on ?? []).ToList();
        var chosen = await MyMail.ChooseAsync(database, HttpContext.Caller(), off, cancellation);
        return chosen.IsGiven(out _) ? Redirect("/my-mail?kept=true") : BadRequest();
    }
}
