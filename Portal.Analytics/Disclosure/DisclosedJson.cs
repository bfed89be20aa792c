using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Analytics.Disclosure;

/// <summary>
/// Writes a disclosed value as its protected value, as "c" or as "-". Reads none, because a value from outside has not been protected.
/// </summary>
/// <remarks>Source: docs/disclosure.md, "Publish, then serve": one symbol for every reason.</remarks>
public sealed class DisclosedJson : JsonConverterFactory
{
    /// <summary>Whether the type is a <see cref="Disclosed{T}"/>.</summary>
    public override bool CanConvert(Type typeToConvert)
    {
        ArgumentNullException.ThrowIfNull(typeToConvert);
        return typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Disclosed<>);
    }

    /// <summary>The writer of one kind of protected value.</summary>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(typeToConvert);
        return (JsonConverter)Activator.CreateInstance(typeof(Writer<>).MakeGenericType(typeToConvert.GenericTypeArguments))!;
    }

    private sealed class Writer<T> : JsonConverter<Disclosed<T>>
        where T : class
    {
        public override Disclosed<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("A disclosed value is made by disclosure control only.");

        public override void Write(Utf8JsonWriter writer, Disclosed<T> value, JsonSerializerOptions options)
        {
            if (value.ValueOrNull is { } shown)
                JsonSerializer.Serialize(writer, shown, options);
            else
                writer.WriteStringValue(value.ToString());
        }
    }
}
