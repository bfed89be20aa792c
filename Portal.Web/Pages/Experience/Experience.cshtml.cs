using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Experience;
using Portal.Web.Pages.Layout;
using Portal.Web.Pages.Words;

namespace Portal.Web.Pages.Experience;

/// <summary>What families and professionals said about the service.</summary>
public sealed class ExperiencePage : PageModel
{
    public Service Own { get; private set; } = null!;

    public WindowChoice Choice { get; private set; } = null!;

    /// <summary>Whether the year before stands beside these months.</summary>
    public YearBefore Against { get; private set; } = null!;

    /// <summary>Figures of both; empty when they are not compared.</summary>
    public IReadOnlyList<ComparedRow> Compared { get; private set; } = [];

    public ExperienceAnswers Answers { get; private set; } = null!;

    public async Task OnGetAsync(string? from, string? before, string? compared, CancellationToken cancellation)
    {
        Own = HttpContext.Service();
        Choice = await WindowChoice.ReadAsync(HttpContext.ServiceCall(), new(from, before), cancellation);
        Answers = await ServiceExperience.ReadAsync(HttpContext.ServiceCall(), Choice.Window, cancellation);
        Against = YearBefore.Read(compared, Choice.Window);
        if (Against.Window is { } then)
            Compared = Rows(Answers, await ServiceExperience.ReadAsync(HttpContext.ServiceCall(), then, cancellation));
    }

    private static IReadOnlyList<ComparedRow> Rows(ExperienceAnswers now, ExperienceAnswers before) =>
        [
            new("Forms from parents and other caregivers", FigureWords.Count(now.Parents), FigureWords.Count(before.Parents)),
            new("Families whose work ended", FigureWords.Count(now.Ended), FigureWords.Count(before.Ended)),
            .. now.Forms.SelectMany(form =>
                form.Items.Select(item => new ComparedRow(
                    $"{item.Label}{(form.Respondents == ServiceExperience.Parents ? "" : ", professionals")}: best answer",
                    Best(form, item),
                    before.Forms.FirstOrDefault(one => (one.Form, one.Respondents) == (form.Form, form.Respondents)) is { } then
                    && then.Items.FirstOrDefault(one => one.Item == item.Item) is { } asked
                        ? Best(then, asked)
                        : FigureWords.None
                ))
            ),
        ];

    private static string Best(FormAnswers form, ItemAnswers item) =>
        item.Of == 0 ? FigureWords.None : $"{FigureWords.Count(item.Best(form.Form).Count)} of {FigureWords.Count(item.Of)}";

    /// <summary>One kind of form in both arrangements of a page.</summary>
    public Picture Draw(FormAnswers form) =>
        Picture.Of(
            layout => ExperiencePictures.Draw(form, Answers, Own.Name, layout),
            $"/api/v1/services/{Own.Code}/charts/experience.svg?{Choice.Query}&form={form.Form}&respondents={form.Respondents}"
        );
}
