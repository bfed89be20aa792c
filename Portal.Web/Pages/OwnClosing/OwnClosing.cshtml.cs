using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Web.Pages.Registry;

namespace Portal.Web.Pages.OwnClosing;

/// <summary>The question as a lead of the service is asked it.</summary>
public sealed class OwnClosingPage(TimeProvider clock) : ClosingQuestion(clock)
{
    public override string Back => "/";

    public Task<PageResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(HttpContext.Service(), cancellation);

    public Task<IActionResult> OnPostConfirmAsync(CancellationToken cancellation) => ConfirmAsync(HttpContext.Service(), cancellation);

    public Task<IActionResult> OnPostRefuseAsync(CancellationToken cancellation) => RefuseAsync(HttpContext.Service(), cancellation);
}
