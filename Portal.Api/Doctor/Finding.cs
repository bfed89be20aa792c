namespace Portal.Api.Doctor;

/// <summary>How bad a finding is.</summary>
public enum FindingState
{
    Ok,

    /// <summary>It works, but somebody should look at it soon.</summary>
    Warning,

    /// <summary>The portal does not start, or cannot keep what it promises.</summary>
    Wrong,
}

/// <summary>One line of the doctor. It holds no secret: neither passwords nor the values of connection strings.</summary>
/// <param name="What">What was looked at, in one or two words.</param>
/// <param name="Words">What was found.</param>
/// <param name="Remedy">How to mend it; <c>null</c> when it is well.</param>
public sealed record Finding(FindingState State, string What, string Words, string? Remedy = null)
{
    public static Finding Ok(string what, string words) => new(FindingState.Ok, what, words);

    public static Finding Warning(string what, string words, string remedy) => new(FindingState.Warning, what, words, remedy);

    public static Finding Wrong(string what, string words, string remedy) => new(FindingState.Wrong, what, words, remedy);
}
