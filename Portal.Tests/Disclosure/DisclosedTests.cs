using System.Reflection;
using System.Text.Json;
using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Tables;
using Portal.Tests.House;

namespace Portal.Tests.Disclosure;

public sealed class DisclosedTests
{
    private const string Folder = "Portal.Analytics/Disclosure/";

    private static readonly DisclosurePolicy Policy = DisclosurePolicy.Sdc1;

    // Everything that makes a protected value, by name, so that a new way shows up here and is reviewed.
    private static readonly string[] ProtectingFunctions =
    [
        "Effects.Protect",
        "Means.Number",
        "Means.Protect",
        "Means.ProtectPooled",
        "Means.ProtectSubgroups",
        "OneWay.Protect",
        "OneWay.ProtectTogether",
        "OneWay.Withhold",
        "ReleasedDifference.Protect",
        "ReleasedFigure.Of",
        "ReleasedFigure.Of",
        "ReleasedFigure.Of",
        "ReleasedFigure.Of",
        "ReleasedFigure.Of",
        "ReleasedFigure.Of",
        "ReleasedFigure.Of",
        "ReleasedFigure.SpreadOf",
        "ReleasedPercentiles.Protect",
        "ReleasedPooled.Protect",
        "ReleasedPooled.ProtectRestOfNetwork",
        "ReleasedReliableChange.Of",
        "ReleasedShare.Of",
        "ReleasedShare.OfParts",
        "TwoWay.Protect",
        "TwoWay.Protect",
    ];

    [Test]
    public void Withheld_WhateverTheReason_IsTheSameInTextAndJson()
    {
        var table = OneWay.Protect(OneWayTable.Of(22, 6, 100, 0), Policy);
        var hidden = new[]
        {
            OneWay.Protect(OneWayTable.Of(33, 0), Policy),
            OneWay.Protect(OneWayTable.Of(7, 7, 7), Policy),
            OneWay.Protect(OneWayTable.Of(1), Policy),
        }
            .SelectMany(one => one.Released.Cells)
            .ToArray();

        Assert.That(hidden.Select(cell => cell.ToString()), Is.All.EqualTo("c"));
        Assert.That(hidden.Select(cell => JsonSerializer.Serialize(cell)), Is.All.EqualTo("\"c\""));
        Assert.That(hidden, Is.All.SameAs(hidden[0]));
        Assert.That(
            JsonSerializer.Serialize(table.Released),
            Is.EqualTo("""{"Cells":[{"Printed":20},"c",{"Printed":100},"c"],"Total":{"Printed":130}}""")
        );
    }

    [Test]
    public void Json_Impossible_IsADash()
    {
        var cells = OneWay.Protect(new OneWayTable([null, 100, 100]), Policy).Released.Cells;

        Assert.That(JsonSerializer.Serialize(cells), Is.EqualTo("""["-",{"Printed":100},{"Printed":100}]"""));
    }

    [Test]
    public void Json_OtherTypes_AreNotItsBusiness()
    {
        Assert.That(new DisclosedJson().CanConvert(typeof(Disclosed<ReleasedCount>)), Is.True);
        Assert.That(new DisclosedJson().CanConvert(typeof(int)), Is.False);
        Assert.That(new DisclosedJson().CanConvert(typeof(List<int>)), Is.False);
    }

    [Test]
    public void Json_ConverterOfItsOwn_WritesTheSame()
    {
        var options = new JsonSerializerOptions { Converters = { new DisclosedJson() } };
        var cells = OneWay.Protect(OneWayTable.Of(18, 7), Policy).Released.Cells;

        Assert.That(JsonSerializer.Serialize(cells, options), Is.EqualTo("""[{"Printed":20},"c"]"""));
        Assert.That(new DisclosedJson().CreateConverter(typeof(Disclosed<ReleasedCount>), options), Is.Not.Null);
    }

    [TestCase("\"c\"")]
    [TestCase("{\"Printed\":17}")]
    public void Json_Reading_IsRefused(string json)
    {
        Assert.That(() => JsonSerializer.Deserialize<Disclosed<ReleasedCount>>(json), Throws.InstanceOf<NotSupportedException>());
        Assert.That(() => JsonSerializer.Deserialize<ReleasedCount>("{\"Printed\":17}"), Throws.InstanceOf<NotSupportedException>());
    }

    [Test]
    public void Types_ThatCrossServices_HaveNoPublicWayIn()
    {
        var types = Protecting().Where(IsProtected).ToArray();

        Assert.That(types, Has.Length.GreaterThan(12));
        Assert.That(types.SelectMany(type => type.GetConstructors()), Is.Empty);
        Assert.That(types.SelectMany(type => type.GetProperties()).Where(property => property.SetMethod is { IsPublic: true }), Is.Empty);
        Assert.That(types.Where(type => !type.IsSealed), Is.Empty);
        Assert.That(types.SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance)), Is.Empty);
    }

    [Test]
    public void Functions_ThatMakeProtectedValues_AreTheseAndNoOthers()
    {
        var making = typeof(DisclosurePolicy)
            .Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(method => !method.IsSpecialName && Mentioned(method.ReturnType).Any(IsProtected))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}");

        Assert.That(making.Order(StringComparer.Ordinal), Is.EqualTo(ProtectingFunctions));
    }

    [Test]
    public void Constructors_InsideTheAssembly_AreCalledInThisFolderOnly()
    {
        var outside = SourceTree
            .CSharp.Where(file =>
                file.Path.StartsWith("Portal.Analytics/", StringComparison.Ordinal)
                && !file.Path.StartsWith(Folder, StringComparison.Ordinal)
            )
            .Where(file =>
                file.Text.Contains("new Released", StringComparison.Ordinal)
                || file.Text.Contains("new Protected", StringComparison.Ordinal)
                || (file.Text.Contains("Disclosed<", StringComparison.Ordinal) && file.Text.Contains(".Show(", StringComparison.Ordinal))
            );

        Assert.That(outside.Select(file => file.Path), Is.Empty);
        Assert.That(
            typeof(DisclosurePolicy).Assembly.GetCustomAttributes<System.Runtime.CompilerServices.InternalsVisibleToAttribute>(),
            Is.Empty
        );
    }

    private static IEnumerable<Type> Protecting() => typeof(DisclosurePolicy).Assembly.GetExportedTypes().Where(IsOfTheRooms);

    // The room of disclosure control and those below it.
    private static bool IsOfTheRooms(Type type) =>
        (type.Namespace + ".").StartsWith(typeof(DisclosurePolicy).Namespace + ".", StringComparison.Ordinal);

    private static bool IsProtected(Type type) =>
        IsOfTheRooms(type)
        && (
            type.Name.StartsWith("Released", StringComparison.Ordinal)
            || type.Name.StartsWith("Protected", StringComparison.Ordinal)
            || type.Name.StartsWith("Disclosed`", StringComparison.Ordinal)
        );

    private static IEnumerable<Type> Mentioned(Type type) => type.GenericTypeArguments.SelectMany(Mentioned).Prepend(type);
}
