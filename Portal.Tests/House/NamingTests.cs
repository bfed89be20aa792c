using System.Reflection;
using NUnit.Framework;

namespace Portal.Tests.House;

public class NamingTests
{
    private static readonly string[] EmptyFolders =
    [
        "Services",
        "Interfaces",
        "Models",
        "Repositories",
        "Handlers",
        "Helpers",
        "Utils",
        "Managers",
        "Common",
        "Shared",
    ];

    private static readonly Assembly[] Ours =
    [
        Assembly.Load("Portal.Analytics"),
        Assembly.Load("Portal.Api"),
        Assembly.Load("Portal.Web"),
        Assembly.Load("Portal.TestIdentity"),
        typeof(NamingTests).Assembly,
    ];

    [TestCase("DateHelper")]
    [TestCase("StringUtils")]
    [TestCase("ReleaseManager")]
    [TestCase("RowProcessor")]
    [TestCase("BasePage")]
    [TestCase("CommonRules")]
    [TestCase("UploadData")]
    [TestCase("InfoOfService")]
    public void IsEmpty_WordThatSaysNothing_IsTrue(string name) => Assert.That(Naming.IsEmpty(name), Is.True);

    [TestCase("CommonEffect")]
    [TestCase("CommonEffectPooling")]
    [TestCase("Common")]
    [TestCase("Baseline")]
    [TestCase("PortalDatabase")]
    [TestCase("Information")]
    [TestCase("BedUtilisation")]
    public void IsEmpty_TermOfTheField_IsFalse(string name) => Assert.That(Naming.IsEmpty(name), Is.False);

    [Test]
    public void Names_TypesAndTheirMembers_SayWhatTheyAreFor()
    {
        var empty = Ours.SelectMany(assembly => assembly.GetTypes())
            .Where(IsWritten)
            .SelectMany(type => Members(type).Prepend(type.Name).Where(Naming.IsEmpty).Select(name => $"{type.FullName}: {name}"));

        Assert.That(empty, Is.Empty);
    }

    [TestCase("CaseTests", ExpectedResult = true)]
    [TestCase("RowTest", ExpectedResult = false)]
    [TestCase("RowTesting", ExpectedResult = false)]
    [TestCase("Attests", ExpectedResult = false)]
    public bool SoundsLikeTests_Name_IsAFixturesName(string name) => Naming.SoundsLikeTests(name);

    [Test]
    public void Names_TypesOfTheProduct_DoNotSoundLikeTests() =>
        Assert.That(
            Ours.Where(assembly => assembly != typeof(NamingTests).Assembly)
                .SelectMany(assembly => assembly.GetTypes())
                .Where(type => IsWritten(type) && Naming.SoundsLikeTests(type.Name))
                .Select(type => type.FullName),
            Is.Empty
        );

    [Test]
    public void Names_Files_SayWhatTheyAreFor() =>
        Assert.That(SourceTree.CSharp.Where(file => Naming.IsEmpty(file.Name)).Select(file => file.Path), Is.Empty);

    [Test]
    public void Folders_EachName_IsACapability() =>
        Assert.That(SourceTree.Folders.Where(folder => folder.Split('/').Any(EmptyFolders.Contains)), Is.Empty);

    // A page's class is generated from its markup.
    private static bool IsWritten(Type type) =>
        !type.IsAssignableTo(typeof(Microsoft.AspNetCore.Mvc.Razor.RazorPageBase))
        && type.FullName!.StartsWith("Portal.", StringComparison.Ordinal)
        && !type.FullName.Contains('<', StringComparison.Ordinal);

    // Method_Situation_Outcome is a sentence, in which data may be kept.
    private static bool IsTestName(string name) => name.IndexOf('_', 1) > 0;

    // An override keeps the name that somebody else gave.
    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags declared =
            BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;
        var methods = type.GetMethods(declared).Where(method => !method.IsSpecialName && method.GetBaseDefinition() == method);
        var properties = type.GetProperties(declared)
            .Where(property => property.GetMethod is not { } get || get.GetBaseDefinition() == get);
        return methods
            .Concat<MemberInfo>(properties)
            .Concat(type.GetFields(declared))
            .Select(member => member.Name)
            .Where(name => !name.Contains('<', StringComparison.Ordinal) && !IsTestName(name));
    }
}
