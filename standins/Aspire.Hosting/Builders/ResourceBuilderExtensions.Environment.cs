using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Says more about resources.</summary>
public static partial class ResourceBuilderExtensions
{
    /// <summary>Gives the resource a variable.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value)
        where T : IResourceWithEnvironment => builder.WithVariable(name, value ?? "");

    /// <summary>Gives the resource a variable made of values known later.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder, string name, in ExpressionInterpolatedStringHandler value)
        where T : IResourceWithEnvironment => builder.WithVariable(name, ReferenceExpression.Create(value));

    /// <summary>Gives the resource a variable made of values known later.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, ReferenceExpression value)
        where T : IResourceWithEnvironment => builder.WithVariable(name, value);

    /// <summary>Gives the resource a variable whose value is asked for at every start.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, Func<string> callback)
        where T : IResourceWithEnvironment => builder.WithAnnotation(new EnvironmentCallbackAnnotation(name, callback));

    /// <summary>Gives the resource variables at every start.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, Action<EnvironmentCallbackContext> callback)
        where T : IResourceWithEnvironment => builder.WithAnnotation(new EnvironmentCallbackAnnotation(callback));

    /// <summary>Gives the resource variables at every start.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, Func<EnvironmentCallbackContext, Task> callback)
        where T : IResourceWithEnvironment => builder.WithAnnotation(new EnvironmentCallbackAnnotation(callback));

    /// <summary>Gives the resource the URL of an endpoint.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, EndpointReference endpointReference)
        where T : IResourceWithEnvironment => builder.WithVariable(name, endpointReference);

    /// <summary>Gives the resource a parameter's value.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> parameter)
        where T : IResourceWithEnvironment => builder.WithVariable(name, parameter.Resource);

    /// <summary>Gives the resource an argument list.</summary>
    public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, params string[] args)
        where T : IResourceWithArgs => builder.WithArgs(context =>
    {
        foreach (var argument in args)
            context.Args.Add(argument);
    });

    /// <summary>Gives the resource arguments at every start.</summary>
    public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, Action<CommandLineArgsCallbackContext> callback)
        where T : IResourceWithArgs => builder.WithArgs(context =>
    {
        callback(context);
        return Task.CompletedTask;
    });

    /// <summary>Gives the resource arguments at every start.</summary>
    public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, Func<CommandLineArgsCallbackContext, Task> callback)
        where T : IResourceWithArgs => builder.WithAnnotation(new CommandLineArgsCallbackAnnotation(callback));

    private static IResourceBuilder<T> WithVariable<T>(this IResourceBuilder<T> builder, string name, object value)
        where T : IResourceWithEnvironment
    {
        builder.Relate(value);
        return builder.WithEnvironment(context => context.EnvironmentVariables[name] = value);
    }
}
