using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Erasure;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Erasures;

/// <summary>What the form says. The case reference travels only in request bodies, never in an address.</summary>
/// <param name="What">CASE or SERVICE.</param>
/// <param name="Code">The service's code, typed again to propose the whole service.</param>
public sealed record ErasureForm(string? Service, string? What, string? CaseRef, string? Reason, string? Code)
{
    public static readonly ErasureForm Empty = new(null, null, null, null, null);

    public bool IsWholeService => What == ErasureReceipt.WholeService;

    /// <summary>The reference to look for; <c>null</c> for a whole service.</summary>
    public string? Reference => IsWholeService ? null : CaseRef?.Trim();
}

/// <summary>Asks what to erase, shows exactly what that means, and erases a case or proposes a service after a second answer.</summary>
public sealed class ErasePage(PortalDatabase database, ErasureFile file, PublicAddress address, TimeProvider clock) : PageModel
{
    public IReadOnlyList<Service> Services { get; private set; } = [];

    public ErasureForm Form { get; private set; } = ErasureForm.Empty;

    /// <summary>The chosen service, once it is known.</summary>
    public Service? Service { get; private set; }

    /// <summary>What would happen; <c>null</c> until the service and the kind of erasure are known.</summary>
    public ErasurePreview? Preview { get; private set; }

    public ErrorSummary Errors { get; private set; } = ErrorSummary.None;

    public async Task OnGetAsync(CancellationToken cancellation) => Services = await ReadAudit.ServicesAsync(database, cancellation);

    public async Task<IActionResult> OnPostAsync(string? step, ErasureForm form, CancellationToken cancellation)
    {
        Services = await ReadAudit.ServicesAsync(database, cancellation);
        Form = form;
        Service = Services.FirstOrDefault(found => found.Code == form.Service);
        var errors = Missing(form);
        if (errors.Count > 0)
            return Again(errors, StatusCodes.Status400BadRequest);
        if (!(await ErasurePreview.ReadAsync(database, Service!, form.Reference, cancellation)).IsGiven(out var preview))
            return Again(
                [
                    new FieldError(
                        "caseRef",
                        "No row of this service holds this case. Check the reference, capitals included, and the service."
                    ),
                ],
                StatusCodes.Status404NotFound
            );
        Preview = preview;
        if (step != "erase" || preview.Standing is not null)
            return Page();
        if (form.IsWholeService)
            return form.Code?.Trim() == Service!.Code
                ? await ProposeAsync(Service, form.Reason!, cancellation)
                : Again([new FieldError("code", $"Type {Service.Code} to propose erasing this service")], StatusCodes.Status400BadRequest);

        var answer = await EraseRecords.RunAsync(
            database,
            file,
            HttpContext.Caller(),
            new ErasureOrder(Service!, form.Reference, form.Reason!),
            clock,
            cancellation
        );
        return answer.Match<IActionResult>(
            erased => RedirectToPage("/Erasures/Receipt", new { id = erased.Receipt.Id }),
            refusal => Again([new FieldError(null, refusal.Detail)], refusal.Status)
        );
    }

    private async Task<IActionResult> ProposeAsync(Service service, string reason, CancellationToken cancellation)
    {
        if (await ProposeErasure.RunAsync(database, HttpContext.Caller(), service, reason, clock, cancellation) is not { } open)
            return RedirectToPage("/Erasures/Erasures");
        await TellOfErasures.RunAsync(database, address.Link(Request, ""), clock, cancellation);
        return RedirectToPage("/Erasures/Proposal", new { proposed = open.Service });
    }

    private List<FieldError> Missing(ErasureForm form)
    {
        var errors = new List<FieldError>();
        if (Service is null)
            errors.Add(new FieldError("service", "Choose the service"));
        if (form.What is not (ErasureReceipt.Case or ErasureReceipt.WholeService))
            errors.Add(new FieldError("what", "Choose whether one case or the whole service is erased"));
        if (form.What == ErasureReceipt.Case && string.IsNullOrWhiteSpace(form.CaseRef))
            errors.Add(new FieldError("caseRef", "Enter the reference of the case"));
        // A reference together with "the whole service" is a mistake that would erase a service.
        if (form.IsWholeService && !string.IsNullOrWhiteSpace(form.CaseRef))
            errors.Add(new FieldError("caseRef", "Leave the reference empty to erase the whole service, or choose one case"));
        if (form.Reason is null || !EraseRecords.Reasons.Contains(form.Reason))
            errors.Add(new FieldError("reason", "Choose a reason"));
        return errors;
    }

    private PageResult Again(IReadOnlyList<FieldError> errors, int status)
    {
        Errors = new ErrorSummary(errors);
        Response.StatusCode = status;
        return Page();
    }
}
