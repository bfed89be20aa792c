using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;

namespace Portal.Api.Mail;

/// <summary>Mail over HTTP: everybody chooses what they get, and the administrator sees what was sent.</summary>
public static class MailEndpoints
{
    /// <summary>Which mails somebody does not want.</summary>
    /// <param name="Off">RECEIPT, REMINDER or RELEASE_NOTE; whatever is not listed is sent.</param>
    public sealed record MailChoice(IReadOnlyList<string?>? Off);

    public static void MapMail(this RouteGroupBuilder api)
    {
        api.MapGet(
                "/me/mail",
                async (HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
                    Results.Ok(await MyMail.ReadAsync(database, context.Caller(), cancellation))
            )
            .Produces<MyMail>()
            .WithName("ReadMyMail")
            .WithSummary("Which mails whoever asks gets.");
        api.MapPut(
                "/me/mail",
                async (MailChoice choice, HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
                    (await MyMail.ChooseAsync(database, context.Caller(), choice.Off, cancellation)).ToHttp()
            )
            .Produces<MyMail>()
            .ProducesProblem(400)
            .WithName("ChooseMyMail")
            .WithSummary("Turns off the kinds of mail that are listed, and every other on.");

        var admin = api.MapGroup("/admin/mail").RequireAuthorization(Policies.Administrator).WithTags("Administration");
        admin
            .MapGet(
                "",
                (int? page, int? pageSize, PortalDatabase database, CancellationToken cancellation) =>
                    PageRequest.Read(page, pageSize).ToHttpAsync(wanted => SentMail.PageAsync(database, wanted, cancellation))
            )
            .Produces<Page<MailLine>>()
            .ProducesProblem(400)
            .WithName("ListMail")
            .WithSummary("Mails of the last 90 days, the newest first: kind, to whom by name, and where each stands.");
        admin
            .MapPost(
                "/{id:guid}/attempts",
                async (Guid id, PortalDatabase database, TimeProvider clock, CancellationToken cancellation) =>
                    (await SentMail.TryAgainAsync(database, id, clock, cancellation)).ToHttp()
            )
            .Produces<MailLine>()
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithName("TryMailAgain")
            .WithSummary("Tries a mail again that was given up.");
    }
}
