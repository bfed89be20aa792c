using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Api.Answers;

/// <summary>The portal's one JSON format: camelCase names, enum values in lower case, numbers as numbers.</summary>
public static class PortalJson
{
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        options.Converters.Add(new WholeSeconds());
        options.NumberHandling = JsonNumberHandling.Strict;
        return options;
    }

    /// <summary>Instants as <c>YYYY-MM-DDTHH:MM:SSZ</c>.</summary>
    private sealed class WholeSeconds : JsonConverter<DateTimeOffset>
    {
        private const string Format = "yyyy-MM-dd'T'HH:mm:ss'Z'";

        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            DateTimeOffset.ParseExact(reader.GetString()!, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture));
    }
}
