using Microsoft.AspNetCore.Mvc;
using Portal.Api.Access;
using Portal.Api.Closing;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Web.Pages.Registry;

/// <summary>Where an administrator proposes to close a service, answers a proposal, or reopens it.</summary>
public sealed class ServiceClosingPage(PortalDatabase database, CalendarDay day) : ClosingQuestion(day.Clock)
{
    private const int QuartersOffered = 12;

    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    public override string Back => "/services";

    /// <summary>What somebody wrote into the form; kept when it has to be put right.</summary>
    public ClosingRequest Form { get; private set; } = new(null, null, null);

    /// <summary>Quarters that can be the last, newest first.</summary>
    public IReadOnlyList<Quarter> Quarters => [.. Enumerable.Range(-4, QuartersOffered).Select(back => day.Quarter.Plus(-back))];

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) =>
        WithAsync(async service => await ShowAsync(service, cancellation), cancellation);

    public Task<IActionResult> OnPostProposeAsync(ClosingRequest form, CancellationToken cancellation) =>
        WithAsync(
            async service =>
            {
                Form = form;
                return await DoneAsync(await ProposeClosing.RunAsync(Call, service, form, cancellation), service, "on", cancellation);
            },
            cancellation
        );

    public Task<IActionResult> OnPostConfirmAsync(CancellationToken cancellation) =>
        WithAsync(service => ConfirmAsync(service, cancellation), cancellation);

    public Task<IActionResult> OnPostRefuseAsync(CancellationToken cancellation) =>
        WithAsync(service => RefuseAsync(service, cancellation), cancellation);

    public Task<IActionResult> OnPostReopenAsync(CancellationToken cancellation) =>
        WithAsync(
            async service => await DoneAsync(await ReopenService.RunAsync(Call, service, cancellation), service, null, cancellation),
            cancellation
        );

    private async Task<IActionResult> WithAsync(Func<Service, Task<IActionResult>> step, CancellationToken cancellation) =>
        await ServiceRegistry.FindAsync(database, Code, cancellation) is { } service ? await step(service) : NotFound();
}
