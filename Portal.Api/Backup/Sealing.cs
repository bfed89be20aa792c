using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Api.Backup;

/// <summary>
/// Encrypts to a certificate and opens with its key: CMS with AES-256 in Galois/Counter mode, by the program openssl, so that a backup can
/// be opened without the portal, and a changed byte is noticed.
/// </summary>
internal static class Sealing
{
    /// <summary>Variable with the password of the private key, when it has one.</summary>
    public const string PasswordVariable = "PORTAL_BACKUP_KEY_PASSWORD";

    private const string Missing = "The program openssl is missing; install the package openssl (version 3 or newer).";

    /// <summary>The certificate, when it can be used.</summary>
    /// <exception cref="BackupFailedException">It cannot be read, or has ended.</exception>
    public static X509Certificate2 Recipient(string file, TimeProvider clock)
    {
        X509Certificate2 certificate;
        try
        {
            certificate = X509CertificateLoader.LoadCertificateFromFile(file);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new BackupFailedException("--recipient must be a file with an X.509 certificate, as PEM.", exception);
        }

        return certificate.NotAfter.ToUniversalTime() > clock.GetUtcNow().UtcDateTime
            ? certificate
            : throw new BackupFailedException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The certificate of --recipient has ended on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}. Make a new one, and "
                        + $"keep the old key for the old backups."
                )
            );
    }

    /// <summary>Encrypts what is written to its input.</summary>
    /// <param name="recipient">File of the certificate.</param>
    /// <param name="sealedFile">Where the encrypted bytes go.</param>
    public static RunningTool Close(string recipient, string sealedFile) =>
        RunningTool.Start(
            new ProcessStartInfo(
                "openssl",
                [
                    "cms",
                    "-encrypt",
                    "-aes-256-gcm",
                    "-binary",
                    "-stream",
                    "-outform",
                    "DER",
                    "-out",
                    sealedFile,
                    "-recip",
                    recipient,
                    .. Padding(recipient),
                ]
            ),
            Missing
        );

    /// <summary>Decrypts a file to its output; the exit code says whether it is as it was written.</summary>
    public static RunningTool Open(string keyFile, string sealedFile) =>
        RunningTool.Start(
            WithPassword(
                new ProcessStartInfo(
                    "openssl",
                    [
                        "cms",
                        "-decrypt",
                        "-inform",
                        "DER",
                        "-binary",
                        "-in",
                        sealedFile,
                        "-inkey",
                        keyFile,
                        "-passin",
                        "env:" + PasswordVariable,
                    ]
                )
            ),
            Missing
        );

    /// <summary>Whether the private key is the one of the certificate.</summary>
    /// <exception cref="BackupFailedException">The key cannot be read.</exception>
    public static async Task<bool> IsKeyOfAsync(string keyFile, X509Certificate2 certificate, CancellationToken cancellation)
    {
        using var tool = RunningTool.Start(
            WithPassword(
                new ProcessStartInfo(
                    "openssl",
                    ["pkey", "-in", keyFile, "-pubout", "-outform", "DER", "-passin", "env:" + PasswordVariable]
                )
            ),
            Missing
        );
        using var key = new MemoryStream();
        await tool.Output.CopyToAsync(key, cancellation);
        return (await tool.EndAsync(cancellation)).Code == 0
            ? key.ToArray().AsSpan().SequenceEqual(certificate.PublicKey.ExportSubjectPublicKeyInfo())
            : throw new BackupFailedException(
                $"--key must be a file with a private key, as PEM. When it has a password, set {PasswordVariable}."
            );
    }

    // With the older padding, a wrong key would be an open question.
    private static string[] Padding(string recipient)
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(recipient);
        using var rsa = certificate.GetRSAPublicKey();
        return rsa is null ? [] : ["-keyopt", "rsa_padding_mode:oaep"];
    }

    // Never asks at the terminal, since a backup is made at night.
    private static ProcessStartInfo WithPassword(ProcessStartInfo start)
    {
        start.Environment[PasswordVariable] = Environment.GetEnvironmentVariable(PasswordVariable) ?? "";
        return start;
    }
}
