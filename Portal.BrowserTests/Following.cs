using Microsoft.Playwright;

namespace Portal.BrowserTests;

/// <summary>Links and buttons that lead to another page.</summary>
public static class Following
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Clicks, and waits until the page that follows has loaded. A click by itself may return while the page before is still there.
    /// </summary>
    /// <param name="link">A link or a button whose click replaces the page.</param>
    /// <exception cref="TimeoutException">No page followed.</exception>
    public static async Task FollowAsync(this ILocator link)
    {
        ArgumentNullException.ThrowIfNull(link);
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Arrive(object? sender, IPage page) => loaded.TrySetResult();
        link.Page.Load += Arrive;
        try
        {
            await link.ClickAsync();
            await loaded.Task.WaitAsync(Patience);
        }
        finally
        {
            link.Page.Load -= Arrive;
        }
    }
}
