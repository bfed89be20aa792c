using NUnit.Framework;
using Portal.Analytics;

namespace Portal.Tests.Reference;

public sealed class AnalyticsReferencesTests
{
    [Test]
    public void PortalAnalytics_ReferencedAssemblies_AreTheFrameworkAndMathNet()
    {
        var foreign = typeof(Interval).Assembly.GetReferencedAssemblies()
            .Select(assembly => assembly.Name!)
            .Where(name => name != "MathNet.Numerics" && !name.StartsWith("System.", StringComparison.Ordinal));

        Assert.That(foreign, Is.Empty);
    }
}
