using Microsoft.Playwright;
using NUnit.Framework;
using Portal.BrowserTests.Everywhere;
using Portal.BrowserTests.Layout;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Pictures;

/// <summary><c>./test pictures FOLDER</c>: the whole portal to look at, and axe over it. Not part of <c>./test</c>.</summary>
[Category("Pictures")]
public sealed class PicturesTests
{
    private const string Overflow = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

    // What a narrow screen fetches when it is scrolled to.
    private const string AllDrawn = """
        async () => {
          const images = [...document.images].filter(image => image.offsetParent);
          images.forEach(image => image.loading = 'eager');
          await Promise.all(images.map(image => image.decode()));
        }
        """;

    private const int Paper = 794;

    private static readonly int[] Widths = [1280, 375, 320];

    private static readonly ColorScheme[] Schemes = [ColorScheme.Light, ColorScheme.Dark];

    // Part of an address, for whoever has changed one page.
    private static readonly string Of = Environment.GetEnvironmentVariable("PORTAL_PICTURES_OF") ?? "";

    // As many people at once as the machine can draw for.
    private readonly SemaphoreSlim _turns = new(Math.Max(2, Environment.ProcessorCount));

    private Gallery _gallery = null!;

    [OneTimeTearDown]
    public void Close() => _turns.Dispose();

    [Test]
    public async Task Pages_OfTheSampleAndAnEmptyNetwork_AreDrawnAndSound()
    {
        var folder =
            Environment.GetEnvironmentVariable("PORTAL_PICTURES")
            ?? throw new InvalidOperationException("PORTAL_PICTURES names no folder: start this by ./test pictures FOLDER.");
        _gallery = new Gallery(folder);

        await DrawAsync("sample", await RunningPortal.WithReleaseAsync());
        await using (var empty = await RunningPortal.StartAsync())
            await DrawAsync("empty", empty);

        await _gallery.WriteAsync();
        Assert.That(_gallery.Problems, Is.Empty);
    }

    private async Task DrawAsync(string network, RunningPortal portal) =>
        await Task.WhenAll(
            PortalAddress
                .All.Where(address => !address.IsTwin)
                .GroupBy(address => address.User)
                .Select(async addresses =>
                {
                    await _turns.WaitAsync();
                    try
                    {
                        await DrawAsync(network, portal, addresses.Key, [.. addresses.Select(address => address.Path)]);
                    }
                    finally
                    {
                        _turns.Release();
                    }
                })
        );

    private async Task DrawAsync(string network, RunningPortal portal, string? user, IReadOnlyList<string> listed)
    {
        await using var visit = await Visit.OpenAsync(portal, user);
        // Pages whose addresses hold an id are found by links only: receipts, releases, reports. One of a kind is enough.
        var linked = (await Walk.FromHomeAsync(visit, user)).Pages.Where(page => page != "/docs");
        var drawn = new HashSet<string>();
        foreach (var (place, address) in listed.Concat(linked).Index())
        {
            var kind = KindOf(address);
            if ((place >= listed.Count && drawn.Contains(kind)) || !address.Contains(Of, StringComparison.Ordinal))
                continue;
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, Media = Media.Screen });
            visit.ForgetComplaints();
            var status = (await visit.Page.GotoAsync(address))!.Status;
            // What an empty network does not have is the same page of words again.
            if (network == "empty" && status is 403 or 404)
                continue;
            if (status == 200)
                drawn.Add(kind);
            var shown = _gallery.Add(network, user ?? "nobody", address);
            await LookAsync(visit, shown);
        }
    }

    // Codes, ids, quarters and rules are what differs between pages of one kind.
    private static string KindOf(string address) =>
        string.Join(
            '/',
            address
                .Split('?')[0]
                .Split('/')
                .Select(part => part.Any(sign => char.IsUpper(sign) || char.IsDigit(sign) || sign == '.') ? "*" : part)
        );

    private static async Task LookAsync(Visit visit, ShownPage shown)
    {
        foreach (var scheme in Schemes)
        {
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = scheme, Media = Media.Screen });
            foreach (var width in Widths)
            {
                await visit.Page.SetViewportSizeAsync(width, 900);
                var view = $"{width}-{scheme}";
                shown.Wrong(view, await Axe.FaultsAsync(visit.Page));
                if (await visit.Page.EvaluateAsync<int>(Overflow) is > 0 and var wider)
                    shown.Wrong(view, [$"{wider} px wider than the screen"]);
                if (width == Widths[^1])
                    continue;
                await visit.Page.EvaluateAsync(AllDrawn);
                await visit.Page.ScreenshotAsync(new() { Path = shown.Picture(view), FullPage = true });
            }
        }

        await visit.Page.SetViewportSizeAsync(Paper, 1123);
        await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, Media = Media.Print });
        await visit.Page.ScreenshotAsync(new() { Path = shown.Picture("print"), FullPage = true });
        shown.Wrong("console", [.. visit.Complaints]);
    }
}
