using System.Collections.Concurrent;
using Microsoft.Playwright;
using Portal.Tests.Http;

namespace Portal.BrowserTests;

/// <summary>One person at one window: a fresh session whose complaints in the console are kept.</summary>
public sealed class Visit : IAsyncDisposable
{
    // Whoever has signed in to a portal once keeps that session, as people do; each visit is a fresh window with it.
    private static readonly ConcurrentDictionary<(RunningPortal Portal, string User), string> Sessions = [];

    private readonly IBrowserContext _session;
    private readonly List<string> _complaints = [];

    private Visit(IBrowserContext session, IPage page)
    {
        _session = session;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _complaints.Add(message.Text);
        };
        page.PageError += (_, error) => _complaints.Add(error);
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, but for the answers that a page means to give (404 and such).</summary>
    public IEnumerable<string> Complaints =>
        _complaints.Where(text =>
            !text.StartsWith("Failed to load resource: the server responded with a status of 4", StringComparison.Ordinal)
        );

    /// <summary>Opens the portal.</summary>
    /// <param name="portal">The portal.</param>
    /// <param name="user">The sample person to sign in as, or <c>null</c> for nobody.</param>
    /// <param name="width">Width of the window in CSS pixels.</param>
    /// <param name="scripts">Whether pages may run scripts.</param>
    public static async Task<Visit> OpenAsync(RunningPortal portal, string? user, int width = 1280, bool scripts = true)
    {
        var browser = await Chromium.BrowserAsync();
        var session = await browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = portal.Address.ToString(),
                JavaScriptEnabled = scripts,
                ViewportSize = new ViewportSize { Width = width, Height = 900 },
                StorageState = user is null ? null : Sessions.GetValueOrDefault((portal, user)),
            }
        );
        var visit = new Visit(session, await session.NewPageAsync());
        if (user is null)
            return visit;
        if (Sessions.ContainsKey((portal, user)))
        {
            await visit.Page.GotoAsync("/");
            return visit;
        }

        await visit.Page.GotoAsync("/sign-in");
        await visit.Page.Locator($"button[value='{user}']").FollowAsync();
        await visit.Page.Locator("form[action='/sign-out']").WaitForAsync();
        Sessions[(portal, user)] = await session.StorageStateAsync();
        return visit;
    }

    /// <summary>Chooses files on the page "Send an extract" and has them checked.</summary>
    public async Task CheckAsync(string quarter, params FilePayload[] files)
    {
        await Page.GotoAsync("/send");
        await Page.GetByLabel("Which quarter is it for?").SelectOptionAsync(quarter);
        await Page.GetByLabel("Files").SetInputFilesAsync(files);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Check the files" }).ClickAsync();
        // With scripts the answer comes later than the click.
        await Page.Locator(".state, .error-summary").First.WaitForAsync();
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();
}
