using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Erasure;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Erasures;

/// <summary>What the form of a proposal says.</summary>
/// <param name="Answer">One of <see cref="ErasureQuestion.Confirm"/> and <see cref="ErasureQuestion.Refuse"/>.</param>
/// <param name="Code">The service's code, typed again before everything of it goes.</param>
public sealed record ErasureAnswer(string? Answer, string? Code);

/// <summary>A page that asks the second person whether a whole service is erased, as somebody else proposes.</summary>
/// <remarks>Source: docs/security.md, "Erasing a whole service".</remarks>
public abstract class ErasureQuestion(PortalDatabase database, ErasureFile file, TimeProvider clock) : PageModel
{
    /// <summary>The value of the button that erases.</summary>
    public const string Confirm = "confirm";

    /// <summary>The value of the button that takes the proposal back.</summary>
    public const string Refuse = "refuse";

    protected PortalDatabase Database { get; } = database;

    public Service Asked { get; private set; } = null!;

    public ErasureProposal Proposal { get; private set; } = null!;

    /// <summary>Whether the visitor made the proposal.</summary>
    public bool IsOwn => Proposal.ProposedBy == HttpContext.Caller().PersonId;

    /// <summary>Whether somebody else than the visitor could confirm.</summary>
    public bool HasSecondPerson { get; private set; }

    public bool MayConfirm => !IsOwn || (!HasSecondPerson && clock.GetUtcNow() >= Proposal.AloneFrom);

    /// <summary>Where the visitor goes who leaves the proposal as it is.</summary>
    public abstract string Back { get; }

    public ErrorSummary Errors { get; private set; } = ErrorSummary.None;

    /// <summary>Reads the open proposal of a service; false when there is none.</summary>
    protected async Task<bool> FindAsync(Service service, CancellationToken cancellation)
    {
        Asked = service;
        if (!(await ListProposals.FindAsync(Database, service, clock, cancellation)).IsGiven(out var open))
            return false;
        Proposal = open;
        HasSecondPerson = await SecondPerson.ExistsAsync(Database, service, HttpContext.Caller().PersonId, cancellation);
        return true;
    }

    /// <summary>The receipt when the service was erased already, or <c>null</c>.</summary>
    protected Task<ErasureReceipt?> ErasedAsync(CancellationToken cancellation) =>
        ListErasures.OfServiceAsync(Database, Asked, cancellation);

    /// <summary>Does what the button says, for an open proposal.</summary>
    /// <param name="erased">Where to go with the receipt.</param>
    protected async Task<IActionResult> AnswerAsync(
        ErasureAnswer form,
        Func<ErasureReceipt, IActionResult> erased,
        CancellationToken cancellation
    )
    {
        if (form.Answer == Refuse)
        {
            // Gone already is as good.
            await ProposeErasure.WithdrawAsync(Database, HttpContext.Caller(), Asked, clock, cancellation);
            return LocalRedirect(Back);
        }

        if (form.Answer != Confirm || form.Code?.Trim() != Asked.Code)
            return Again(new FieldError("code", $"Type {Asked.Code} to erase this service"), StatusCodes.Status400BadRequest);
        var done = await ConfirmErasure.RunAsync(Database, file, HttpContext.Caller(), Asked, clock, cancellation);
        return done.Match(given => erased(given.Receipt), refusal => Again(new FieldError(null, refusal.Detail), refusal.Status));
    }

    private PageResult Again(FieldError error, int status)
    {
        Errors = new ErrorSummary([error]);
        Response.StatusCode = status;
        return Page();
    }
}
