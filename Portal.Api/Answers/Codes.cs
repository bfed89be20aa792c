using System.Text.Json;

namespace Portal.Api.Answers;

/// <summary>Enum values as clients know them: <c>TooFewCases</c> is <c>TOO_FEW_CASES</c>.</summary>
public static class Codes
{
    internal static readonly JsonNamingPolicy Naming = JsonNamingPolicy.SnakeCaseUpper;

    public static string Of<TState>(TState state)
        where TState : struct, Enum => Naming.ConvertName(state.ToString());

    /// <summary>The value with this code, or <c>null</c>.</summary>
    public static TState? Read<TState>(string code)
        where TState : struct, Enum => Enum.GetValues<TState>().Where(state => Of(state) == code).Cast<TState?>().FirstOrDefault();
}
