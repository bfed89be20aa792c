using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Checking;
using Portal.Api.Submissions;

namespace Portal.Web.Pages.Send;

/// <summary>Where somebody goes after the files arrived.</summary>
public static class AfterUpload
{
    private const string UploadScriptHeader = "X-Portal-Upload";

    /// <summary>To the report, or first to the questions about the service's own columns and words.</summary>
    /// <param name="page">The page that took the files.</param>
    /// <param name="report">The report on them.</param>
    /// <param name="check">The draft's id.</param>
    public static IActionResult ToReport(this PageModel page, CheckReport report, string check)
    {
        var name = report.State == CheckState.NeedsMapping ? "/OwnWords/Ask" : "/Send/Check";
        var place = new
        {
            service = report.Service,
            period = report.Period,
            check,
        };
        // A script that followed a redirect would make the report twice, so it gets the address and goes there itself.
        return page.Request.Headers.ContainsKey(UploadScriptHeader)
            ? page.Content(page.Url.Page(name, place)!, "text/plain")
            : page.RedirectToPage(name, place);
    }
}
