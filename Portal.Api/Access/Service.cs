namespace Portal.Api.Access;

/// <summary>A service of the registry.</summary>
/// <param name="Id">Database key; never shown.</param>
/// <param name="Code">As in extracts and URLs.</param>
/// <param name="Nation">E, W, S or N.</param>
/// <param name="Host">NHS, COUNCIL, CHARITY or MIXED.</param>
/// <param name="IsLed">Whether whoever asks leads it; false where nobody in particular asks.</param>
public sealed record Service(int Id, string Code, string Name, string Nation, string Host, bool IsLed = false);
