using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Experience;
using Portal.Api.Periods;
using Portal.Web.Pages.Layout;
using Portal.Web.Pages.Send;

namespace Portal.Web.Pages.Experience;

/// <summary>What families and professionals said about the service.</summary>
public sealed class ExperiencePage(PortalDatabase database, CalendarDay day) : PageModel
{
    public Service Own { get; private set; } = null!;

    public WindowChoice Choice { get; private set; } = null!;

    public ExperienceAnswers Answers { get; private set; } = null!;

    public async Task OnGetAsync(string? from, string? before, CancellationToken cancellation)
    {
        Own = HttpContext.Service();
        var sent = await SendQuarters.ReadAsync(database, Own, day, cancellation);
        Choice = await WindowChoice.ReadAsync(HttpContext.ServiceCall(), new(from, before), sent.LatestYear, sent.Current, cancellation);
        Answers = await ServiceExperience.ReadAsync(HttpContext.ServiceCall(), Choice.Window, cancellation);
    }

    /// <summary>One kind of form in both arrangements of a page.</summary>
    public Picture Draw(FormAnswers form) =>
        Picture.Of(
            layout => ExperiencePictures.Draw(form, Answers, Own.Name, layout),
            $"/api/v1/services/{Own.Code}/charts/experience.svg?{Choice.Query}&form={form.Form}&respondents={form.Respondents}"
        );
}
