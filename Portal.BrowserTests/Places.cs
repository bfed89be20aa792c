using Microsoft.Playwright;

namespace Portal.BrowserTests;

/// <summary>The navigation as people use it, at any width.</summary>
public static class Places
{
    /// <summary>Opens a place or one of its tabs.</summary>
    public static async Task OpenPlaceAsync(this IPage page, string place, string? tab = null)
    {
        await page.OpenMenuAsync();
        await page.InNavigation("Sections").GetByRole(AriaRole.Link, new() { Name = place, Exact = true }).FollowAsync();
        if (tab is not null)
            await page.InNavigation(place).GetByRole(AriaRole.Link, new() { Name = tab, Exact = true }).FollowAsync();
    }

    /// <summary>Opens what is behind the name of the service.</summary>
    public static async Task OpenOnceAYearAsync(this IPage page, string name)
    {
        await page.OpenMenuAsync();
        var menu = page.InNavigation("Your service");
        await menu.Locator("summary").ClickAsync();
        await menu.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).FollowAsync();
    }

    /// <summary>Presses the button that a narrow screen has.</summary>
    public static async Task OpenMenuAsync(this IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var button = page.Locator(".menu:not([open]) > summary");
        if (await button.IsVisibleAsync())
            await button.ClickAsync();
    }

    public static ILocator InNavigation(this IPage page, string name)
    {
        ArgumentNullException.ThrowIfNull(page);
        return page.GetByRole(AriaRole.Navigation, new() { Name = name, Exact = true });
    }
}
