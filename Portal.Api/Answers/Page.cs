namespace Portal.Api.Answers;

/// <summary>One page of a list.</summary>
/// <param name="Number">The number of this page, from 1.</param>
/// <param name="PageSize">Items per page, 1 to 500.</param>
/// <param name="Total">Items in the whole list.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Number, int PageSize, int Total)
{
    public int Pages => (Total + PageSize - 1) / PageSize;
}

/// <summary>The page that a client asks for.</summary>
public sealed record PageRequest(int Number, int Size)
{
    public const int DefaultSize = 50;
    public const int LargestSize = 500;

    public static Answer<PageRequest> Read(int? page, int? pageSize) =>
        page is < 1 or > 1_000_000 || pageSize is < 1 or > LargestSize
            ? new Refusal(StatusCodes.Status400BadRequest, "PAGE_OUT_OF_RANGE", "page starts at 1 and pageSize is 1 to 500.")
            : new PageRequest(page ?? 1, pageSize ?? DefaultSize);
}

/// <summary>Cuts pages out of lists that are whole in memory.</summary>
public static class Page
{
    /// <returns>400 PAGE_OUT_OF_RANGE for a page that cannot be.</returns>
    public static Answer<Page<T>> Of<T>(int? page, int? pageSize, IReadOnlyList<T> all) =>
        PageRequest
            .Read(page, pageSize)
            .Then<Page<T>>(wanted => new Page<T>(
                [.. all.Skip((wanted.Number - 1) * wanted.Size).Take(wanted.Size)],
                wanted.Number,
                wanted.Size,
                all.Count
            ));
}
