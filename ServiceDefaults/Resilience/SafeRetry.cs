using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Polly;
using Polly.Retry;

namespace ServiceDefaults.Resilience;

/// <summary>Repeats requests that change nothing when the answer did not come or was a passing failure.</summary>
internal static class SafeRetry
{
    private static readonly HttpMethod[] SafeMethods = [HttpMethod.Get, HttpMethod.Head, HttpMethod.Options];

    /// <summary>Up to two repeats, half a second and a second apart with jitter; a generation (POST) is never repeated.</summary>
    public static IHttpClientBuilder AddSafeRetry(this IHttpClientBuilder http) =>
        http.AddHttpMessageHandler(services => new SafeRetryHandler(Pipeline(services.GetService<TimeProvider>())));

    private static ResiliencePipeline<HttpResponseMessage> Pipeline(TimeProvider? time) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(500),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = new PredicateBuilder<HttpResponseMessage>()
                    .Handle<HttpRequestException>()
                    .HandleResult(response => response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout),
                OnRetry = static attempt =>
                {
                    attempt.Outcome.Result?.Dispose();
                    return default;
                },
            })
            .Build();

    private sealed class SafeRetryHandler(ResiliencePipeline<HttpResponseMessage> pipeline) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            SafeMethods.Contains(request.Method) && request.Content is null
                ? pipeline.ExecuteAsync(
                    static async (state, token) => await state.Send(state.Request, token).ConfigureAwait(false),
                    (Request: request, Send: (Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>)base.SendAsync),
                    cancellationToken).AsTask()
                : base.SendAsync(request, cancellationToken);
    }
}
