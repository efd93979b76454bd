/// <summary>A value that is there once a stack is deployed, and not a moment before.</summary>
internal sealed class LaterKnown : IManifestExpressionProvider, IValueProvider
{
    public string ValueExpression => "{stack.output.BucketName}";

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException("No output for BucketName");
}
