using NUnit.Framework;
using Portal.Api.Calculator;

namespace Portal.Tests.Calculator;

/// <summary>Columns of subgroups and of moderators in a pasted table.</summary>
public sealed class PastedModeratorsTests
{
    [Test]
    public void Read_SubgroupAndModerators_StandBesideTheStudiesInTheirOrder()
    {
        var pasted = PastedStudies.Read(
            "label,effect,variance,Group,x:latitude,X: Year \nA,0.4,0.02,north,44,1933\nB,-0.1,0.05,south,-13.5,1980",
            "MC"
        );

        Assert.That(pasted.Problems, Is.Empty);
        Assert.That(pasted.Subgroups, Is.EqualTo(new[] { "north", "south" }));
        Assert.That(pasted.Moderators!.Names, Is.EqualTo(new[] { "latitude", "Year" }));
        Assert.That(pasted.Moderators.Rows, Is.EqualTo(new double[][] { [44, 1933], [-13.5, 1980] }));
    }

    [Test]
    public void Read_NeitherColumn_AsksForNeither()
    {
        var pasted = PastedStudies.Read("label,effect,variance\nA,0.4,0.02", "MC");

        Assert.That((pasted.Subgroups, pasted.Moderators), Is.EqualTo(((IReadOnlyList<string>?)null, (ModeratorsInput?)null)));
    }

    [TestCase("effect,variance,subgroup\n1,1,a\n1,1,", "Line 3, subgroup: write the name of the subgroup.")]
    [TestCase("effect,variance,x:age\n1,1,\n", "Line 2, x:age: write a number; a moderator is needed for every study.")]
    [TestCase(
        "effect,variance,x:age\n1,1,old\n",
        "Line 2, x:age: write a plain number with a decimal point, without units or thousands separators."
    )]
    [TestCase("effect,variance,x:age,x:age\n1,1,1,1\n", "The column x:age is there twice. Remove one.")]
    [TestCase(
        "effect,variance,x:1,x:2,x:3,x:4,x:5,x:6,x:7,x:8,x:9,x:10,x:11\n",
        "The page takes 10 moderators at most; more can be sent to the API."
    )]
    [TestCase(",,\n,,\n", "Paste a table: a heading, then one study a line.")]
    public void Read_SomethingWrong_SaysWhatToWriteInstead(string text, string words) =>
        Assert.That(PastedStudies.Read(text, "MC").Problems.Select(problem => problem.Words), Has.Some.EqualTo(words));

    [Test]
    public void Read_ColumnCalledXWithoutAName_IsNotUnderstood() =>
        Assert.That(
            PastedStudies.Read("effect,variance,x:\n1,1,1", "MC").Problems.Single().Words,
            Does.StartWith("Column 3 has a heading that is not understood.")
        );
}
