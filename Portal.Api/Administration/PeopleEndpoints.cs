using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.Administration;

/// <summary>Whom to invite and to which role.</summary>
/// <param name="Role">One of <see cref="Roles"/>.</param>
public sealed record InvitationRequest(string? Name, string? Email, string? Organisation, string? Role);

/// <summary>An invitation that was just made, with its link, which is shown this once.</summary>
public sealed record InvitationAnswer(Invitation Invitation, string Link);

/// <summary>The role that somebody is to have.</summary>
public sealed record RoleRequest(string? Role);

/// <summary>Lets in somebody who waits with a code.</summary>
public sealed record AdmissionRequest(string? Code, string? Role);

/// <summary>The id of a person.</summary>
public sealed record PersonAnswer(string Id);

/// <summary>People over HTTP: a lead keeps those of the own service, an administrator those of every service and of the network.</summary>
public static class PeopleEndpoints
{
    private const string Invitations = "/people/invitations";

    /// <summary>Maps what leads do for their own service.</summary>
    public static void MapServicePeople(this RouteGroupBuilder service) =>
        Map(service.MapGroup("").RequireAuthorization(Policies.Lead), "", context => Task.FromResult<Service?>(context.Service()));

    /// <summary>Maps what administrators do for the network, and for any service.</summary>
    public static void MapAdministration(this RouteGroupBuilder api)
    {
        var admin = api.MapGroup("/admin").RequireAuthorization(Policies.Administrator).WithTags("Administration");
        MapServices(admin);
        Map(admin.MapGroup(""), "OfNetwork", _ => Task.FromResult<Service?>(null));
        // Named otherwise than an own service, since an administrator has none.
        var any = admin.MapGroup("/services/{code}").RequireAnyService();
        any.MapPut(
                "",
                async (NameRequest asked, HttpContext context, CancellationToken cancellation) =>
                    await ShowAsync(context, await OpenService.RenameAsync(Call(context), context.Service(), asked.Name, cancellation))
            )
            .Produces<ServiceAnswer>()
            .ProducesProblem(400)
            .WithName("RenameService")
            .WithSummary("Gives a service another name; its code stays.");
        any.MapPut(
                "/whole",
                async (WholeRequest asked, HttpContext context, CancellationToken cancellation) =>
                {
                    var joined = await JoinService.RunAsync(Call(context), context.Service(), asked.PartOf, cancellation);
                    return await ShowAsync(context, joined.Then<Service>(_ => context.Service()));
                }
            )
            .Produces<ServiceAnswer>()
            .ProducesProblem(400)
            .ProducesProblem(409)
            .WithName("JoinService")
            .WithSummary("Says which legal service a service is part of, or that it stands alone. Parts are one contributor.");
        Map(any, "OfService", context => Task.FromResult<Service?>(context.Service()));
    }

    /// <summary>Finds the service of a route below <c>/admin/services/{code}</c>, whosever it is; an unknown one is a 404.</summary>
    public static RouteGroupBuilder RequireAnyService(this RouteGroupBuilder group)
    {
        group.ProducesProblem(404);
        group.AddEndpointFilter(
            async (invocation, next) =>
            {
                var context = invocation.HttpContext;
                var database = context.RequestServices.GetRequiredService<PortalDatabase>();
                var code = (string?)context.GetRouteValue("code");
                if (await ServiceRegistry.FindAsync(database, code, context.RequestAborted) is not { } service)
                    return Refusal.NotFound.ToProblem();
                context.Items[typeof(Service)] = service;
                return await next(invocation);
            }
        );
        return group;
    }

    /// <summary>A name.</summary>
    public sealed record NameRequest(string? Name);

    /// <summary>A service of the registry.</summary>
    /// <param name="ClosedOn">Its last day; <c>null</c> while it is open, and so is the last quarter that it sends.</param>
    /// <param name="PartOf">Code of the legal service that it is part of; <c>null</c> when it stands alone.</param>
    public sealed record ServiceAnswer(
        string Code,
        string Name,
        string Nation,
        string Host,
        DateOnly? ClosedOn,
        string? LastPeriod,
        string? PartOf
    );

    /// <summary>The legal service that a service is part of.</summary>
    /// <param name="PartOf">Its code; <c>null</c> for none.</param>
    public sealed record WholeRequest([property: System.Text.Json.Serialization.JsonRequired] string? PartOf);

    private static void MapServices(RouteGroupBuilder admin)
    {
        admin
            .MapGet(
                "/services",
                async (int? page, int? pageSize, PortalDatabase database, CancellationToken cancellation) =>
                {
                    return Page.Of(page, pageSize, await AnswersAsync(database, cancellation)).ToHttp();
                }
            )
            .Produces<Page<ServiceAnswer>>()
            .ProducesProblem(400)
            .WithName("ListServices")
            .WithSummary("Every service of the network, by name.");
        admin
            .MapPost(
                "/services",
                async (NewService asked, HttpContext context, CancellationToken cancellation) =>
                    (await OpenService.RunAsync(Call(context), asked, cancellation)).ToHttp(made =>
                        Results.Created(
                            $"/api/v1/admin/services/{made.Code}",
                            new ServiceAnswer(made.Code, made.Name, made.Nation, made.Host, null, null, null)
                        )
                    )
            )
            .Produces<ServiceAnswer>(201)
            .ProducesProblem(400)
            .ProducesProblem(409)
            .WithName("OpenService")
            .WithSummary("Opens a service. Its lead is invited next.");
    }

