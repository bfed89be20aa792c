using System.Text.Json;
using NUnit.Framework;
using Portal.Api.Answers;
using Portal.Api.Checking.Mapping;
using Portal.Api.Extracts;
using Portal.Api.Mapping;

namespace Portal.Tests.Checking;

/// <summary>Mappings written as clients send them.</summary>
internal static class Mappings
{
    public static ExtractMapping Of(string json)
    {
        var answer = JsonSerializer.Deserialize<MappingText>(json, PortalJson.Options)!.Read(MeasureCatalogue.Published);
        Assert.That(answer.IsGiven(out var mapping, out var refusal), refusal?.Detail);
        return mapping!;
    }
}
