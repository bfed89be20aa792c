using System.Reflection;
using System.Runtime.CompilerServices;
using NUnit.Framework;

namespace Portal.Tests.House;

/// <summary>Records print all of their properties, so none may hold another of its kind that it makes itself.</summary>
public sealed class RecordTests
{
    [Test]
    public void Record_Printed_DoesNotMakeAnotherOfItsKind()
    {
        var records = new[] { typeof(Analytics.Interval).Assembly, typeof(Api.Periods.Window).Assembly, typeof(Web.Program).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null)
            // Whoever prints in words of its own does not print its properties.
            .Where(type => type.GetMethod(nameof(ToString), Type.EmptyTypes)!.IsDefined(typeof(CompilerGeneratedAttribute)))
            .ToList();

        Assert.That(records, Has.Count.GreaterThan(300));
        Assert.That(records.SelectMany(MadeOfItsKind), Is.Empty, "make it a method");
    }

    [Test]
    public void MadeOfItsKind_RecordThatMakesItsNext_IsFound() =>
        Assert.That(MadeOfItsKind(typeof(Endless)), Is.EqualTo(new[] { "Endless.Next" }));

    // A property without a field behind it is made anew at each reading, also while the record is printed.
    private static IEnumerable<string> MadeOfItsKind(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property =>
                (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == type
                && type.GetField($"<{property.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic) is null
            )
            .Select(property => $"{type.Name}.{property.Name}");

    private sealed record Endless(int Place)
    {
        public Endless Next => new(Place + 1);
    }
}
