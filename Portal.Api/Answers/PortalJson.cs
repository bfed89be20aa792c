using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Api.Answers;

/// <summary>How the portal writes JSON, wherever it does: camelCase, named states in lower case, numbers as numbers.</summary>
public static class PortalJson
{
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        options.NumberHandling = JsonNumberHandling.Strict;
        return options;
    }
}
