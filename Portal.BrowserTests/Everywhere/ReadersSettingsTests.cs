using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Everywhere;

/// <summary>Pages of figures for people who use a keyboard, a larger view or wider text (WCAG 2.1.1, 2.4.7, 1.4.4, 1.4.12).</summary>
public sealed class ReadersSettingsTests
{
    private static readonly string[] Pages =
    [
        "/",
        "/families/HARBOUR",
        "/outcomes/HARBOUR",
        "/outcomes/HARBOUR/HADS/ANXIETY",
        "/over-time/HARBOUR",
        "/experience/HARBOUR",
        "/our-work/HARBOUR",
        "/compare/HARBOUR",
    ];

    // Numbers what can be reached, so that the test knows it again.
    private const string Reachable = """
        () => {
          const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
            .filter(one => one.checkVisibility({ checkVisibilityCSS: true }) && !one.disabled);
          all.forEach((one, index) => one.setAttribute('data-reach', index));
          return all.map(one => (one.tagName + ' ' + (one.getAttribute('aria-label') ?? one.textContent)).replace(/\s+/g, ' ').trim());
        }
        """;

    // What has the focus, and whether somebody who looks can tell.
    private const string Focused = """
        () => {
          const one = document.activeElement;
          const style = getComputedStyle(one);
          const box = one.getBoundingClientRect();
          return [
            one.getAttribute('data-reach') ?? '',
            style.outlineStyle !== 'none' || style.boxShadow !== 'none' ? 'seen' : 'not seen',
            box.bottom > 0 && box.top < innerHeight ? 'on screen' : 'off screen',
          ];
        }
        """;

    private const string SpacedText = """
        () => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`
            :not(svg, svg *) { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
            p { margin-bottom: 2em !important; }`);
          document.adoptedStyleSheets = [sheet];
        }
        """;

    private const string Overflow = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

    // Text that its own box cuts off, where nobody can scroll to it.
    private const string Cut = """
        () => [...document.querySelectorAll('body *:not(svg, svg *)')]
          .filter(one => one.checkVisibility() && one.textContent.trim() && ['hidden', 'clip'].includes(getComputedStyle(one).overflowX)
            && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1) && one.clientWidth > 1)
          .map(one => one.tagName + '.' + one.className + ': ' + one.textContent.trim().slice(0, 40))
        """;

    [TestCaseSource(nameof(Pages))]
    public async Task Page_ByKeyboard_ReachesEverythingInOrderAndShowsWhereItIs(string address)
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), "lead@harbour");
        var page = visit.Page;
        await page.GotoAsync(address);
        var reachable = await page.EvaluateAsync<string[]>(Reachable);
        var reached = new List<int>();

        // One more than there are: nothing holds the focus, and it leaves the page at the end.
        for (var press = 0; press <= reachable.Length; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            var (place, isSeen, isOnScreen) = await page.EvaluateAsync<string[]>(Focused) is [var one, var two, var three]
                ? (one, two, three)
                : default;
            if (place.Length == 0)
                break;
            var index = int.Parse(place, System.Globalization.CultureInfo.InvariantCulture);
            reached.Add(index);
            Assert.That((isSeen, isOnScreen), Is.EqualTo(("seen", "on screen")), reachable[index]);
        }

        var missed = Enumerable.Range(0, reachable.Length).Except(reached).Select(index => reachable[index]);
        Assert.That(missed, Is.Empty);
        Assert.That(reached, Is.Ordered.And.Unique);
    }

    [Test]
    public async Task Choice_ByKeyboardAlone_IsMadeAndTakenAway()
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), "lead@harbour");
        var page = visit.Page;
        await page.GotoAsync("/outcomes/HARBOUR");

        await page.GetByText("Filter or compare").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("Mothers");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await PressAndWaitAsync(page);
        Assert.That(await page.Locator(".chosen").InnerTextAsync(), Does.Contain("mothers"));

        await page.Locator(".chosen a").FocusAsync();
        await PressAndWaitAsync(page);
        Assert.That(await page.Locator(".chosen").CountAsync(), Is.Zero);
    }

    [TestCaseSource(nameof(Pages))]
    public async Task Page_TwiceAsLarge_LosesNothing(string address)
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), "lead@harbour");
        // A window of 1280 by 800 at 200 %.
        await visit.Page.SetViewportSizeAsync(640, 400);
        await visit.Page.GotoAsync(address);

        Assert.That(await visit.Page.EvaluateAsync<int>(Overflow), Is.LessThanOrEqualTo(0));
        Assert.That(await visit.Page.EvaluateAsync<string[]>(Cut), Is.Empty);
        await visit.Page.OpenMenuAsync();
        Assert.That(await visit.Page.InNavigation("Sections").GetByRole(AriaRole.Link).First.IsVisibleAsync(), Is.True);
    }

    [Test]
    public async Task Page_WithWiderText_LosesNothing([ValueSource(nameof(Pages))] string address, [Values(1280, 375)] int width)
    {
        await using var visit = await Visit.OpenAsync(await RunningPortal.WithReleaseAsync(), "lead@harbour", width);
        await visit.Page.GotoAsync(address);
        await visit.Page.EvaluateAsync(SpacedText);

        Assert.That(await visit.Page.EvaluateAsync<int>(Overflow), Is.LessThanOrEqualTo(0));
        Assert.That(await visit.Page.EvaluateAsync<string[]>(Cut), Is.Empty);
    }

    private static async Task PressAndWaitAsync(IPage page)
    {
        var before = await page.EvaluateAsync<double>("() => performance.timeOrigin");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("before => performance.timeOrigin !== before && document.readyState === 'complete'", before);
    }
}
