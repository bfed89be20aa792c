using NUnit.Framework;
using Portal.Tests.Database;

namespace Portal.Tests.Erasure;

/// <summary>Tests that each have a portal of their own to send to and to erase from.</summary>
[NeedsDatabase]
public abstract class ErasureTest
{
    internal ErasingPortal Erasing { get; private set; } = null!;

    [SetUp]
    public async Task StartPortal() => Erasing = await ErasingPortal.StartAsync();

    [TearDown]
    public async Task StopPortal() => await Erasing.DisposeAsync();
}
