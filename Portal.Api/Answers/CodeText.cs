using System.Text.Json.Serialization;

namespace Portal.Api.Answers;

/// <summary>An enum in JSON as its code, such as <c>"NEEDS_REASONS"</c>; it is put on the enum, see <see cref="Codes"/>.</summary>
public sealed class CodeText<TState>() : JsonStringEnumConverter<TState>(Codes.Naming, allowIntegerValues: false)
    where TState : struct, Enum;
