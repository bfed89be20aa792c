using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Administration;
using Portal.Api.Answers;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.People;

/// <summary>
/// Keeps the people of one place: who has which role, who is invited, and whom to let in. A lead sees the own service's, an administrator
/// those of the network and of any service.
/// </summary>
public abstract class PeopleDesk(PublicAddress address) : PageModel
{
    /// <summary>Whose people; <c>null</c> for those of the network.</summary>
    public Service? Place { get; private set; }

    public IReadOnlyList<Person> People { get; private set; } = [];

    public IReadOnlyList<Invitation> Invitations { get; private set; } = [];

    public ErrorSummary Errors { get; private set; } = ErrorSummary.None;

    /// <summary>What somebody wrote into the form; kept when it has to be put right.</summary>
    public InvitationRequest Asked { get; private set; } = new(null, null, null, null);

    /// <summary>A reader whom the lead is about to invite, to be looked at first.</summary>
    public bool IsToConfirm { get; private set; }

    /// <summary>Link of the invitation that was just made.</summary>
    public string? Link { get; private set; }

    /// <summary>Somebody whose code was just told, to be looked at before they are let in.</summary>
    public WaitingPerson? Waiting { get; private set; }

    /// <summary>What was just done, in words.</summary>
    public string? Message { get; private set; }

    /// <summary>Roles that can be given here.</summary>
    public IReadOnlyList<string> Roles => Place is null ? Position.OfNetwork : Position.OfService;

    /// <summary>The person who looks at the page.</summary>
    public string Me => HttpContext.Caller().PersonId;

    private AdministrationCall Call => PeopleEndpoints.Call(HttpContext);

    /// <summary>Finds the place that the address names.</summary>
    /// <returns>False when there is none.</returns>
    protected abstract Task<(bool IsFound, Service? Place)> FindAsync(CancellationToken cancellation);

    public Task<IActionResult> OnGetAsync(string? done, CancellationToken cancellation) =>
        InAsync(
            () =>
            {
                Message = done switch
                {
                    "WITHDRAWN" => "The invitation was withdrawn. Its link opens nothing any more.",
                    "CHANGED" => "The role was changed. It counts from their next click.",
                    "REMOVED" => "They were removed. Their next click is refused.",
                    "ADMITTED" => "They have the role now and can sign in again.",
                    _ => null,
                };
                return Task.FromResult<IActionResult?>(null);
            },
            cancellation
        );

    public Task<IActionResult> OnPostInviteAsync(InvitationRequest asked, bool confirmed, CancellationToken cancellation) =>
        InAsync(
            async () =>
            {
                Asked = asked;
                if (asked.Role == Portal.Api.Access.Roles.Reader && !confirmed && Wrong(asked) is null)
                {
                    IsToConfirm = true;
                    return null;
                }

                var made = await InvitePerson.RunAsync(
                    Call,
                    new Position(asked.Role ?? "", Place),
                    new InvitedPerson(asked.Name, asked.Email, asked.Organisation),
                    cancellation
                );
                if (made.IsGiven(out var invitation, out var refusal))
                {
                    Link = address.Link(Request, invitation.Path);
                    Message = $"{invitation.Invitation.Name} is invited as {Words.RoleWords.Of(invitation.Invitation.Role)}.";
                    Asked = new InvitationRequest(null, null, null, null);
                }
                else
                    Show(refusal, FieldOf(refusal.Code));
                return null;
            },
            cancellation
        );

    public Task<IActionResult> OnPostWithdrawAsync(string id, CancellationToken cancellation) =>
        InAsync(async () => Done(await WithdrawInvitation.RunAsync(Call, Place, id, cancellation), "WITHDRAWN"), cancellation);

    public Task<IActionResult> OnPostRoleAsync(string person, string role, CancellationToken cancellation) =>
        InAsync(
            async () => Done(await ChangePosition.RunAsync(Call, person, new Position(role, Place), cancellation), "CHANGED"),
            cancellation
        );

    public Task<IActionResult> OnPostRemoveAsync(string person, string role, CancellationToken cancellation) =>
        InAsync(
            async () =>
            {
                var removed = await ChangePosition.UndoAsync(Call, person, new Position(role, Place), cancellation);
                // Whoever has just removed themselves may not see this page any more.
                return removed.IsGiven(out _) && person == Me ? LocalRedirect("/") : Done(removed, "REMOVED");
            },
            cancellation
        );

    public Task<IActionResult> OnPostAdmitAsync(string? code, string? role, CancellationToken cancellation) =>
        InAsync(
            async () =>
            {
                if (role is not null)
                    return Done(await WaitingPerson.AdmitAsync(Call, code, new Position(role, Place), cancellation), "ADMITTED");
                Waiting = await WaitingPerson.FindAsync(Call, code, cancellation);
                if (Waiting is null)
                    Errors = new ErrorSummary([
                        new FieldError("code", "Nobody is waiting with this code. Ask them to sign in again and read it out."),
                    ]);
                return null;
            },
            cancellation
        );

    private async Task<IActionResult> InAsync(Func<Task<IActionResult?>> step, CancellationToken cancellation)
    {
        var (isFound, place) = await FindAsync(cancellation);
        if (!isFound)
            return NotFound();
        Place = place;
        if (await step() is { } result)
            return result;
        People = await Person.AllAsync(Call, Place, cancellation);
        Invitations = await Invitation.OpenAsync(Call, Place, cancellation);
        return Page();
    }

    private RedirectResult? Done(Answer<string> answer, string done)
    {
        if (answer.IsGiven(out _, out var refusal))
            return Redirect($"{Request.Path}?done={done}");
        Show(refusal, null);
        return null;
    }

    private void Show(Refusal refusal, string? field) => Errors = new ErrorSummary([new FieldError(field, refusal.Detail)]);

    private Refusal? Wrong(InvitationRequest asked) =>
        InvitePerson
            .Read(new Position(asked.Role ?? "", Place), new InvitedPerson(asked.Name, asked.Email, asked.Organisation))
            .IsRefused(out var wrong)
            ? wrong
            : null;

    private static string FieldOf(string code) =>
        code switch
        {
            "ORGANISATION_MISSING" => "organisation",
            "ROLE_UNKNOWN" => "role",
            _ => "name",
        };
}
