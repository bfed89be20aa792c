using System.Reflection;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Portal.Tests.Reference;

/// <summary>Every driver has to fail on a case of its file with something added that it does not know.</summary>
public sealed class ReferenceMutationTests
{
    private const string Unheard = "unheard_of";

    // Every test method that reads cases, with the file that it reads.
    private static IEnumerable<TestCaseData<MethodInfo, string>> Drivers() =>
        typeof(ReferenceMutationTests)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => ReferenceFolder.FilesReadBy(method).Select(file => (Method: method, File: file)))
            .Select(driver =>
                new TestCaseData<MethodInfo, string>(driver.Method, driver.File).SetArgDisplayNames(
                    driver.Method.DeclaringType!.Name,
                    driver.Method.Name,
                    driver.File
                )
            );

    [TestCaseSource(nameof(Drivers))]
    public void Driver_InputThatItDoesNotKnow_Fails(MethodInfo driver, string file) => AssertEveryKindOfCaseFails(driver, file, "input");

    [TestCaseSource(nameof(Drivers))]
    public void Driver_OptionThatItDoesNotKnow_Fails(MethodInfo driver, string file) => AssertEveryKindOfCaseFails(driver, file, "options");

    [Test]
    public void Drivers_Together_ReadEveryFileOfTheRepository() =>
        Assert.That(
            Drivers().Select(driver => (string)driver.Arguments[1]!).Distinct(),
            Is.EquivalentTo(Directory.EnumerateFiles(ReferenceFolder.Own, "*.json").Select(Path.GetFileName))
        );

    [Test]
    public void Unread_InputOfAGroup_IsNamedWithItsGroup()
    {
        var input = new ReferenceInput(
            JsonNode.Parse("""{ "read": 1, "absent": null, "one": { "a": 1, "b": 2 }, "list": [{ "c": 1 }, { "d": 2 }] }""")!.AsObject()
        );

        _ = (input["read"], input.Group("one")["a"], input.Groups("list")[0]["c"], input.Has("nothing"));

        Assert.That(input.Unread(), Is.EqualTo(new[] { "one.b", "list.1.d" }));
    }

    private static void AssertEveryKindOfCaseFails(MethodInfo driver, string file, string where)
    {
        var root = JsonNode.Parse(File.ReadAllText(Path.Combine(ReferenceFolder.Own, file)))!.AsObject();
        foreach (var one in root["cases"]!.AsArray())
            (one![where] ??= new JsonObject())[Unheard] = 1;
        var fixture = Activator.CreateInstance(driver.DeclaringType!);

        // Cases with the same inputs take the same path through the driver.
        foreach (var reference in ReferenceCase.Parsed(file, root).DistinctBy(one => one.Input.Names + one.Options.Names))
        {
            Assert.That(
                () => driver.Invoke(fixture, BindingFlags.DoNotWrapExceptions, null, [reference], null),
                Throws.InstanceOf<AssertionException>().With.Message.Contains($"{where}.{Unheard}"),
                reference.ToString()
            );
        }
    }
}
