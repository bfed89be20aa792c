using System.Text.Json.Nodes;

namespace Portal.TestIdentity.Tokens;

/// <summary>The published keys of a realm. The newest signs.</summary>
internal sealed class KeyRing : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<SigningKey> _keys = [new()];

    public SigningKey Current
    {
        get
        {
            lock (_gate)
                return _keys[^1];
        }
    }

    /// <summary>Signs with a new key from now on. Tokens of the old one stay good until it is withdrawn.</summary>
    public void Add()
    {
        lock (_gate)
            _keys.Add(new SigningKey());
    }

    /// <summary>Publishes the newest key only.</summary>
    public void WithdrawOld()
    {
        lock (_gate)
            while (_keys.Count > 1)
            {
                _keys[0].Dispose();
                _keys.RemoveAt(0);
            }
    }

    /// <param name="issuer">Whose tokens the keys sign, as Entra says beside each key; <c>null</c> says nothing.</param>
    public JsonObject Published(string? issuer)
    {
        lock (_gate)
            return new JsonObject { ["keys"] = new JsonArray([.. _keys.Select(key => key.Published(issuer))]) };
    }

    public void Dispose()
    {
        lock (_gate)
            foreach (var key in _keys)
                key.Dispose();
    }
}
