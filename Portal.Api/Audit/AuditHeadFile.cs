using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Api.Audit;

/// <summary>
/// Keeps the head of the log outside the database: the file <c>audit-head</c> in the state folder holds one line, number, hash and seal.
/// The seal is an HMAC-SHA256 of the first two, so that who can write the file and the database cannot make a head without the key.
/// </summary>
/// <param name="stateFolder">Folder of this node; it must exist.</param>
/// <param name="keyFile">
/// File of the key, 32 bytes as hexadecimal digits; <c>audit-key</c> in the state folder when <c>null</c>. It is made with the first seal.
/// </param>
/// <remarks>Source: docs/security.md, "Audit log".</remarks>
public sealed class AuditHeadFile(string stateFolder, string? keyFile = null)
{
    private const int KeyLength = 32;

    private readonly string _path = Path.Combine(stateFolder, "audit-head");
    private readonly string _keyPath = keyFile ?? Path.Combine(stateFolder, "audit-key");

    /// <summary>The head that was written last, or <c>null</c> when there is none yet.</summary>
    /// <exception cref="InvalidDataException">The file holds something else, it or its seal is missing, or the seal is wrong.</exception>
    public AuditHead? Read()
    {
        // A machine that shares its key with others may be new. A key of its own has sealed a head that was here.
        if (!File.Exists(_path))
            return keyFile is not null || !File.Exists(_keyPath)
                ? null
                : throw new InvalidDataException("The file audit-head is missing, and its key has sealed one.");
        var parts = File.ReadAllText(_path).Trim().Split(' ');
        if (
            parts is not ([_, { Length: 64 }] or [_, { Length: 64 }, { Length: 64 }])
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var known)
        )
            throw new InvalidDataException("The file audit-head does not hold a number, a hash and a seal.");
        var head = new AuditHead(known, parts[1]);
        // A head from before there were seals has no key beside it, or one that has not sealed anything yet.
        if (parts.Length == 2)
            return !File.Exists(_keyPath) ? head : throw new InvalidDataException("The file audit-head has lost its seal.");
        var key = Key(_keyPath) ?? Key(NewKeyPath) ?? throw new InvalidDataException("The key of the seal of audit-head is missing.");
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Seal(head, key)), Encoding.ASCII.GetBytes(parts[2]))
            ? head
            : throw new InvalidDataException("The seal of the file audit-head is not of this head and key.");
    }

    /// <summary>Replaces the file atomically: after a power cut it is the old one or the new one.</summary>
    /// <exception cref="InvalidDataException">The key file holds something else.</exception>
    public void Write(AuditHead head)
    {
        var key = Key(_keyPath) ?? Key(NewKeyPath);
        if (key is null)
        {
            key = RandomNumberGenerator.GetBytes(KeyLength);
            Replace(NewKeyPath, Convert.ToHexStringLower(key) + "\n");
        }

        Replace(_path, string.Create(CultureInfo.InvariantCulture, $"{head.Number} {head.Hash} {Seal(head, key)}\n"));
        // A key has its name once it has sealed a head: from then on a head without a seal is none.
        if (!File.Exists(_keyPath))
            File.Move(NewKeyPath, _keyPath);
    }

    private string NewKeyPath => _keyPath + ".new";

    private static byte[]? Key(string path)
    {
        if (!File.Exists(path))
            return null;
        var text = File.ReadAllText(path).Trim();
        return text.Length == 2 * KeyLength && text.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(text)
            : throw new InvalidDataException("The key of the seal of audit-head is not 64 hexadecimal digits.");
    }

    private static string Seal(AuditHead head, byte[] key) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{head.Number} {head.Hash}")))
        );

    // Nobody but the portal's own user reads it.
    private static void Replace(string path, string line)
    {
        var next = path + ".next";
        File.Delete(next);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(next, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(line));
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }
}
