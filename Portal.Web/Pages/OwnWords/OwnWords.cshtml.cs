using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Checking.Mapping;
using Portal.Api.Extracts;
using Portal.Api.Mapping;
using Portal.Api.Periods;
using Portal.Web.Pages.Layout;
using Portal.Web.Pages.Visitors;

namespace Portal.Web.Pages.OwnWords;

/// <summary>What a service calls its own columns and words: to look over, to forget one, and to go back to an earlier version.</summary>
public sealed class OwnWordsPage : PageModel
{
    public Service Own { get; private set; } = null!;

    public ServiceMapping Current { get; private set; } = null!;

    /// <summary>The newest first.</summary>
    public IReadOnlyList<ServiceMapping> Versions { get; private set; } = [];

    /// <summary>The quarters whose extracts each version has read.</summary>
    public ILookup<int, Quarter> Used { get; private set; } = Enumerable.Empty<Quarter>().ToLookup(_ => 0);

    /// <summary>Other services of the person, whose columns and words may be taken over.</summary>
    public IReadOnlyList<Service> Others { get; private set; } = [];

    public ErrorSummary Errors { get; private set; } = ErrorSummary.None;

    /// <summary>What was just done.</summary>
    public string? Done { get; private set; }

    public async Task OnGetAsync(string? done, CancellationToken cancellation)
    {
        Done = done switch
        {
            "forgotten" => "It is forgotten. The next file with it is asked about again.",
            "back" => "The earlier version counts again.",
            "copied" => "The columns and words of the other service count here too now.",
            _ => null,
        };
        await ReadAsync(cancellation);
    }

    public async Task<IActionResult> OnPostForgetAsync(
        int version,
        string? file,
        string? heading,
        string? column,
        string? word,
        CancellationToken cancellation
    )
    {
        await ReadAsync(cancellation);
        var files = Current.Mapping.Files.ToDictionary(
            known => known.Key,
            known =>
                ExtractFiles.Of(known.Key).Name != file
                    ? known.Value
                    : new FileMapping(
                        [.. known.Value.Headings.Where(one => one.Heading != heading)],
                        [.. known.Value.Words.Where(one => one.Column != column || one.Word != word)]
                    )
                    {
                        IsOurs = known.Value.IsOurs && (heading ?? word) is not null,
                    }
        );
        return await SaveAsync(new ExtractMapping(files), version, "forgotten", cancellation);
    }

    public async Task<IActionResult> OnPostBackAsync(int version, int to, CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        return Versions.FirstOrDefault(saved => saved.Version == to) is { } earlier
            ? await SaveAsync(earlier.Mapping, version, "back", cancellation)
            : NotFound();
    }

    /// <summary>Takes over what another service of the same person says; it takes the place of all that was said here.</summary>
    public async Task<IActionResult> OnPostCopyAsync(int version, string? from, CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        if (Others.FirstOrDefault(other => other.Code == from) is not { } source)
            return NotFound();
        var theirs = await ServiceMapping.ReadAsync(HttpContext.ServiceCall() with { Service = source }, cancellation);
        return await SaveAsync(theirs.Mapping, version, "copied", cancellation);
    }

    private async Task<IActionResult> SaveAsync(ExtractMapping mapping, int over, string done, CancellationToken cancellation)
    {
        var answer = await ServiceMapping.SaveAsync(HttpContext.ServiceCall(), MappingText.Of(mapping), over, cancellation);
        if (answer.IsGiven(out _, out var refusal))
            return Redirect($"/own-words/{Own.Code}?done={done}");
        Errors = new ErrorSummary([new FieldError(null, refusal.Detail)]);
        Response.StatusCode = refusal.Status;
        await ReadAsync(cancellation);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        Own = HttpContext.Service();
        Others = [.. Visitor.Of(HttpContext).Services.Where(other => other.Code != Own.Code)];
        Used = await ServiceMapping.UsedAsync(HttpContext.ServiceCall(), cancellation);
        Versions = await ServiceMapping.VersionsAsync(HttpContext.ServiceCall(), cancellation);
        Current = Versions.Count > 0 ? Versions[0] : new ServiceMapping(0, null, null, ExtractMapping.None);
    }
}
