using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NUnit.Framework;
using Portal.Api.Answers;

namespace Portal.Tests.House;

/// <summary>What an operation of the portal asks of its callers.</summary>
public class OperationTests
{
    private const int MostParameters = 6;

    private static readonly Assembly[] Product =
    [
        Assembly.Load("Portal.Analytics"),
        Assembly.Load("Portal.Api"),
        Assembly.Load("Portal.Web"),
    ];

    private static IEnumerable<MethodInfo> Operations => Product.SelectMany(assembly => assembly.GetTypes()).SelectMany(Written);

    [Test]
    public void Parameters_EveryOperation_AreAtMostSix() =>
        Assert.That(Operations.Where(method => method.GetParameters().Length > MostParameters).Select(Described), Is.Empty);

    [Test]
    public void Parameters_EveryOperation_HasNoTwoNeighboursThatMayBeTextOrNothing()
    {
        var nullability = new NullabilityInfoContext();

        bool IsTextOrNothing(ParameterInfo parameter) =>
            parameter.ParameterType == typeof(string) && nullability.Create(parameter).ReadState == NullabilityState.Nullable;

        Assert.That(
            Operations
                .Where(method =>
                    method.GetParameters() is var all
                    && all.Zip(all.Skip(1)).Any(pair => IsTextOrNothing(pair.First) && IsTextOrNothing(pair.Second))
                )
                .Select(Described),
            Is.Empty
        );
    }

    [Test]
    public void Operations_OfTheProduct_AreFound() => Assert.That(Operations.Count(), Is.GreaterThan(500));

    // What cannot be named cannot be cast to: a reader says what happens in both cases.
    [Test]
    public void Answer_ItsCases_AreClosedAndPrivate()
    {
        var cases = typeof(Answer<>)
            .GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic)
            .Where(type => !IsCompilers(type))
            .ToArray();

        Assert.That(cases, Has.Length.EqualTo(2));
        Assert.That(cases.Where(one => !one.IsNestedPrivate || !one.IsSealed), Is.Empty);
        Assert.That(
            typeof(Answer<>)
                .GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Where(constructor => constructor.IsPublic || constructor.IsAssembly || constructor.IsFamilyOrAssembly),
            Is.Empty
        );
    }

    private static IEnumerable<MethodInfo> Written(Type type)
    {
        const BindingFlags declared =
            BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;
        return
            !type.FullName!.StartsWith("Portal.", StringComparison.Ordinal)
            || IsCompilers(type)
            || type.IsAssignableTo(typeof(Microsoft.AspNetCore.Mvc.Razor.RazorPageBase))
            ? []
            : type.GetMethods(declared).Where(method => !IsCompilers(method) && !IsBinding(method) && method.GetBaseDefinition() == method);
    }

    // Lambdas, local functions, and what a record gets: Deconstruct has a parameter for each of its members.
    private static bool IsCompilers(MemberInfo member) =>
        member.Name.Contains('<', StringComparison.Ordinal)
        || member.IsDefined(typeof(CompilerGeneratedAttribute))
        || (member.DeclaringType is { } outer && IsCompilers(outer));

    // What ASP.NET Core binds from an address: the names of its parameters are the names in the query.
    private static bool IsBinding(MethodInfo method) =>
        method.ReturnType == typeof(IResult)
        || method.ReturnType == typeof(Task<IResult>)
        || (
            method.DeclaringType!.IsAssignableTo(typeof(PageModel))
            && (method.Name.StartsWith("OnGet", StringComparison.Ordinal) || method.Name.StartsWith("OnPost", StringComparison.Ordinal))
        );

    private static string Described(MethodInfo method) =>
        $"{method.DeclaringType!.FullName}.{method.Name}: {method.GetParameters().Length}";
}
