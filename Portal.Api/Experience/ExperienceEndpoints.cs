using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Periods;
using Portal.Api.Records;

namespace Portal.Api.Experience;

/// <summary>Feedback about a service, as figures and as pictures.</summary>
public static class ExperienceEndpoints
{
    private static readonly Refusal NoSuchForm = new(
        StatusCodes.Status404NotFound,
        "FORM_UNKNOWN",
        "There is no feedback of this kind in these months; /experience lists what there is."
    );

    public static void MapServiceExperience(this RouteGroupBuilder service)
    {
        service
            .MapGet(
                "/experience",
                async (string? from, string? before, HttpContext context, CancellationToken cancellation) =>
                    await Window
                        .Read(new(from, before), await KnownMonths.LatestYearAsync(context.ServiceCall(), cancellation))
                        .ToHttpAsync(window => ServiceExperience.ReadAsync(context.ServiceCall(), window, cancellation))
            )
            .Produces<ExperienceAnswers>()
            .ProducesProblem(400)
            .WithName("ReadServiceExperience")
            .WithSummary("Feedback of families and professionals by form and question: exact counts of the own service.");
        service.MapPicture(
            "/charts/experience",
            ("DrawServiceExperience", "The answers to one form (respondents is PARENTS or PROFESSIONALS)"),
            DrawAsync,
            route => route.ExportsOwnFigures(AuditEvents.PictureDownloaded).ProducesProblem(400).ProducesProblem(404)
        );
    }

    private static async Task<IResult> DrawAsync(
        string? from,
        string? before,
        string? form,
        string? respondents,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        var call = context.ServiceCall();
        var read = Window.Read(new(from, before), await KnownMonths.LatestYearAsync(call, cancellation));
        if (!read.IsGiven(out var window))
            return read.ToHttp();
        context.Asks(window);
        var all = await ServiceExperience.ReadAsync(call, window, cancellation);
        var found = all.Forms.FirstOrDefault(answers =>
            answers.Form == form && answers.Respondents == (respondents ?? ServiceExperience.Parents)
        );
        return found is null ? NoSuchForm.ToProblem() : new PictureResult(ExperiencePictures.Draw(found, all, call.Service.Name));
    }
}