    private static void Map(RouteGroupBuilder group, string suffix, Func<HttpContext, Task<Service?>> service)
    {
        group
            .MapGet(
                "/people",
                async (int? page, int? pageSize, HttpContext context, CancellationToken cancellation) =>
                    Page.Of(page, pageSize, await Person.AllAsync(Call(context), await service(context), cancellation)).ToHttp()
            )
            .Produces<Page<Person>>()
            .ProducesProblem(400)
            .WithName("ListPeople" + suffix)
            .WithSummary("Who has which role, with names and when they were last here.");
        group
            .MapPut(
                "/people/{person}",
                async (string person, RoleRequest asked, HttpContext context, CancellationToken cancellation) =>
                    (
                        await ChangePosition.RunAsync(
                            Call(context),
                            person,
                            new Position(asked.Role ?? "", await service(context)),
                            cancellation
                        )
                    ).ToHttp(id => Results.Ok(new PersonAnswer(id)))
            )
            .Produces<PersonAnswer>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithName("ChangeRole" + suffix)
            .WithSummary("Makes a member a lead, or a lead a member. The last lead stays.");
        group
            .MapDelete(
                "/people/{person}/{role}",
                async (string person, string role, HttpContext context, CancellationToken cancellation) =>
                    (
                        await ChangePosition.UndoAsync(Call(context), person, new Position(role, await service(context)), cancellation)
                    ).ToHttp(_ => Results.NoContent())
            )
            .Produces(204)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithName("TakeRole" + suffix)
            .WithSummary("Takes a role; the person's sessions end at once. The last lead and the last administrator stay.");
        group
            .MapPost(
                "/people/admissions",
                async (AdmissionRequest asked, HttpContext context, CancellationToken cancellation) =>
                    (
                        await WaitingPerson.AdmitAsync(
                            Call(context),
                            asked.Code,
                            new Position(asked.Role ?? "", await service(context)),
                            cancellation
                        )
                    ).ToHttp(id => Results.Ok(new PersonAnswer(id)))
            )
            .Produces<PersonAnswer>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .WithName("Admit" + suffix)
            .WithSummary("Gives a role to somebody who signed in without one and told their code.");
        MapInvitations(group, suffix, service);
    }

    private static void MapInvitations(RouteGroupBuilder group, string suffix, Func<HttpContext, Task<Service?>> service)
    {
        group
            .MapGet(
                Invitations,
                async (int? page, int? pageSize, HttpContext context, CancellationToken cancellation) =>
                    Page.Of(page, pageSize, await Invitation.OpenAsync(Call(context), await service(context), cancellation)).ToHttp()
            )
            .Produces<Page<Invitation>>()
            .ProducesProblem(400)
            .WithName("ListInvitations" + suffix)
            .WithSummary("Invitations that nobody has accepted yet, expired ones included.");
        group
            .MapPost(
                Invitations,
                async (InvitationRequest asked, HttpContext context, PublicAddress address, CancellationToken cancellation) =>
                    (
                        await InvitePerson.RunAsync(
                            Call(context),
                            new Position(asked.Role ?? "", await service(context)),
                            new InvitedPerson(asked.Name, asked.Email, asked.Organisation),
                            cancellation
                        )
                    ).ToHttp(made =>
                        Results.Json(
                            new InvitationAnswer(made.Invitation, address.Link(context.Request, made.Path)),
                            statusCode: StatusCodes.Status201Created
                        )
                    )
            )
            .Produces<InvitationAnswer>(201)
            .ProducesProblem(400)
            .WithName("Invite" + suffix)
            .WithSummary("Invites somebody by e-mail; the link is good for 7 days and opens with that address only.");
        group
            .MapDelete(
                Invitations + "/{id}",
                async (string id, HttpContext context, CancellationToken cancellation) =>
                    (await WithdrawInvitation.RunAsync(Call(context), await service(context), id, cancellation)).ToHttp(_ =>
                        Results.NoContent()
                    )
            )
            .Produces(204)
            .ProducesProblem(404)
            .WithName("WithdrawInvitation" + suffix)
            .WithSummary("Makes the link of an invitation open nothing.");
    }

    /// <summary>The call of whoever asks.</summary>
    public static AdministrationCall Call(HttpContext context) =>
        new(
            context.RequestServices.GetRequiredService<PortalDatabase>(),
            context.Caller(),
            context.RequestServices.GetRequiredService<CalendarDay>()
        )
        {
            Portal = context.RequestServices.GetRequiredService<PublicAddress>().Link(context.Request, ""),
        };

    private static async Task<IResult> ShowAsync(HttpContext context, Answer<Service> answer) =>
        (
            await answer.ThenAsync<ServiceAnswer>(async service =>
                (await AnswersAsync(Call(context).Database, context.RequestAborted)).First(one => one.Code == service.Code)
            )
        ).ToHttp();

    private static async Task<IReadOnlyList<ServiceAnswer>> AnswersAsync(PortalDatabase database, CancellationToken cancellation)
    {
        var closed = await ClosedServices.ReadAsync(database, cancellation);
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, Scope.None, cancellation);
        var services = await ServiceRegistry.AllAsync(transaction, cancellation);
        var parts = await ServiceParts.ReadAsync(transaction, cancellation);
        var codes = services.ToDictionary(service => service.Id, service => service.Code);
        return
        [
            .. services.Select(service => new ServiceAnswer(
                service.Code,
                service.Name,
                service.Nation,
                service.Host,
                closed.GetValueOrDefault(service.Id)?.On,
                closed.GetValueOrDefault(service.Id)?.LastPeriod.ToString(),
                parts.WholeOf.TryGetValue(service.Id, out var whole) ? codes[whole] : null
            )),
        ];
    }
}
