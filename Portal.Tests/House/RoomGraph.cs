using Mono.Cecil;

namespace Portal.Tests.House;

/// <summary>One room uses another: where it is seen first.</summary>
/// <param name="From">Folder of the type that refers, from the root of the repository.</param>
/// <param name="To">Folder of the type referred to.</param>
/// <param name="Example">The two types.</param>
internal sealed record RoomReference(string From, string To, string Example);

/// <summary>
/// Which folders use which, read from a compiled assembly: signatures, attributes and method bodies, not the using lines.
/// </summary>
/// <remarks>A constant leaves no trace in compiled code, so a reference to nothing but a constant is not seen.</remarks>
internal static class RoomGraph
{
    // Razor names a page's class after its path, with underscores, in a namespace of its own.
    private const string RazorNamespace = "AspNetCoreGeneratedDocument";

    /// <summary>Every reference between two different rooms of the assembly's own project, once each.</summary>
    /// <param name="assembly">Path of the compiled project, whose namespaces are its folders.</param>
    public static IReadOnlyList<RoomReference> Of(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return
        [
            .. module
                .Types.Where(type => RoomOf(type) is not null)
                .SelectMany(type =>
                    TypesUsedBy(type)
                        .Where(used => used.Scope == module || used is TypeDefinition)
                        .Select(used => (From: RoomOf(type)!, To: RoomOf(used), Example: $"{type.Name} -> {used.Name}"))
                )
                .Where(edge => edge.To is not null && edge.To != edge.From)
                .Select(edge => new RoomReference(edge.From, edge.To!, edge.Example))
                .DistinctBy(edge => (edge.From, edge.To))
                .OrderBy(edge => edge.From, StringComparer.Ordinal)
                .ThenBy(edge => edge.To, StringComparer.Ordinal),
        ];
    }

    /// <summary>Full names of all types of the assembly that a type uses, directly or through others.</summary>
    /// <param name="assembly">Path of the compiled project.</param>
    /// <param name="start">Which types to start from.</param>
    /// <returns>Also types of other assemblies, which are not followed.</returns>
    public static IReadOnlySet<string> ReachedFrom(string assembly, Func<string, bool> start)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        var own = module.Types.ToDictionary(type => type.FullName);
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<TypeDefinition>(own.Values.Where(type => start(type.FullName)));
        while (open.TryDequeue(out var next))
        {
            foreach (var used in TypesUsedBy(next).Select(Outermost).Where(used => reached.Add(used.FullName)))
            {
                if (own.TryGetValue(used.FullName, out var followed))
                    open.Enqueue(followed);
            }
        }
        return reached;
    }

    private static string? RoomOf(TypeReference type)
    {
        var outer = Outermost(type);
        if (outer.Namespace == RazorNamespace)
            return outer.Name.LastIndexOf('_') is var last && outer.Name[..last].TrimEnd('_').Replace('_', '/') is var folder
                ? "Portal.Web/" + folder
                : null;
        return outer.Namespace.StartsWith("Portal.", StringComparison.Ordinal) ? Folder(outer.Namespace) : null;
    }

    // The first dot belongs to the project's name.
    private static string Folder(string space) =>
        string.Join('.', space.Split('.').Take(2)) + string.Concat(space.Split('.').Skip(2).Select(part => "/" + part));

    private static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }

    private static IEnumerable<TypeReference> TypesUsedBy(TypeDefinition type) =>
        Written(type).SelectMany(Parts).Concat(type.NestedTypes.SelectMany(TypesUsedBy));

    private static IEnumerable<TypeReference?> Written(TypeDefinition type) =>
        [
            type.BaseType,
            .. type.Interfaces.Select(one => one.InterfaceType),
            .. type.GenericParameters.SelectMany(one => one.Constraints).Select(one => one.ConstraintType),
            .. type.Fields.Select(field => field.FieldType),
            .. type.Properties.Select(property => property.PropertyType),
            .. type.Methods.SelectMany(Written),
            .. Attributes(type).Concat(type.Fields.SelectMany(Attributes)).Concat(type.Properties.SelectMany(Attributes)),
        ];

    private static IEnumerable<TypeReference?> Written(MethodDefinition method) =>
        [
            .. Signature(method),
            .. method.GenericParameters.SelectMany(one => one.Constraints).Select(one => one.ConstraintType),
            .. Attributes(method).Concat(method.Parameters.SelectMany(Attributes)),
            .. method.HasBody ? Body(method.Body) : [],
        ];

    private static IEnumerable<TypeReference?> Body(Mono.Cecil.Cil.MethodBody body) =>
        body
            .Variables.Select(variable => variable.VariableType)
            .Concat(body.ExceptionHandlers.Select(handler => handler.CatchType))
            .Concat(
                body.Instructions.SelectMany(step =>
                    step.Operand switch
                    {
                        TypeReference used => [used],
                        MethodReference called => [called.DeclaringType, .. Signature(called)],
                        FieldReference field => [field.DeclaringType, field.FieldType],
                        _ => Array.Empty<TypeReference?>(),
                    }
                )
            );

    private static IEnumerable<TypeReference?> Signature(MethodReference method) =>
        [
            method.ReturnType,
            .. method.Parameters.Select(parameter => parameter.ParameterType),
            .. method is GenericInstanceMethod generic ? generic.GenericArguments : [],
        ];

    private static IEnumerable<TypeReference?> Attributes(ICustomAttributeProvider holder) =>
        holder.CustomAttributes.Select(attribute => attribute.AttributeType);

    // Arrays, references and generic types are taken apart into the types that somebody wrote.
    private static IEnumerable<TypeReference> Parts(TypeReference? type) =>
        type switch
        {
            null or GenericParameter => [],
            GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Concat(Parts(generic.ElementType)),
            TypeSpecification wrapped => Parts(wrapped.ElementType),
            _ => [type],
        };
}
