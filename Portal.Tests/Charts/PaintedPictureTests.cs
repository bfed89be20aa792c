using System.Buffers.Binary;
using NUnit.Framework;
using Portal.Analytics.Charts.Painting;
using Portal.Tests.House;

namespace Portal.Tests.Charts;

/// <summary>PNG of every picture, and ScottPlot's part of some, are the same wherever and however often they are made.</summary>
public sealed class PaintedPictureTests
{
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private static IEnumerable<string> Names => InventedPictures.All.Keys;

    [TestCaseSource(nameof(Names))]
    public void Png_AnyPicture_IsTwiceItsSize(string name)
    {
        var svg = InventedPictures.All[name]();
        var png = PaintedPicture.Png(svg);
        var picture = SvgText.Read(svg);

        Assert.That(png.Take(8), Is.EqualTo(Signature));
        Assert.That(
            (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))),
            Is.EqualTo(((int)picture.Number("width") * 2, (int)picture.Number("height") * 2))
        );
        // A white sheet of this size has about a tenth of it.
        Assert.That(png, Has.Length.GreaterThan(10_000));
    }

    [Test]
    public void Svg_AndPng_DrawnByEightThreadsAtOnce_AreAlwaysTheSame()
    {
        string[] names =
        [
            "trend",
            "trend-few-quarters-narrow",
            "pre-post",
            "pre-post-narrow",
            "own-funnel",
            "own-funnel-narrow",
            "risks-together",
            "risks-together-narrow",
            "outcome-board",
        ];
        var expected = names.ToDictionary(
            name => name,
            name => (InventedPictures.All[name](), PaintedPicture.Png(InventedPictures.All[name]()))
        );
        var differ = 0;

        Parallel.For(
            0,
            100,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            i =>
            {
                var name = names[i % names.Length];
                var svg = InventedPictures.All[name]();
                if (svg != expected[name].Item1 || !PaintedPicture.Png(svg).AsSpan().SequenceEqual(expected[name].Item2))
                    Interlocked.Increment(ref differ);
            }
        );

        Assert.That(differ, Is.Zero);
    }

    [Test]
    public void Png_OfAMarkThatThePortalDoesNotDraw_IsRefused() =>
        Assert.That(
            () => PaintedPicture.Png("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><image/></svg>"),
            Throws.TypeOf<NotSupportedException>().With.Message.Contains("<image>")
        );

    [TestCase("ScottPlot", "Portal.Analytics/Charts/Plots/")]
    [TestCase("SkiaSharp", "Portal.Analytics/Charts/Painting/")]
    public void Code_OfADrawingLibrary_StaysInItsRoom(string library, string room)
    {
        var users = SourceTree
            .CSharp.Where(file => !file.Path.StartsWith("Portal.Tests/", StringComparison.Ordinal))
            .Where(file =>
                file.Text.Contains("using " + library, StringComparison.Ordinal)
                || file.Text.Contains(library + ".", StringComparison.Ordinal)
            )
            .Select(file => file.Path)
            .Where(path => !path.StartsWith("Portal.Mutants", StringComparison.Ordinal))
            .ToList();

        Assert.That(users, Is.Not.Empty);
        Assert.That(users, Is.All.StartsWith(room));
    }
}
