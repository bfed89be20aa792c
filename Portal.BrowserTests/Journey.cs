using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.BrowserTests;

/// <summary>Tests that each have an empty portal of their own.</summary>
public abstract class Journey
{
    protected RunningPortal Running { get; private set; } = null!;

    [SetUp]
    public async Task StartPortal() => Running = await RunningPortal.StartAsync();

    [TearDown]
    public async Task StopPortal() => await Running.DisposeAsync();
}
