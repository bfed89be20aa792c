using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests.Everywhere;

/// <summary>That axe finds nothing on the pages says something only when it finds what is wrong.</summary>
public sealed class AxeTests
{
    [Test]
    public async Task Faults_PageWithFaults_NamesRuleAndElement()
    {
        await using var portal = await RunningPortal.StartAsync();
        await using var visit = await Visit.OpenAsync(portal, null);
        await visit.Page.GotoAsync("/help");
        await visit.Page.EvaluateAsync(
            // The page's policy ignores a style attribute, but not a style that a script sets.
            """
            () => {
              const main = document.querySelector('main');
              main.insertAdjacentHTML('beforeend', '<img src="/none"><p>Pale</p>');
              main.lastElementChild.style.color = '#aaa';
            }
            """
        );

        var faults = await Axe.FaultsAsync(visit.Page);

        Assert.That(faults, Has.Some.StartsWith("image-alt: <img src=").And.Some.StartsWith("color-contrast: <p"));
    }
}
