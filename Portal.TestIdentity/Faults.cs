using Portal.TestIdentity.Tokens;

namespace Portal.TestIdentity;

/// <summary>Parts of a provider that can be away on their own.</summary>
[Flags]
public enum ProviderPart
{
    None = 0,
    Discovery = 1,
    Keys = 2,
    SignIn = 4,
    Token = 8,
    SignOut = 16,
    All = Discovery | Keys | SignIn | Token | SignOut,
}

/// <summary>
/// What the provider does wrong. Faults named "next" happen once, in whichever realm comes first; being down or slow lasts until
/// <see cref="Recover"/>.
/// </summary>
public sealed class Faults
{
    private readonly Lock _gate = new();
    private TokenFault _idToken;
    private string? _refusal;
    private bool _spendCode;
    private (ProviderPart Down, ProviderPart Slow, TimeSpan Delay) _outage;

    /// <summary>Whether a fault that happens once has not happened yet. A test that ends so has tested something else.</summary>
    public bool IsPending
    {
        get
        {
            lock (_gate)
                return _idToken != TokenFault.None || _refusal is not null || _spendCode;
        }
    }

    /// <summary>The next ID token that a code is redeemed for has the fault.</summary>
    public void BreakNextIdToken(TokenFault fault)
    {
        lock (_gate)
            _idToken = fault;
    }

    /// <summary>The next request to sign in is sent back with an error at once, as when the person declines.</summary>
    public void RefuseNextSignIn(string error = "access_denied")
    {
        lock (_gate)
            _refusal = error;
    }

    /// <summary>The next code has been redeemed by somebody else when it arrives.</summary>
    public void SpendNextCode()
    {
        lock (_gate)
            _spendCode = true;
    }

    /// <summary>The parts answer 503.</summary>
    public void GoDown(ProviderPart parts = ProviderPart.All)
    {
        lock (_gate)
            _outage.Down = parts;
    }

    /// <summary>The parts answer after the delay.</summary>
    public void AnswerSlowly(TimeSpan delay, ProviderPart parts = ProviderPart.All)
    {
        lock (_gate)
            (_outage.Slow, _outage.Delay) = (parts, delay);
    }

    /// <summary>Nothing is wrong any more, and nothing is about to be.</summary>
    public void Recover()
    {
        lock (_gate)
            (_idToken, _refusal, _spendCode, _outage) = (TokenFault.None, null, false, default);
    }

    internal TokenFault TakeIdToken()
    {
        lock (_gate)
        {
            var fault = _idToken;
            _idToken = TokenFault.None;
            return fault;
        }
    }

    internal string? TakeRefusal()
    {
        lock (_gate)
        {
            var refusal = _refusal;
            _refusal = null;
            return refusal;
        }
    }

    internal bool TakeSpentCode()
    {
        lock (_gate)
        {
            var spend = _spendCode;
            _spendCode = false;
            return spend;
        }
    }

    internal (bool IsDown, TimeSpan Delay) Of(ProviderPart part)
    {
        lock (_gate)
            return (_outage.Down.HasFlag(part), _outage.Slow.HasFlag(part) ? _outage.Delay : TimeSpan.Zero);
    }
}
