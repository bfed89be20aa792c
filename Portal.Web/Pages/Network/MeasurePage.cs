using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.NetworkViews;
using Portal.Api.Workspace;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Network;

/// <summary>A page that shows one view of one measure over the network; internal, not for publication.</summary>
/// <typeparam name="T">The view.</typeparam>
public abstract class MeasurePage<T>(PortalDatabase database) : PageModel, IMeasureForm
    where T : class
{
    /// <summary>Where the view is read from.</summary>
    protected PortalDatabase Database { get; } = database;

    /// <inheritdoc/>
    public IReadOnlyList<(string Code, string Name)> Measures { get; private set; } = [];

    /// <inheritdoc/>
    public string Asked { get; private set; } = "";

    /// <inheritdoc/>
    public SnapshotChoice? Choice { get; private set; }

    /// <inheritdoc/>
    public abstract bool HasWindow { get; }

    /// <summary>The view; <c>null</c> when there is none.</summary>
    public T? Found { get; private set; }

    /// <summary>Why there is nothing to show, in words.</summary>
    public string? Refused { get; private set; }

    /// <summary>The view as a picture.</summary>
    public Picture? Drawn { get; private set; }

    public async Task OnGetAsync([FromQuery] MeasureQuery query, CancellationToken cancellation)
    {
        var asked = new WorkspaceQuery { Release = query.Release, Window = HasWindow ? query.Window : null };
        var read = await WorkspaceQuestion.ReadAsync(Database, asked, cancellation);
        if (!read.IsGiven(out var question, out var refusal))
        {
            Refused = refusal.Detail;
            await HttpContext.AuditViewAsync();
            return;
        }

        var outcomes = await NetworkOutcomes.ReadAsync(Database, asked, cancellation);
        Measures = MeasureChoice.OfPooled(outcomes.IsGiven(out var network) ? network : null);
        Asked = MeasureChoice.Asked(Measures, (query.Measure, query.Subscale));
        var parts = MeasureChoice.Parts(Asked);
        Choice = new SnapshotChoice(question.Snapshot, question.Window, question.Snapshots) { Measure = parts };
        var answer = await ReadAsync(
            query with
            {
                Measure = parts.Measure,
                Subscale = parts.Subscale,
                Release = question.Snapshot.Id,
                Window = question.Window.Code,
            },
            cancellation
        );
        if (answer.IsGiven(out var found, out refusal))
            (Found, Drawn) = (found, Draw(found));
        else
            Refused = refusal.Detail;
        await HttpContext.AuditViewAsync();
    }

    /// <summary>The address of the same measure and months on another page.</summary>
    public string Address(string page) => $"{page}?{Choice!.Query}&measure={Choice.Measure.Code}&subscale={Choice.Measure.Subscale}";

    /// <summary>Reads the view and notes what was asked.</summary>
    protected abstract Task<Answer<T>> ReadAsync(MeasureQuery query, CancellationToken cancellation);

    /// <summary>Draws it.</summary>
    protected abstract Picture Draw(T found);
}

/// <summary>What the form above such a page shows.</summary>
public interface IMeasureForm
{
    /// <summary>Codes and names of the measures with data, those with most families first.</summary>
    public IReadOnlyList<(string Code, string Name)> Measures { get; }

    /// <summary>The measure in view, with its subscale after a colon.</summary>
    public string Asked { get; }

    /// <summary>The release and months in view; <c>null</c> when there are none.</summary>
    public SnapshotChoice? Choice { get; }

    /// <summary>Whether the months can be chosen.</summary>
    public bool HasWindow { get; }
}
