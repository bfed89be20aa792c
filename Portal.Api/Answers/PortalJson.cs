using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Api.Answers;

/// <summary>The portal's one JSON format: camelCase names, states as codes, other enums in camelCase, numbers as numbers.</summary>
public static class PortalJson
{
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.Converters.Add(new CamelCaseEnums());
        options.Converters.Add(new WholeSeconds());
        options.NumberHandling = JsonNumberHandling.Strict;
        return options;
    }

    // A converter of the options would win over the one on the type, so this one leaves those types out.
    private sealed class CamelCaseEnums : JsonConverterFactory
    {
        private readonly JsonStringEnumConverter _converter = new(JsonNamingPolicy.CamelCase);

        public override bool CanConvert(Type typeToConvert) =>
            _converter.CanConvert(typeToConvert) && !typeToConvert.IsDefined(typeof(JsonConverterAttribute), inherit: false);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            _converter.CreateConverter(typeToConvert, options);
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
