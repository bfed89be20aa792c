using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Submissions.Storing;

namespace Portal.Api.Submissions;

/// <summary>Every submission of a service with its receipt; none is ever removed.</summary>
public static class ListSubmissions
{
    /// <summary>Newest first.</summary>
    public static async Task<Page<Receipt>> PageAsync(
        PortalDatabase database,
        Service service,
        int page,
        int pageSize,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, new Scope([service.Id]), cancellation);
        var (items, total) = await StoredSubmissions.PageAsync(transaction, service.Id, page, pageSize, cancellation);
        return new Page<Receipt>([.. items.Select(item => Receipt.Of(service.Code, item))], page, pageSize, total);
    }

    /// <summary>The standing receipt of a quarter, or <c>null</c>.</summary>
    public static async Task<Receipt?> StandingAsync(
        PortalDatabase database,
        Service service,
        Quarter period,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, new Scope([service.Id]), cancellation);
        return await StoredSubmissions.StandingAsync(transaction, service.Id, period, cancellation) is { } standing
            ? Receipt.Of(service.Code, standing)
            : null;
    }

    /// <summary>The receipt of what a draft became, or <c>null</c> when it was not submitted.</summary>
    public static async Task<Receipt?> OfDraftAsync(
        PortalDatabase database,
        Service service,
        string draftId,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, new Scope([service.Id]), cancellation);
        return await StoredSubmissions.OfDraftAsync(transaction, service.Id, draftId, cancellation) is { } submission
            ? Receipt.Of(service.Code, submission)
            : null;
    }

    public static async Task<Answer<Receipt>> FindAsync(PortalDatabase database, Service service, Guid id, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, new Scope([service.Id]), cancellation);
        var submission = await StoredSubmissions.FindAsync(transaction, service.Id, id, cancellation);
        return submission is null ? Refusal.NotFound : Receipt.Of(service.Code, submission);
    }
}
