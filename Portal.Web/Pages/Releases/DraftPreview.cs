using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.Periods;
using Portal.Api.Releases;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Published;

namespace Portal.Web.Pages.Releases;

/// <summary>Which cells are shown; empty for all.</summary>
/// <param name="Scope">Scope of the cells.</param>
/// <param name="About">PROFILE, or a measure and its subscale with a colon between them.</param>
/// <param name="Why">SHOWN, or the code of a reason for withholding.</param>
public sealed record CellFilter(string Scope, string About, string Why)
{
    /// <summary>The value of <see cref="Why"/> for cells that are shown.</summary>
    public const string Shown = "SHOWN";

    public bool IsEmpty => Scope.Length + About.Length + Why.Length == 0;

    /// <summary>As a query, ready for a page number.</summary>
    public string Query =>
        $"view={ReleasePage.Withheld}&at={Uri.EscapeDataString(Scope)}&about={Uri.EscapeDataString(About)}&why={Uri.EscapeDataString(Why)}";

    public bool Holds(PreviewCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var at = cell.Address;
        return (Scope.Length == 0 || at.Scope == Scope)
            && (About.Length == 0 || About == (at.Topic == ReleaseLattice.Profile ? at.Topic : KeyOf(at.Item, at.Part)))
            && (Why.Length == 0 || (Why == Shown ? cell.IsShown : cell.Reason == Why));
    }

    public static string KeyOf(string measure, string subscale) => $"{measure}:{subscale}";
}

/// <summary>How many cells one reason withholds.</summary>
public sealed record ReasonCount(string Code, int Cells);

/// <summary>The quarters that one service contributes to a release.</summary>
public sealed record ServiceQuarters(string Service, IReadOnlyList<Quarter> Quarters);

/// <summary>What a release shows and withholds and why, for those who make and approve it.</summary>
/// <param name="IsOpen">Whether the figures themselves may be seen.</param>
/// <param name="Reasons">The commonest first.</param>
/// <param name="Measures">Measures to choose from: those that cells are about.</param>
/// <param name="Cells">One page of the cells that pass the filter.</param>
public sealed record DraftPreview(
    bool IsOpen,
    int Shown,
    int Withheld,
    IReadOnlyList<ReasonCount> Reasons,
    IReadOnlyList<ServiceQuarters> Services,
    IReadOnlyList<Measure> Measures,
    CellFilter Filter,
    Page<PreviewCell> Cells
)
{
    private const int CellsShown = 200;

    public int Pages => (Cells.Total + CellsShown - 1) / CellsShown;

    /// <summary>Reads a page of the preview.</summary>
    /// <returns>404 for a page that does not exist.</returns>
    public static async Task<Answer<DraftPreview>> ReadAsync(
        PortalDatabase database,
        ReleasePreview preview,
        CellFilter filter,
        int? page,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(preview);
        if (!PageRequest.Read(page, CellsShown).IsGiven(out var wanted))
            return Refusal.NotFound;
        var found = preview.Cells.Where(filter.Holds).ToArray();
        var lines = found.Skip((wanted.Number - 1) * wanted.Size).Take(wanted.Size).ToArray();
        if (lines.Length == 0 && wanted.Number > 1)
            return Refusal.NotFound;
        var reasons = preview
            .Cells.Where(cell => cell.Reason is not null)
            .CountBy(cell => cell.Reason!)
            .Select(count => new ReasonCount(count.Key, count.Value))
            .ToArray();
        return new DraftPreview(
            preview.Content is not null,
            preview.Cells.Count(cell => cell.IsShown),
            reasons.Sum(reason => reason.Cells),
            [.. reasons.OrderByDescending(reason => reason.Cells).ThenBy(reason => reason.Code, StringComparer.Ordinal)],
            await ServicesAsync(database, preview.Submissions, cancellation),
            [
                .. MeasureOrder
                    .InOrder(
                        preview
                            .Cells.Select(cell => cell.Address)
                            .Where(at => at.Topic == ReleaseLattice.Outcome)
                            .Select(at => (at.Item, at.Part))
                            .Distinct(),
                        key => key
                    )
                    .Select(one => one.Measure),
            ],
            filter,
            new Page<PreviewCell>(lines, wanted.Number, wanted.Size, found.Length)
        );
    }

    private static async Task<IReadOnlyList<ServiceQuarters>> ServicesAsync(
        PortalDatabase database,
        IReadOnlyList<ContributingSubmission> submissions,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, Scope.None, cancellation);
        var names = (await ServiceRegistry.AllAsync(transaction, cancellation)).ToDictionary(
            service => service.Code,
            service => service.Name
        );
        return
        [
            .. submissions
                .GroupBy(one => one.Service, one => one.Period)
                .Select(service => new ServiceQuarters(names.GetValueOrDefault(service.Key, service.Key), [.. service.Order()]))
                .OrderBy(service => service.Service, StringComparer.Ordinal),
        ];
    }
}
