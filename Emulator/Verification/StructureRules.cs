using Emulator.Errors;
using Emulator.Ir;

namespace Emulator.Verification;

/// <summary>Blocks, functions, calls and donation.</summary>
internal static class StructureRules
{
    public static void CheckTerminator(Block block)
    {
        for (var i = 0; i < block.Operations.Length - 1; i++)
        {
            if (IsTerminator(block.Operations[i]))
                throw block.Operations[i + 1].Error($"stands after {block.Operations[i].Name}, which ends the block");
        }
        if (block.Operations.Length == 0 || !IsTerminator(block.Terminator))
            throw ProgramException.Invalid(block.Location, "the block that begins here does not end with stablehlo.return or func.return");
    }

    public static void CheckFunction(Function function)
    {
        var end = function.Body.Terminator;
        if (end.Kind != OpKind.FuncReturn)
            throw end.Error($"@{function.Name} ends with func.return");
        if (end.Operands.Length != function.Results.Length)
            throw end.Error($"@{function.Name} has {function.Results.Length} result(s), {end.Operands.Length} returned");
        for (var i = 0; i < end.Operands.Length; i++)
        {
            if (!end.OperandType(i).Equals(function.Results[i]))
                throw end.Error($"result {i} of @{function.Name} is {function.Results[i]}, {end.OperandType(i)} is returned");
        }
    }

    public static void CheckAliases(Function main)
    {
        var taken = new bool[main.Results.Length];
        for (var i = 0; i < main.Parameters.Length; i++)
        {
            var output = main.Parameters[i].AliasedOutput;
            if (output < 0)
                continue;
            if (output >= taken.Length)
                throw ProgramException.Invalid(main.Location, $"parameter {i} aliases output {output}, but there are {taken.Length}");
            if (taken[output])
                throw ProgramException.Invalid(main.Location, $"two parameters alias output {output}");
            if (!main.Body.Arguments[i].Type.Equals(main.Results[output]))
                throw ProgramException.Invalid(main.Location, $"parameter {i} is {main.Body.Arguments[i].Type}, the output {output} it aliases is {main.Results[output]}");
            taken[output] = true;
        }
    }

    public static void CheckCall(Operation op, string attribute, VerificationContext context)
    {
        if (op.Find<SymbolAttribute>(attribute) is not { Name: var name })
            throw op.Error($"needs the attribute {attribute}, as @name");
        var callee = context.Module.Find(name) ?? throw op.Error($"there is no function @{name}");
        op.RequireCounts(callee.Body.Arguments.Length, callee.Results.Length);
        for (var i = 0; i < op.Operands.Length; i++)
        {
            if (!op.OperandType(i).Equals(callee.Body.Arguments[i].Type))
                throw op.Error($"parameter {i} of @{name} is {callee.Body.Arguments[i].Type}, {op.OperandType(i)} is given");
        }
        for (var i = 0; i < callee.Results.Length; i++)
            op.RequireResult(callee.Results[i], i);
    }

    /// <summary>Functions may not call themselves, directly or through others: they are all inlined.</summary>
    public static void CheckCalls(Module module)
    {
        var state = new Dictionary<string, bool>();
        foreach (var function in module.Functions)
            Visit(function, module, state);
    }

    private static void Visit(Function function, Module module, Dictionary<string, bool> finished)
    {
        if (finished.TryGetValue(function.Name, out var done))
        {
            if (!done)
                throw ProgramException.Invalid(function.Location, $"@{function.Name} calls itself");
            return;
        }
        finished[function.Name] = false;
        VisitBlock(function.Body, module, finished);
        finished[function.Name] = true;
    }

    private static void VisitBlock(Block block, Module module, Dictionary<string, bool> finished)
    {
        foreach (var op in block.Operations)
        {
            if (op.Kind is OpKind.FuncCall or OpKind.Composite)
                Visit(module.Find(op.Text(op.Kind == OpKind.FuncCall ? "callee" : "decomposition")!)!, module, finished);
            foreach (var region in op.Regions)
                VisitBlock(region.Body, module, finished);
        }
    }

    private static bool IsTerminator(Operation op) => op.Kind is OpKind.FuncReturn or OpKind.Return;
}
