namespace Aspire.Hosting.Backchannel.Rpc;

/// <summary>A method that can be called. A result that is a sequence is handed out value by value.</summary>
internal delegate Task<object?> RpcMethod(RpcArguments arguments, CancellationToken cancellation);

/// <summary>What can be called, by name.</summary>
internal sealed class RpcMethods
{
    private readonly Dictionary<string, RpcMethod> _methods = new(StringComparer.Ordinal);

    /// <summary>A method that waits.</summary>
    public void Add(string name, RpcMethod method) => _methods.Add(name, method);

    /// <summary>A method that answers at once.</summary>
    public void Add(string name, Func<object?> method) => Add(name, (_, _) => Task.FromResult(method()));

    /// <summary>A method that answers at once.</summary>
    public void Add(string name, Func<RpcArguments, object?> method) => Add(name, (arguments, _) => Task.FromResult(method(arguments)));

    /// <exception cref="RpcException">There is no such method.</exception>
    public RpcMethod Find(string name) => _methods.GetValueOrDefault(name)
        ?? throw new RpcException(RpcException.MethodNotFound, $"No method by the name '{name}' is found.");
}
