using System.Text.Json.Nodes;

namespace Portal.Tests.Reference;

/// <summary>Choices of the analysis that a case states beside its input.</summary>
public static class ReferenceOptions
{
    public static JsonNode? Option(this ReferenceCase reference, string name) => reference.Input.Parent?["options"]?[name];
}
