using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Portal.Tests.Database;

/// <summary>Marks tests that use a database; <c>./test quick</c> leaves them out.</summary>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsDatabaseAttribute : CategoryAttribute
{
    /// <summary>The category, as filters name it.</summary>
    public const string Category = "NeedsDatabase";

    public NeedsDatabaseAttribute()
        : base(Category) { }

    /// <summary>Fails a test that uses a database without the mark, so that none is forgotten.</summary>
    internal static void Demand()
    {
        var test = TestExecutionContext.CurrentContext.CurrentTest;
        for (ITest? part = test; part is not null; part = part.Parent)
            if (part.Properties[PropertyNames.Category].Contains(Category))
                return;
        throw new InvalidOperationException($"{test.FullName} uses a database: mark it [NeedsDatabase].");
    }
}
