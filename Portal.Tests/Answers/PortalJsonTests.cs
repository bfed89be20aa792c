using System.Text.Json;
using NUnit.Framework;
using Portal.Api.Answers;
using Portal.Api.Checking;
using Portal.Api.Extracts.Rules;
using Portal.Api.Releases;
using Portal.Api.Samples;

namespace Portal.Tests.Answers;

public sealed class PortalJsonTests
{
    [Test]
    public void Enum_InJson_IsItsCodeOrInLowerCase()
    {
        Assert.That(JsonSerializer.Serialize(ReleaseState.Published, PortalJson.Options), Is.EqualTo("\"PUBLISHED\""));
        Assert.That(JsonSerializer.Serialize(Severity.Warning, PortalJson.Options), Is.EqualTo("\"warning\""));
        Assert.That(JsonSerializer.Deserialize<ReleaseState>("\"FAILED\"", PortalJson.Options), Is.EqualTo(ReleaseState.Failed));
    }

    [Test]
    public void Enum_OfStates_IsItsCode()
    {
        // What the sample network needs at the start, and what the doctor finds, is said on the terminal alone.
        var states = typeof(PortalJson)
            .Assembly.GetTypes()
            .Where(type =>
                type.IsEnum
                && type.Name.EndsWith("State", StringComparison.Ordinal)
                && type != typeof(SampleState)
                && type.Name != "FindingState"
            );

        Assert.That(
            states.Where(state =>
                JsonSerializer.Serialize(Enum.GetValues(state).GetValue(0), state, PortalJson.Options).Any(char.IsAsciiLetterLower)
            ),
            Is.Empty
        );
    }

    [TestCase("NEEDS_REASONS", CheckState.NeedsReasons)]
    [TestCase("NeedsReasons", null)]
    [TestCase("1", null)]
    public void Read_Code_FindsItsValueOrNone(string code, CheckState? state) =>
        Assert.That(Codes.Read<CheckState>(code), Is.EqualTo(state));

    [TestCase("\"GONE\"")]
    [TestCase("1")]
    [TestCase("\"1\"")]
    [TestCase("null")]
    public void Deserialize_NoState_IsRefused(string json) =>
        Assert.That(() => JsonSerializer.Deserialize<ReleaseState>(json, PortalJson.Options), Throws.InstanceOf<JsonException>());
}
