using System.Reflection;
using NUnit.Framework;

namespace Portal.Tests.Reference;

/// <summary>Where the reference files are: those of the repository, or the folder that PORTAL_REFERENCE_DIR names.</summary>
public static class ReferenceFolder
{
    /// <summary>Names the folder of a statistician's own files.</summary>
    public const string Variable = "PORTAL_REFERENCE_DIR";

    public static string Own => Path.Combine(TestContext.CurrentContext.TestDirectory, "Reference", "expected");

    public static string InUse => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : Own;

    /// <summary>The files whose cases a test method is given.</summary>
    public static IEnumerable<string> FilesReadBy(MethodInfo method) =>
        method
            .GetCustomAttributes<TestCaseSourceAttribute>()
            .Where(source => source.SourceType == typeof(ReferenceCase) && source.MethodParams is [string])
            .Select(source => (string)source.MethodParams![0]!);
}
