using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Administration;
using Portal.Api.Answers;
using Portal.Api.Closing;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Registry;

/// <summary>A page that shows whether a service is closed, and asks the second person about a proposal to close it.</summary>
/// <remarks>Source: docs/security.md, "Closing a service".</remarks>
public abstract class ClosingQuestion(TimeProvider clock) : PageModel
{
    protected TimeProvider Clock { get; } = clock;

    public Service Asked { get; private set; } = null!;

    public ClosingState State { get; private set; } = null!;

    /// <summary>Whether the visitor made the proposal.</summary>
    public bool IsOwn => State.Proposal?.ProposedBy == Call.Caller.PersonId;

    /// <summary>Whether somebody else than the visitor could confirm.</summary>
    public bool HasSecondPerson { get; private set; }

    public bool MayConfirm => !IsOwn || (!HasSecondPerson && Clock.GetUtcNow() >= State.Proposal?.AloneFrom);

    /// <summary>Where the visitor goes who leaves everything as it is.</summary>
    public abstract string Back { get; }

    public ErrorSummary Errors { get; private set; } = ErrorSummary.None;

    protected AdministrationCall Call => PeopleEndpoints.Call(HttpContext);

    protected async Task<PageResult> ShowAsync(Service service, CancellationToken cancellation)
    {
        Asked = service;
        State = await ReadClosing.RunAsync(Call, service, cancellation);
        HasSecondPerson =
            State.Proposal is not null && await SecondPerson.ExistsAsync(Call.Database, service, Call.Caller.PersonId, cancellation);
        return Page();
    }

    /// <summary>When the proposal was made that the visitor has looked at.</summary>
    [BindProperty]
    public DateTimeOffset? Seen { get; set; }

    protected async Task<IActionResult> ConfirmAsync(Service service, CancellationToken cancellation) =>
        await DoneAsync(await ConfirmClosing.RunAsync(Call, service, Seen, cancellation), service, null, cancellation);

    // Gone already is as good.
    protected async Task<IActionResult> RefuseAsync(Service service, CancellationToken cancellation)
    {
        await ProposeClosing.WithdrawAsync(Call, service, cancellation);
        return LocalRedirect(Back);
    }

    /// <summary>Comes back to the page after a step, or says why it was not taken.</summary>
    /// <param name="field">The field that a malformed request is about.</param>
    protected async Task<IActionResult> DoneAsync<T>(Answer<T> answer, Service service, string? field, CancellationToken cancellation)
    {
        if (!answer.IsRefused(out var refusal))
            return LocalRedirect(Request.Path);
        await ShowAsync(service, cancellation);
        Errors = new ErrorSummary([new FieldError(refusal.Status == StatusCodes.Status400BadRequest ? field : null, Words(refusal))]);
        Response.StatusCode = refusal.Status;
        return Page();
    }

    private static string Words(Refusal refusal) =>
        refusal.Code == "CLOSING_MALFORMED"
            ? "Choose the last day (from when the service opened to a year from today), a last quarter that is not after it, and why."
            : refusal.Detail;
}
