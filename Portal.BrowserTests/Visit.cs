using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Tests.Http;

namespace Portal.BrowserTests;

/// <summary>One person at one window: a fresh session whose complaints in the console are kept.</summary>
public sealed partial class Visit : IAsyncDisposable
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

    /// <summary>Where the portal is.</summary>
    public Uri Portal { get; private init; } = null!;

    /// <summary>Errors and warnings of the console, but for the answers that a page means to give (404 and such).</summary>
    public IEnumerable<string> Complaints =>
        _complaints.Where(text =>
            !text.StartsWith("Failed to load resource: the server responded with a status of 4", StringComparison.Ordinal)
        );

    /// <summary>Begins again with no complaint, for another page in the same window.</summary>
    public void ForgetComplaints() => _complaints.Clear();

    /// <summary>Opens a window, signed in and with no page in it yet.</summary>
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
        var visit = new Visit(session, await session.NewPageAsync()) { Portal = portal.Address };
        if (user is null || Sessions.ContainsKey((portal, user)))
            return visit;
        await SignInAsync(session.APIRequest, user);
        Sessions[(portal, user)] = await session.StorageStateAsync();
        return visit;
    }

    /// <summary>Opens a window of somebody who is not signed in, at a portal with real sign-in and a certificate that nobody knows.</summary>
    public static async Task<Visit> OpenAsync(Uri address, int width = 1280)
    {
        var browser = await Chromium.BrowserAsync();
        var session = await browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = address.ToString(),
                IgnoreHTTPSErrors = true,
                ViewportSize = new ViewportSize { Width = width, Height = 900 },
            }
        );
        return new Visit(session, await session.NewPageAsync()) { Portal = address };
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

    // What the button of the page sends, without drawing the page (SignInTests press the button).
    private static async Task SignInAsync(IAPIRequestContext requests, string user)
    {
        var page = await (await requests.GetAsync("/sign-in")).TextAsync();
        var form = requests.CreateFormData();
        form.Set("form-token", FormToken().Match(page).Groups[1].Value).Set("user", user);
        var answer = await requests.PostAsync("/sign-in", new() { Form = form, MaxRedirects = 0 });
        if (answer.Status != 302)
            throw new InvalidOperationException($"{user} could not sign in: {answer.Status}.");
    }

    [GeneratedRegex("name=\"form-token\"[^>]*value=\"([^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex FormToken();
}
