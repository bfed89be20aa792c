using System.Diagnostics.CodeAnalysis;

namespace Portal.Api.Answers;

/// <summary>The result of an operation that may be refused. Exceptions are for bugs and broken infrastructure.</summary>
/// <remarks>Its two cases are private: whoever reads an answer says what happens in both, or asks for one by name.</remarks>
public abstract record Answer<T>
{
    private Answer() { }

    public static implicit operator Answer<T>(T value) => new Given(value);

    public static implicit operator Answer<T>(Refusal reason) => new Refused(reason);

    /// <summary>Answers with whichever of the two functions fits.</summary>
    public abstract TResult Match<TResult>(Func<T, TResult> given, Func<Refusal, TResult> refused);

    /// <summary>Takes a step that may itself be refused; the first refusal is kept.</summary>
    public Answer<TResult> Then<TResult>(Func<T, Answer<TResult>> next) => Match(next, refusal => refusal);

    /// <inheritdoc cref="Then"/>
    public Task<Answer<TResult>> ThenAsync<TResult>(Func<T, Task<Answer<TResult>>> next) =>
        Match(next, refusal => Task.FromResult<Answer<TResult>>(refusal));

    /// <summary>Whether there is a value, which is then <paramref name="value"/>.</summary>
    public bool IsGiven([MaybeNullWhen(false)] out T value) => IsGiven(out value, out _);

    /// <summary>Whether there is a refusal, which is then <paramref name="refusal"/>.</summary>
    public bool IsRefused([NotNullWhen(true)] out Refusal? refusal) => !IsGiven(out _, out refusal);

    /// <summary>Whether there is a value; exactly one of the two is set.</summary>
    public abstract bool IsGiven([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out Refusal? refusal);

    private sealed record Given(T Value) : Answer<T>
    {
        public override TResult Match<TResult>(Func<T, TResult> given, Func<Refusal, TResult> refused) => given(Value);

        public override bool IsGiven([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out Refusal? refusal)
        {
            (value, refusal) = (Value, null);
            return true;
        }
    }

    private sealed record Refused(Refusal Reason) : Answer<T>
    {
        public override TResult Match<TResult>(Func<T, TResult> given, Func<Refusal, TResult> refused) => refused(Reason);

        public override bool IsGiven([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out Refusal? refusal)
        {
            (value, refusal) = (default, Reason);
            return false;
        }
    }
}
