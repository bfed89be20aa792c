using System.Security.Cryptography;
using System.Text;
using Portal.Analytics.Disclosure;
using Portal.Api.Database.Embedded;
using Portal.Api.Samples;

namespace Portal.Tests.Database;

/// <summary>Names what the template databases are made from, so that whoever changes any of it gets new ones.</summary>
internal static class TemplateKey
{
    /// <summary>The key of this build: migrations, roles and rules are inside the assemblies; the samples are files.</summary>
    public static string OfThisBuild() =>
        Of(
            [typeof(PostgresBinaries).Assembly.Location, typeof(DisclosurePolicy).Assembly.Location],
            RepositoryFolders.SampleExtracts,
            $"{PostgresBinaries.Find().Folder} {Environment.UserName}"
        );

    /// <param name="assemblies">Files that are told apart by their content.</param>
    /// <param name="samples">A folder, told apart by the places and the content of its files.</param>
    /// <param name="machine">Whose server made the files, and by which user they can be read.</param>
    public static string Of(IEnumerable<string> assemblies, string samples, string machine)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(machine));
        foreach (var assembly in assemblies)
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(assembly)));
        foreach (var file in Directory.EnumerateFiles(samples, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(samples, file)));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
