using Microsoft.AspNetCore.Mvc;
using Portal.Api.Access;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Erasure;

namespace Portal.Web.Pages.Erasures;

/// <summary>The question as an administrator is asked it.</summary>
public sealed class ErasureProposalPage(PortalDatabase database, ErasureFile file, TimeProvider clock)
    : ErasureQuestion(database, file, clock)
{
    public override string Back => "/erasures";

    public async Task<IActionResult> OnGetAsync(string proposed, CancellationToken cancellation) =>
        await FindAsync(proposed, cancellation) is not { } service ? NotFound()
        : await FindAsync(service, cancellation) ? Page()
        : await GoneAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(string proposed, ErasureAnswer form, CancellationToken cancellation) =>
        await FindAsync(proposed, cancellation) is not { } service ? NotFound()
        : await FindAsync(service, cancellation) ? await AnswerAsync(form, Receipt, cancellation)
        : await GoneAsync(cancellation);

    // Also for whoever has pressed the button twice.
    private async Task<IActionResult> GoneAsync(CancellationToken cancellation) =>
        await ErasedAsync(cancellation) is { } receipt ? Receipt(receipt) : NotFound();

    private RedirectToPageResult Receipt(ErasureReceipt receipt) => RedirectToPage("/Erasures/Receipt", new { id = receipt.Id });

    private async Task<Service?> FindAsync(string proposed, CancellationToken cancellation) =>
        (await ReadAudit.ServicesAsync(Database, cancellation)).FirstOrDefault(found => found.Code == proposed);
}
