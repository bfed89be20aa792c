using System.Reflection;
using NUnit.Framework;
using Portal.Analytics.Charts.Drawing;

namespace Portal.Tests.Charts;

/// <summary>
/// Every kind of picture, found by what draws it, says what it is about, how many, which side is better, what its interval is and what to
/// beware of, and has a table. A new kind fails here until it is added to <see cref="PictureKinds"/>.
/// </summary>
public sealed class PictureKindTests
{
    private static IEnumerable<string> Names => PictureKinds.All.Select(kind => kind.Name);

    [Test]
    public void Kinds_ThatTheLibraryDraws_AreAllListed()
    {
        var drawing = typeof(DrawnPicture)
            .Assembly.GetTypes()
            .Where(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static).Any(Draws));

        Assert.That(PictureKinds.All.Select(kind => kind.Chart), Is.EquivalentTo(drawing));
    }

    [Test]
    public void Pictures_ThatHaveAnApprovedFile_AreOfEveryKind()
    {
        var kinds = InventedPictures
            .All.Values.Select(draw => SvgText.Read(draw()).Attribute("aria-labelledby")!.Value.Split(' ')[0])
            .Select(id => id[..^"-01234567-title".Length])
            .Where(kind => !kind.StartsWith("glance-", StringComparison.Ordinal))
            .Distinct();

        Assert.That(kinds, Is.EquivalentTo(Names));
    }

    [Test]
    public void Picture_OfEachKind_SaysWhatItMust([ValueSource(nameof(Names))] string name, [Values] ChartLayout layout)
    {
        var picture = PictureKinds.All.Single(kind => kind.Name == name).Example(layout);

        PictureKinds.Check(picture.Svg, picture.Table.Rows.Count, name);
        PictureKinds.CheckHeadings(picture.Table.Headings, name);
        Assert.That(picture.Table.Rows.Select(row => row.Count), Is.All.EqualTo(picture.Table.Headings.Count));
    }

    private static bool Draws(MethodInfo method) => method.Name == "Draw" && method.ReturnType == typeof(DrawnPicture);
}
