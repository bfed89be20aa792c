using System.Reflection;
using NUnit.Framework;

namespace Portal.Tests.House;

public class FloorsTests
{
    // How the folders of Portal.Api leant on each other before they had floors: each pair used one another.
    private static readonly (string, string)[] FormerCircles =
    [
        ("Access", "Audit"),
        ("Access", "Samples"),
        ("Answers", "Submissions"),
        ("Comparison", "Hosting"),
        ("Calendar", "Submissions"),
        ("Erasure", "Releases"),
        ("Erasure", "Submissions"),
        ("Hosting", "Outcomes"),
        ("Hosting", "Profiles"),
        ("Hosting", "Releases"),
        ("Hosting", "Shares"),
        ("Outcomes", "Releases"),
    ];

    private static readonly string[] OutsideThePureCheck =
    [
        "Npgsql.",
        "Dapper.",
        "Portal.Api.Database.",
        "System.TimeProvider",
        "System.Data.Common.",
    ];

    private static readonly TestCaseData[] Projects =
    [
        new TestCaseData("Portal.Analytics", Floors.Analytics).SetArgDisplayNames("Portal.Analytics"),
        new TestCaseData("Portal.Api", Floors.Api).SetArgDisplayNames("Portal.Api"),
        new TestCaseData("Portal.Web", Floors.Web).SetArgDisplayNames("Portal.Web"),
    ];

    // A list in one order with no reference upwards has no circle either.
    [TestCaseSource(nameof(Projects))]
    public void References_EachRoom_UsesOnlyRoomsAboveIt(string project, IReadOnlyList<string> rooms) =>
        Assert.That(Floors.Breaches(RoomGraph.Of(Compiled(project)), rooms), Is.Empty);

    [TestCaseSource(nameof(Projects))]
    public void Rooms_EachFolderWithCode_IsInTheListOnce(string project, IReadOnlyList<string> rooms)
    {
        var folders = SourceTree
            .CSharp.Where(file => file.Path.StartsWith(project + "/", StringComparison.Ordinal))
            .Select(file => Path.GetDirectoryName(file.Path)!)
            .Distinct();

        Assert.That(rooms, Is.EquivalentTo(folders));
    }

    [Test]
    public void Namespaces_EachFile_IsThatOfItsFolder()
    {
        var others = SourceTree
            .CSharp.Where(file =>
                file.Path.StartsWith("Portal.A", StringComparison.Ordinal) || file.Path.StartsWith("Portal.Web/", StringComparison.Ordinal)
            )
            .Where(file =>
                file.Text.Contains("\nnamespace ", StringComparison.Ordinal) || file.Text.StartsWith("namespace ", StringComparison.Ordinal)
            )
            .Where(file =>
                !file.Text.Contains($"namespace {Path.GetDirectoryName(file.Path)!.Replace('/', '.')};", StringComparison.Ordinal)
            );

        Assert.That(others.Select(file => file.Path), Is.Empty);
    }

    [Test]
    public void Check_EverythingItReaches_HasNoDatabaseAndNoClock()
    {
        var reached = RoomGraph.ReachedFrom(
            Compiled("Portal.Api"),
            name => name.StartsWith("Portal.Api.Checking.", StringComparison.Ordinal)
        );

        Assert.That(reached.Where(name => OutsideThePureCheck.Any(part => name.StartsWith(part, StringComparison.Ordinal))), Is.Empty);
    }

    [Test]
    public void Breaches_RoomsThatUseEachOther_AreFoundForEachFormerCircle()
    {
        var sources = FormerCircles.Select(pair => $"{Invented(pair.Item1, pair.Item2)}{Invented(pair.Item2, pair.Item1)}");

        var breaches = SdkCompiler.WithLibrary(string.Concat(sources), assembly => Floors.Breaches(RoomGraph.Of(assembly), Floors.Api));

        foreach (var (one, other) in FormerCircles)
        {
            var upwards = FloorOf(one) < FloorOf(other) ? (one, other) : (other, one);
            Assert.That(breaches, Has.Some.StartsWith($"Portal.Api/{upwards.Item1} uses Portal.Api/{upwards.Item2}:"));
        }
        Assert.That(breaches, Has.Count.EqualTo(FormerCircles.Length));
    }

    [Test]
    public void Breaches_UpwardUseOfEachForm_IsFound()
    {
        string[] forms =
        [
            "public static string Calls() => Lower.Above.Name();",
            "public static Lower.Above? Field;",
            "public static System.Collections.Generic.List<Lower.Above> Returns() => [];",
            "public static async System.Threading.Tasks.Task Waits() { await System.Threading.Tasks.Task.Yield(); Lower.Above.Name(); }",
            "public static System.Func<string> Delegates() => () => Lower.Above.Name();",
            "public static bool Asks(object one) => one is Lower.Above;",
        ];
        var uses = forms
            .Index()
            .Select(form => $"namespace Portal.Api.Higher{form.Index} {{ public static class Uses {{ {form.Item} }} }}\n");
        const string lower = "namespace Portal.Api.Lower { public class Above { public static string Name() => nameof(Above); } }\n";
        IReadOnlyList<string> rooms = [.. forms.Index().Select(form => $"Portal.Api/Higher{form.Index}"), "Portal.Api/Lower"];

        var breaches = SdkCompiler.WithLibrary(lower + string.Concat(uses), assembly => Floors.Breaches(RoomGraph.Of(assembly), rooms));

        Assert.That(
            breaches.Select(breach => breach.Split(':')[0]),
            Is.EqualTo(forms.Index().Select(form => $"Portal.Api/Higher{form.Index} uses Portal.Api/Lower"))
        );
    }

    private static int FloorOf(string room) => Floors.Api.Index().Single(one => one.Item == "Portal.Api/" + room).Index;

    private static string Invented(string room, string used) =>
        $"namespace Portal.Api.{room} {{ public partial class From{room}To{used} {{ public string Use() => new "
        + $"Portal.Api.{used}.From{used}To{room}().ToString()!; }} }}\n";

    private static string Compiled(string project) => Assembly.Load(project).Location;
}
