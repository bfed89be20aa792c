using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Tombstones;

namespace Portal.Api.Erasure;

/// <summary>Every erasure with its receipt, for administrators; none is ever removed.</summary>
public static class ListErasures
{
    /// <summary>Newest first, across all services.</summary>
    public static async Task<Page<ErasureReceipt>> PageAsync(PortalDatabase database, PageRequest page, CancellationToken cancellation)
    {
        await using var transaction = await ErasedServices.BeginAllAsync(database, cancellation);
        var codes = await CodesAsync(transaction, cancellation);
        var (items, total) = await StoredErasures.PageAsync(transaction, page.Number, page.Size, cancellation);
        return new Page<ErasureReceipt>(
            [.. items.Select(item => ErasureReceipt.Of(codes[item.ServiceId], item))],
            page.Number,
            page.Size,
            total
        );
    }

    public static async Task<Answer<ErasureReceipt>> FindAsync(PortalDatabase database, Guid id, CancellationToken cancellation)
    {
        await using var transaction = await ErasedServices.BeginAllAsync(database, cancellation);
        return await StoredErasures.FindAsync(transaction, id, cancellation) is { } found
            ? ErasureReceipt.Of((await CodesAsync(transaction, cancellation))[found.ServiceId], found)
            : Refusal.NotFound;
    }

    /// <summary>The receipt of a service that was erased as a whole, or <c>null</c>.</summary>
    public static async Task<ErasureReceipt?> OfServiceAsync(PortalDatabase database, Service service, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(
            database.ForJob("READ_ERASURES").Application,
            new Scope([service.Id]),
            cancellation
        );
        return await StoredErasures.FindAsync(transaction, service.Id, (null, null), cancellation) is { } found
            ? ErasureReceipt.Of(service.Code, found)
            : null;
    }

    private static async Task<Dictionary<int, string>> CodesAsync(PortalTransaction transaction, CancellationToken cancellation) =>
        (await ServiceRegistry.AllAsync(transaction, cancellation)).ToDictionary(service => service.Id, service => service.Code);
}
