using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Api.Periods;

/// <summary>A quarter in JSON: <c>"2025-Q2"</c>.</summary>
internal sealed class QuarterText : JsonConverter<Quarter>
{
    public override Quarter Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Quarter.TryParse(reader.GetString(), out var quarter)
            ? quarter
            : throw new JsonException("A quarter is written YYYY-Qn.");

    public override void Write(Utf8JsonWriter writer, Quarter value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

/// <summary>A month in JSON: <c>"2025-04"</c>.</summary>
internal sealed class MonthText : JsonConverter<Month>
{
    public override Month Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Month.TryParse(reader.GetString(), out var month)
            ? month
            : throw new JsonException("A month is written YYYY-MM.");

    public override void Write(Utf8JsonWriter writer, Month value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
