using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Checking.Mapping;
using Portal.Api.Extracts;
using Portal.Api.Mapping;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.OwnWords;

/// <summary>What a service calls its own columns and words: to look over, to forget one, and to go back to an earlier version.</summary>
public sealed class OwnWordsPage : PageModel
{
    public Service Own { get; private set; } = null!;

    public ServiceMapping Current { get; private set; } = null!;

    /// <summary>The newest first.</summary>
    public IReadOnlyList<ServiceMapping> Versions { get; private set; } = [];

    public ErrorSummary Errors { get; private set; } = ErrorSummary.None;

    /// <summary>What was just done.</summary>
    public string? Done { get; private set; }

    public async Task OnGetAsync(string? done, CancellationToken cancellation)
    {
        Done = done switch
        {
            "forgotten" => "It is forgotten. The next file with it is asked about again.",
            "back" => "The earlier version counts again.",
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
        Versions = await ServiceMapping.VersionsAsync(HttpContext.ServiceCall(), cancellation);
        Current = Versions.Count > 0 ? Versions[0] : new ServiceMapping(0, null, null, ExtractMapping.None);
    }
}
