using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Analytics.Charts.Drawing;
using Portal.Api.Access;
using Portal.Api.Work;
using Portal.Web.Pages.Layout;
using Portal.Web.Pages.Words;

namespace Portal.Web.Pages.Work;

/// <summary>Contacts with families, and work with other professionals.</summary>
public sealed class WorkPage : PageModel
{
    public Service Own { get; private set; } = null!;

    public WindowChoice Choice { get; private set; } = null!;

    /// <summary>Whether the year before stands beside these months.</summary>
    public YearBefore Against { get; private set; } = null!;

    /// <summary>Figures of both; empty when they are not compared.</summary>
    public IReadOnlyList<ComparedRow> Compared { get; private set; } = [];

    public WorkFigures Work { get; private set; } = null!;

    /// <summary>Attended contacts by approach.</summary>
    public Picture Approaches { get; private set; } = null!;

    /// <summary>Sessions with other professionals.</summary>
    public Picture Indirect { get; private set; } = null!;

    /// <summary>Families whose work ended in these months, from its start to its end.</summary>
    public FamiliesTogether Families { get; private set; } = null!;

    public Picture Together { get; private set; } = null!;

    public async Task OnGetAsync(string? from, string? before, string? compared, CancellationToken cancellation)
    {
        Own = HttpContext.Service();
        Choice = await WindowChoice.ReadAsync(HttpContext.ServiceCall(), new(from, before), cancellation);
        Work = await ServiceWork.ReadAsync(HttpContext.ServiceCall(), Choice.Window, cancellation);
        Against = YearBefore.Read(compared, Choice.Window);
        if (Against.Window is { } then)
            Compared = Rows(Work, await ServiceWork.ReadAsync(HttpContext.ServiceCall(), then, cancellation));
        Families = await FamiliesTogether.ReadAsync(HttpContext.ServiceCall(), Choice.Window, cancellation);
        Approaches = Draw("approaches", layout => WorkPictures.Approaches(Work, Choice.Window, Own.Name, layout));
        Indirect = Draw("indirect", layout => WorkPictures.Indirect(Work, Own.Name, layout));
        Together = Draw("families-together", layout => WorkPictures.Together(Families, Choice.Window, Own.Name, layout));
    }

    private static IReadOnlyList<ComparedRow> Rows(WorkFigures now, WorkFigures before)
    {
        return
        [
            Row("Contacts offered", work => work.Contacts.Offered),
            Row("Contacts that took place", work => work.Contacts.Attended),
            Row("Families with a contact", work => work.Contacts.Families),
            Row("Sessions with other professionals", work => work.Indirect.Sum(row => row.Sessions)),
            Row("People in them", work => work.Indirect.Sum(row => row.People)),
        ];

        ComparedRow Row(string label, Func<WorkFigures, int> count) =>
            new(label, FigureWords.Count(count(now)), FigureWords.Count(count(before)));
    }

    private Picture Draw(string name, Func<ChartLayout, DrawnPicture> draw) =>
        Picture.Of(draw, $"/api/v1/services/{Own.Code}/charts/{name}.svg?{Choice.Query}");
}
